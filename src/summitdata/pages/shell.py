"""A kernel's own shell without its sockets: cells run in this process, outputs as a kernel would send them."""

from __future__ import annotations

import contextlib
import io
import signal
import sys
from collections.abc import Iterator
from typing import Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.jsonutil import json_clean
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import Session
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat import NotebookNode
from nbformat.v4 import output_from_msg
from traitlets.config import Config

from summitdata import reads
from summitdata.pages.watch import Watch

SHOWN = ("display_data", "execute_result", "error", "stream")


class NeedsKernelError(RuntimeError):
    """A cell does what only a real kernel can do."""


class Wire(Session):
    """A kernel's session that keeps its messages instead of sending them."""

    def __init__(self, **traits: Any):
        super().__init__(**traits)
        self.outputs: list[NotebookNode] = []
        self.unknown: list[str] = []

    def send(self, stream: Any, message: Any, content: Any = None, *args: Any, **more: Any) -> None:
        """Keep what a notebook would store of a message."""
        kind = message if isinstance(message, str) else message["msg_type"]
        content = json_clean(content) if isinstance(message, str) else message["content"]
        if kind not in SHOWN or content.get("transient"):
            self.unknown.append(kind)
            return
        output = output_from_msg({"header": {"msg_type": kind}, "content": content})
        last = self.outputs[-1] if self.outputs else None
        if last and kind == "stream" and last.output_type == "stream" and last.name == output.name:
            last.text += output.text
        else:
            self.outputs.append(output)


class Stream(io.StringIO):
    """Standard output or error of a cell: kept until something else is shown or the cell ends, as in a kernel."""

    encoding = "UTF-8"

    def __init__(self, wire: Wire, name: str):
        super().__init__()
        self.wire, self.name = wire, name

    def flush(self) -> None:
        """Pass on what was written since the last time."""
        if text := self.getvalue():
            self.wire.send(None, "stream", {"name": self.name, "text": text})
        self.seek(0)
        self.truncate()


class Shell:
    """A kernel's shell in this process; make it before pandas is imported, which asks what it runs in."""

    def __init__(self):
        self.wire, self.watch = Wire(), Watch()
        self.shell = ZMQInteractiveShell.instance(
            config=Config({"HistoryManager": {"enabled": False}}), compiler_class=XCachingCompiler
        )
        for part in (self.shell.displayhook, self.shell.display_pub):
            part.session = self.wire
        self.shell.display_trap.hook = self.show
        self.reads: set[str] = set()
        self.shown: dict[int, set[str]] = {}
        self.at = 0

    def show(self, value: Any) -> None:
        """Show what a cell's last line gives; what that reads changes nothing but this output."""
        with reads.noted(self.shown.setdefault(self.at, set())):
            self.shell.displayhook(value)

    def execute(self, notebook: NotebookNode, timeout: int) -> None:
        """Run all code cells, first to last, and put their outputs into the notebook.

        Afterwards `reads` are the files that the cells computed with, `shown`
        those that a cell only showed.

        Raises
        ------
        CellExecutionError
            If a cell fails; as nbclient raises it.
        NeedsKernelError
            If a cell does what only a real kernel can do.
        """
        with streams(self.wire), reads.noted(self.reads):
            for self.at, cell in enumerate(notebook.cells):
                if cell.cell_type == "code" and cell.source.strip():
                    self.run(cell, timeout)

    def run(self, cell: NotebookNode, timeout: int) -> None:
        """Run one cell."""
        self.wire.outputs = cell.outputs = []
        cell.execution_count = self.shell.execution_count
        with time_limit(timeout, cell):
            self.watch.on = True
            result = self.shell.run_cell(cell.source, store_history=True)
            self.watch.on = False
        sys.stdout.flush()
        sys.stderr.flush()
        failed = result.error_before_exec or result.error_in_exec
        if self.wire.unknown or self.watch.outside:
            raise NeedsKernelError(f"{self.watch.outside} {self.wire.unknown}")
        if isinstance(failed, CellTimeoutError):
            raise failed
        if failed and "raises-exception" not in cell.metadata.get("tags", []):
            raise CellExecutionError.from_cell_and_msg(cell, cell.outputs[-1])


@contextlib.contextmanager
def streams(wire: Wire) -> Iterator[None]:
    """Standard output and error as outputs of cells."""
    with contextlib.redirect_stdout(Stream(wire, "stdout")), contextlib.redirect_stderr(Stream(wire, "stderr")):
        yield


@contextlib.contextmanager
def time_limit(seconds: int, cell: NotebookNode) -> Iterator[None]:
    """End a cell that runs too long."""

    def over(*_: Any) -> None:
        raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", seconds, cell)

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
