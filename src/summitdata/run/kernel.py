"""Real kernels that start warm: one process imports what notebooks need and forks an ipykernel for each asked for.

`warm` lets every Python kernel that this process starts through jupyter_client
(nbclient, nbval) come from there, unchanged otherwise. The forking process is
started when the first kernel is asked for. Whoever dies takes those below
along: each holds the end of a pipe or socket that closes with the one above.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from importlib.metadata import EntryPoint
from typing import Any

RENDERER = "plotly_mimetype"
AVAILABLE = hasattr(os, "fork") and hasattr(socket, "AF_UNIX")
NAME = "summitdata-warm"
AT_IMPORT = (
    "LANG",
    "LC_",
    "PANDAS",
    "PLOTLY",
    "PYTHON",
    "TZ",
)  # settings that are read once, when Python or they start
PARTS = (
    "summitdata.run",
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
)
PARTS += (
    "IPython.extensions.storemagic",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
    "tornado.queues",
    "nbformat",
)
SERVE = "from summitdata.run.kernel import serve; serve()"
_servers: dict[Any, Server] = {}


def warm() -> None:
    """Let kernels that this process starts be forked from a warm one, where the system can fork."""
    from jupyter_client.provisioning import KernelProvisionerFactory as Factory

    os.environ.setdefault("PLOTLY_RENDERER", RENDERER)
    if AVAILABLE:
        factory = Factory.instance()
        factory.provisioners[NAME] = EntryPoint(NAME, f"{__package__}.provisioner:Warm", Factory.GROUP_NAME)
        factory.default_provisioner_name = NAME


def start() -> None:
    """Start the process that kernels will be forked from, so that it imports while this one does."""
    if AVAILABLE:
        server({**os.environ, "PLOTLY_RENDERER": RENDERER})


class Server:
    """A process that has imported what notebooks need and forks kernels; it ends when this one does.

    It is started with the settings of an environment that are read at import.
    """

    def __init__(self, env: dict[str, str]):
        self.folder = tempfile.TemporaryDirectory(prefix="summitdata-")
        self.path = os.path.join(self.folder.name, "kernels")
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(self.path)
        listening.listen(64)
        with listening:  # whoever asks before it is ready waits in the queue
            self.process = subprocess.Popen(
                [sys.executable, "-c", SERVE, str(listening.fileno())],
                stdin=subprocess.PIPE,
                env=env,
                pass_fds=[listening.fileno()],
            )

    def kernel(self, arguments: list[str], env: dict[str, str], cwd: str) -> Kernel:
        """A kernel in its own process; OSError where the server is gone."""
        return Kernel(self.path, {"arguments": arguments, "env": env, "cwd": cwd})


def server(env: dict[str, str]) -> Server:
    """The running server for an environment, started if there is none."""
    key = os.getpid(), *sorted((k, v) for k, v in env.items() if k.startswith(AT_IMPORT))
    if key not in _servers or _servers[key].process.poll() is not None:
        _servers[key] = Server(env)
    return _servers[key]


class Kernel:
    """A kernel that was forked, as jupyter_client handles a process; it ends when this process does."""

    stdin = stdout = stderr = None

    def __init__(self, path: str, order: dict[str, Any]):
        self.returncode: int | None = None
        self.line = socket.socket(socket.AF_UNIX)
        self.line.connect(path)
        text = json.dumps(order).encode()
        self.line.sendall(len(text).to_bytes(4, "big") + text)
        self.pid = int(self.line.recv(16) or 0)
        if not self.pid:
            raise OSError("The process that starts kernels has ended.")

    def poll(self) -> int | None:
        """None while it runs."""
        if self.returncode is None and select.select([self.line], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def wait(self) -> int:
        """Wait for its end."""
        if self.returncode is None:
            with contextlib.suppress(OSError):
                self.line.recv(1)
            self.line.close()
            self.returncode = 0
        return self.returncode

    def send_signal(self, signum: int) -> None:
        """Send it a signal while it runs."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signum)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def serve() -> None:
    """In the process that was started: import, then fork a kernel for each that asks, until the one above ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process above
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for kernels; their line tells
    listening = socket.socket(fileno=int(sys.argv[1]))
    if not sys.flags.safe_path:
        del sys.path[0]
    warm_up()
    gc.collect()
    gc.freeze()  # what kernels share is not looked through, and so not copied
    lifeline, held = os.pipe()
    while True:
        ready = select.select([0, listening], [], [])[0]
        if 0 in ready:
            os._exit(0)
        line, _ = listening.accept()
        if os.fork() == 0:
            os.close(held)
            listening.close()
            become_kernel(line, lifeline)
        line.close()


def become_kernel(line: socket.socket, lifeline: int) -> None:
    """In a fork: be the kernel that was asked for."""
    try:
        for name in (signal.SIGINT, signal.SIGCHLD):
            signal.signal(name, signal.SIG_DFL)
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
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        import atexit

        atexit._run_exitfuncs()
        sys.stdout.flush()
        os._exit(0)


def end_with(*above: Any) -> None:
    """End this process when one of those above has ended: then its end of the line closes."""
    select.select(above, [], [])
    os._exit(1)


def warm_up() -> None:
    """Import what every kernel and notebook uses, and pay once what the first figure costs."""
    sys.modules.setdefault("debugpy", None)  # nobody debugs these kernels, and it is much to import
    for name in PARTS:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    import pandas as pd
    import plotly.graph_objects as go

    import summitdata
    from summitdata.house import figure as house

    pd.set_option("display.max_columns", 20)  # as in a kernel: pandas asks at import whether it is in one
    for theme in summitdata.THEMES:
        getattr(summitdata, theme)
    box = go.layout.Shape(line={"width": 0})
    marks = go.Scatter(x=[0], y=[0], line={"width": 1}, marker={"line": {"width": 1}}, textfont={"size": 9})
    bars = go.Bar(x=[0], y=[0], marker={"line": {"width": 1}, "pattern": {"shape": ""}})
    figure = go.Figure([marks, bars], {"shapes": [box], "xaxis": {"title": {"text": "", "font": {"size": 9}}}})
    words = dict.fromkeys(("title", "subtitle", "alt", "source"), "")
    house.finish(figure, **words, table=pd.DataFrame(), row_ids=[], height=9)._repr_mimebundle_()
