"""Real kernels that start warm: one process imports what notebooks need and forks an ipykernel for each asked for.

`warm` lets every Python kernel that this process starts through jupyter_client
(nbclient, nbval) come from there, unchanged otherwise. The forking process is
started when the first kernel is asked for. Whoever dies takes those below
along: each holds the end of a pipe or socket that closes with the one above.
"""

import contextlib
import errno
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import traceback
import warnings
from importlib.metadata import EntryPoint
from typing import Any

RENDERER = "plotly_mimetype"
AVAILABLE = hasattr(os, "fork") and hasattr(socket, "send_fds")
NAME = "summitdata-warm"
AT_IMPORT = ("LANG", "LC_", "PANDAS", "PLOTLY", "PYTHON", "TZ")  # settings that Python and others read when they start
PARTS = [
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.extensions.storemagic",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
    "tornado.queues",
]
SERVE = "import socket, sys; from summitdata.run import kernel; kernel.serve(socket.socket(fileno=int(sys.argv[1])))"
_servers: dict[Any, tuple[socket.socket, subprocess.Popen | None]] = {}
_starting = threading.Lock()


def warm() -> None:
    """Let kernels that this process starts be forked from a warm one, where the system can fork."""
    from jupyter_client.provisioning import KernelProvisionerFactory as Factory

    os.environ.setdefault("PLOTLY_RENDERER", RENDERER)
    warnings.filterwarnings("ignore", "IPython .* is not a writable location")  # asked for kernels' names, not to write
    if AVAILABLE:
        factory = Factory.instance()
        factory.provisioners[NAME] = EntryPoint(NAME, f"{__package__}.provisioner:Warm", Factory.GROUP_NAME)
        factory.default_provisioner_name = NAME


def start() -> None:
    """Start the process that kernels will be forked from, by a fork where this one has done nothing yet.

    Then both share what both need: it is imported once.
    """
    os.environ["PLOTLY_RENDERER"] = RENDERER
    if AVAILABLE:
        untouched = threading.active_count() == 1 and not {"pandas", "IPython"} & set(sys.modules)
        server(dict(os.environ), by_fork=untouched)


def server(env: dict[str, str], by_fork: bool = False) -> socket.socket:
    """The line to the process that kernels of an environment are forked from, started if there is none.

    It has the settings of that environment that are read at import, and ends when this process does. It sends nothing:
    a line that can be read is that of one which has ended.
    """
    key = os.getpid(), *sorted((k, v) for k, v in env.items() if k.startswith(AT_IMPORT))
    with _starting:
        if key not in _servers or select.select([_servers[key][0]], [], [], 0)[0]:
            _servers[key] = begun(env, by_fork)
        return _servers[key][0]


def begun(env: dict[str, str], by_fork: bool) -> tuple[socket.socket, subprocess.Popen | None]:
    """A new process that has imported what notebooks need and forks kernels, as the line to it."""
    line, theirs = socket.socketpair()
    with theirs:
        if not by_fork:
            command = [sys.executable, "-c", SERVE, str(theirs.fileno())]
            return line, subprocess.Popen(command, stdin=subprocess.DEVNULL, env=env, pass_fds=[theirs.fileno()])
        import_shared()
        gc.freeze()
        if os.fork() == 0:
            line.close()
            serve(theirs)
    return line, None


class Kernel:
    """A kernel that was forked, as jupyter_client handles a process; it ends when this process does.

    Raises
    ------
    OSError
        If the server has ended.
    """

    stdin = stdout = stderr = None

    def __init__(self, arguments: list[str], env: dict[str, str], cwd: str):
        self.returncode: int | None = None
        self.line, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(server(env), [b"k"], [theirs.fileno()])
        text = json.dumps({"arguments": arguments, "env": env, "cwd": cwd}).encode()
        self.line.sendall(len(text).to_bytes(4, "big") + text)
        self.pid = int(self.line.recv(16) or 0)
        if not self.pid:
            raise OSError("The process that starts kernels has ended.")

    def poll(self) -> int | None:
        """None while it runs."""
        if self.returncode is None and select.select([self.line], [], [], 0)[0]:
            self.line.close()
            self.returncode = 0
        return self.returncode

    def wait(self) -> int | None:
        """Wait for its end."""
        if self.returncode is None:
            select.select([self.line], [], [])
        return self.poll()

    def send_signal(self, signum: int) -> None:
        """Send it a signal while it runs."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signum)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def serve(line: socket.socket) -> None:
    """In the process that was started: import, then fork a kernel for each that asks, until the one above ends."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process above
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for kernels; their line tells
        if not sys.flags.safe_path:
            del sys.path[0]
        warm_up()
        gc.collect()
        gc.freeze()  # what kernels share is not looked through, and so not copied
        lifeline, held = os.pipe()
        while own := socket.recv_fds(line, 1, 1)[1]:
            if os.fork() == 0:
                line.close()
                os.close(held)
                become_kernel(socket.socket(fileno=own[0]), lifeline)
            os.close(own[0])
    except BaseException:
        traceback.print_exc()  # then kernels are plain ones, and slow: somebody should know why
    finally:
        os._exit(0)


def become_kernel(line: socket.socket, lifeline: int) -> None:
    """In a fork: be the kernel that was asked for."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        size = int.from_bytes(line.recv(4, socket.MSG_WAITALL), "big")
        order = json.loads(line.recv(size, socket.MSG_WAITALL))
        os.environ.clear()
        os.environ.update(order["env"])
        os.chdir(order["cwd"])
        threading.Thread(target=end_with, args=(line, lifeline), daemon=True).start()
        from ipykernel.kernelapp import IPKernelApp

        app = IPKernelApp.instance()
        app.initialize(order["arguments"])
        line.sendall(str(os.getpid()).encode())  # it listens: whoever connects now is heard at once
        app.start()
    except SystemExit:
        pass
    except BaseException as error:
        if getattr(error, "errno", None) != errno.EADDRINUSE:  # another kernel took a port meanwhile
            traceback.print_exc()
        os._exit(1)  # what runs at exit would wait without end for sockets that are open
    finally:
        import atexit

        atexit._run_exitfuncs()
        sys.stdout.flush()
        os._exit(0)


def end_with(*above: Any) -> None:
    """End this process when one of those above has ended: then its end of the line closes."""
    select.select(above, [], [])
    os._exit(1)


def import_shared() -> None:
    """Import what both notebooks and pages use, and read the tables; look for circles of objects less often: there are few."""
    gc.set_threshold(50_000, 20, 20)
    for name in ("summitdata.run", "nbformat", "pandas", "plotly.graph_objects"):
        importlib.import_module(name)
    import summitdata

    for theme in summitdata.THEMES:
        getattr(summitdata, theme)
    with contextlib.suppress(Exception):  # tables that cannot be read tell so in the notebooks
        summitdata.load()


def warm_up() -> None:
    """Import what every kernel and notebook uses, and pay once what the first figure costs."""
    sys.modules.setdefault("debugpy", None)  # nobody debugs these kernels, and it is much to import
    for name in PARTS:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    import_shared()
    import pandas as pd
    import plotly.graph_objects as go

    import summitdata
    from summitdata.discussion.shown import of_package
    from summitdata.tables.check import fingerprint

    pd.set_option("display.max_columns", 20)  # as in a kernel: pandas asks at import whether it is in one
    font = {"size": 9}
    marks = go.Scatter(x=[0], y=[0], line={"width": 1}, marker={"line": {"width": 1}}, textfont=font)
    bars = go.Bar(x=[0], y=[0], marker={"line": {"width": 1}, "pattern": {"shape": ""}})
    layout = {"title": {"text": "", "font": font}, "margin": {"t": 9}, "height": 99, "meta": {"rows": []}}
    layout |= {"shapes": [{"line": {"width": 0}}], "annotations": [{"text": ""}], "xaxis": {"title": {"font": font}}}
    go.Figure([marks, bars], layout)._repr_mimebundle_()
    with contextlib.suppress(Exception):
        of_package(folder := summitdata.load().folder, fingerprint(folder))
