"""Execute notebooks without a start for each: import once, fork a child a notebook.

`fork_each` has a process of its own, the server, which has imported what
notebooks need and forks a child for each, a few at a time. The server is forked
off a command that has done nothing yet (`split`), or begins from nothing
(`main`). Whoever dies takes those below along: each holds the end of a pipe
that closes with the one above.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import nbformat
from nbformat.v4 import new_output

from summitdata import data as package

if TYPE_CHECKING:
    from summitdata.pages.shell import Shell

RENDERER = "plotly_mimetype"
AVAILABLE = hasattr(os, "fork")
GONE = "the process ended without a word; it may have been killed, or have run out of memory"


@dataclass(frozen=True)
class Server:
    """A clean process that has imported what notebooks need and waits for orders; it ends when this one does."""

    orders: TextIO
    answers: TextIO
    stop: Callable[[], object]

    def end(self) -> None:
        """End it and whatever it runs: not by closing the orders alone, a cell may be running."""
        self.stop()
        for pipe in (self.orders, self.answers):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


_ready: tuple[dict[str, str], Server] | None = None  # a server, and the environment it was started in


def environment(settings: dict[str, str] | None = None) -> dict[str, str]:
    """The environment that notebooks run in."""
    return {**os.environ, "PLOTLY_RENDERER": RENDERER, **(settings or {})}


def started(env: dict[str, str]) -> Server:
    """A server that begins from nothing."""
    command = [sys.executable, "-m", __name__]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
    return Server(process.stdin, process.stdout, lambda: (process.kill(), process.wait()))


def split() -> Server:
    """A server that this process becomes the parent of, once it has imported what both need: they share its memory."""
    os.environ["PLOTLY_RENDERER"] = RENDERER
    shell = prepared()
    import_module("summitdata.pages.site")  # after the fork its parts would be strewn over the memory that is shared
    (orders, given), (told, answers) = os.pipe(), os.pipe()
    gc.freeze()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(given)
            os.close(told)
            serve(shell, os.fdopen(orders), answers)
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(orders)
    os.close(answers)
    return Server(os.fdopen(given, "w"), os.fdopen(told), lambda: (os.kill(pid, signal.SIGKILL), os.waitpid(pid, 0)))


def start() -> None:
    """Start the server that the next `fork_each` will use, by a fork where this process has done nothing yet."""
    global _ready
    if AVAILABLE and _ready is None:
        untouched = threading.active_count() == 1 and not {"pandas", "IPython"} & set(sys.modules)
        ready = split() if untouched else started(environment())
        _ready = environment(), ready


def taken(env: dict[str, str]) -> Server:
    """The server that was started, if this is its environment; else a new one."""
    global _ready
    ready, _ready = _ready, None
    if ready and ready[0] == env:
        return ready[1]
    if ready:
        ready[1].end()
    return started(env)


def fork_each(
    texts: Sequence[tuple[str, Path]], at_once: int, timeout: int, settings: dict[str, str] | None = None
) -> Iterator[tuple[int, dict[str, Any]]]:
    """What came of each notebook, as each is done.

    Where the server itself ends too early, the rest has an error that says so.

    Parameters
    ----------
    texts : sequence of (str, Path)
        A notebook as JSON, and the folder to run it in.
    at_once : int
        How many run at the same time.
    timeout : int
        Seconds that a cell may take.
    settings : dict, optional
        Environment variables to set.

    Yields
    ------
    (int, dict)
        Its place in `texts`, and one of ``notebook`` (executed; with
        ``reads``, ``shown`` and ``unsure`` as `Shell` has them), ``error`` (a
        message with the traceback) or ``kernel`` (why only a real kernel can
        run it).
    """
    server = taken(environment(settings))
    with tempfile.TemporaryDirectory(prefix="summitdata-") as folder:
        orders = {
            "folder": folder,
            "at_once": at_once,
            "timeout": timeout,
            "notebooks": [(text, str(where)) for text, where in texts],
        }
        left = dict.fromkeys(range(len(texts)))
        try:
            with contextlib.suppress(BrokenPipeError):  # it is gone, and answers nothing
                server.orders.write(json.dumps(orders) + "\n")
                server.orders.flush()
            for line in server.answers:
                del left[int(line)]
                file = Path(folder) / f"{int(line)}.json"
                yield int(line), json.loads(file.read_text("utf-8")) if file.is_file() else {"error": GONE}
        finally:
            server.end()
        yield from ((i, {"error": GONE}) for i in left)


def main() -> None:
    """Prepare this process, and serve by standard input and output."""
    stopped = signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.dup(1)
    shell = prepared()
    signal.signal(signal.SIGINT, stopped)
    serve(shell, sys.stdin, answers)


def prepared() -> Shell:
    """A kernel's shell, and all imported that notebooks need; pandas asks at import whether it is in a kernel."""
    from summitdata.pages.shell import Shell

    shell = Shell()
    with shell.shell.builtin_trap:
        warm_up(shell)
    return shell


def serve(shell: Shell, source: TextIO, answers: int) -> None:
    """Read the orders, fork a child a notebook, write the number of each that ended.

    What a child prints by itself goes to standard error. Whoever presses Ctrl-C
    stops the process above, which ends this one.
    """
    from IPython.core.shellapp import InteractiveShellApp

    stopped = signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(2, 1)
    if not sys.flags.safe_path:
        del sys.path[0]  # the folder of this command
    InteractiveShellApp().init_path()  # as a kernel does: the notebook's own folder, behind the standard library
    line = source.readline()
    if not line:  # the process above had nothing to run
        return
    orders = json.loads(line)
    gc.freeze()  # what the children share is not looked through, and so not copied
    lifeline, held = os.pipe()
    running: dict[int, tuple[int, int]] = {}
    for i, (text, where) in enumerate(orders["notebooks"]):
        while len(running) >= orders["at_once"]:
            report(running, source.fileno(), answers)
        end, own = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(held)
            end_with(lifeline)
            signal.signal(signal.SIGINT, stopped)
            run_one(shell, text, where, orders["timeout"], Path(orders["folder"]) / f"{i}.json")
        os.close(own)
        running[end] = (pid, i)
    while running:
        report(running, source.fileno(), answers)


def report(running: dict[int, tuple[int, int]], above: int, answers: int) -> None:
    """Wait for children to end and tell which notebooks they were; end where the process above has ended.

    No thread waits here: a process with threads should not fork.
    """
    for ended in select.select([above, *running], [], [])[0]:
        if ended == above:
            os._exit(1)
        pid, i = running.pop(ended)
        os.close(ended)
        os.waitpid(pid, 0)
        os.write(answers, f"{i}\n".encode())


def run_one(shell: Shell, text: str, where: str, timeout: int, target: Path) -> None:
    """Execute a notebook in this process, write what came of it, and end the process."""
    from nbclient.exceptions import CellExecutionError

    from summitdata.pages.shell import NeedsKernelError

    try:
        os.chdir(where)
        notebook = nbformat.reads(text, as_version=4)
        shell.execute(notebook, timeout)
        others = shell.watch.others
        shown = {i: others(files) for i, files in shell.shown.items() if others(files)}
        found = {"notebook": notebook, "reads": others(shell.reads), "shown": shown, "unsure": shell.watch.unsure}
    except (CellExecutionError, TimeoutError) as error:
        found = {"error": str(error)}
    except NeedsKernelError as error:
        found = {"kernel": str(error)}
    except Exception:
        found = {"error": traceback.format_exc()}
    draft = target.with_suffix(".draft")
    draft.write_text(json.dumps(found), encoding="utf-8")
    os.replace(draft, target)
    atexit._run_exitfuncs()  # temporary folders that a cell left are removed here
    os._exit(0)


def warm_up(shell: Shell) -> None:
    """Import and load what every notebook uses, and pay once what the first cell, output and figure cost."""
    import pandas as pd
    import plotly.graph_objects as go

    import summitdata
    from summitdata.house import figure as house

    for theme in summitdata.THEMES:
        getattr(summitdata, theme)
    shell.shell.run_cell("None", silent=True)
    new_output("stream")  # the first one makes nbformat build what it checks notebooks with
    box = go.layout.Shape(line={"width": 0})
    marks = go.Scatter(x=[0], y=[0], line={"width": 1}, marker={"line": {"width": 1}}, textfont={"size": 9})
    bars = go.Bar(x=[0], y=[0], marker={"line": {"width": 1}, "pattern": {"shape": ""}})
    figure = go.Figure([marks, bars], {"shapes": [box], "xaxis": {"title": {"text": "", "font": {"size": 9}}}})
    words = dict.fromkeys(("title", "subtitle", "alt", "source"), "")
    house.finish(figure, **words, table=pd.DataFrame(), row_ids=[], height=9)._repr_mimebundle_()
    with contextlib.suppress(Exception):  # a notebook that loads the package tells what is wrong with it
        package.hold()


def end_with(lifeline: int) -> None:
    """End this process when the other end of a pipe closes, that is, when the process above it ends."""

    def watch() -> None:
        while os.read(lifeline, 4096):
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
