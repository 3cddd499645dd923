"""Execute one notebook after the other in kernels of its own, some at a time."""

from __future__ import annotations

import atexit
import copy
import json
import os
import re
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from summitdata.run.kernel import RENDERER, warm

if TYPE_CHECKING:
    from nbformat import NotebookNode

TIMEOUT = 120  # seconds a cell may take, and a kernel to start
GONE = "Its kernel ended without a word; it may have been killed, or have run out of memory."


class NotebookError(RuntimeError):
    """A cell of a notebook failed; the message names the notebook and holds the traceback."""


class Kernels:
    """Kernels of this machine, some at a time; those that still run when the block ends early are killed."""

    def __init__(self, at_once: int, env: dict[str, str], on_error: str = "raise"):
        from nbclient import NotebookClient

        warm()
        # of their own, or a reader's start-up files speak in each notebook, and IPython of a home that it cannot write
        self.home = TemporaryDirectory(prefix="summitdata-", ignore_cleanup_errors=True)
        own = {"PLOTLY_RENDERER": RENDERER, "IPYTHONDIR": self.home.name}
        self.client, self.env, self.on_error = NotebookClient, {**env, **own}, on_error
        self.pool, self.running = ThreadPoolExecutor(at_once), set()

    def __enter__(self) -> Kernels:
        return self

    def __exit__(self, *_: Any) -> None:
        self.pool.shutdown(wait=False, cancel_futures=True)
        while self.running:  # one that is only starting has no process yet
            for client in list(self.running):
                if process := getattr(getattr(client.km, "provisioner", None), "process", None):
                    process.kill()
            time.sleep(0.05)
        self.pool.shutdown()
        self.home.cleanup()

    def submit(self, path: Path, notebook: NotebookNode) -> Future:
        """The notebook as it will be, as text, when its cells have run."""
        return self.pool.submit(self.execute, path, notebook)

    def wait(self, running: list[Future]) -> None:
        """Wait until one of them is done."""
        wait(running, return_when=FIRST_COMPLETED)

    def execute(self, path: Path, notebook: NotebookNode) -> str:
        """The notebook as text, executed in its own kernel from the first cell to the last."""
        from nbclient.exceptions import CellExecutionError, DeadKernelError

        client = self.client(
            copy.deepcopy(notebook),
            timeout=TIMEOUT,
            startup_timeout=TIMEOUT,
            kernel_name="python3",
            record_timing=False,
            shutdown_kernel="immediate",
            extra_arguments=["--IPKernelApp.log_level=50", "--HistoryManager.enabled=False"],
            resources={"metadata": {"path": str(path.parent.resolve())}},
        )
        client.create_kernel_manager().client_class = "summitdata.run.provisioner.Client"
        self.running.add(client)
        try:
            return json.dumps(client.execute(env=self.env))
        except CellExecutionError as error:
            if self.on_error == "stop":
                return json.dumps(client.nb)
            raise NotebookError(failed(path, str(error))) from None
        except (TimeoutError, DeadKernelError, RuntimeError) as error:
            said = GONE if isinstance(error, DeadKernelError) else str(error)
            raise NotebookError(failed(path, said)) from error
        finally:
            atexit.unregister(client._cleanup_kernel)  # nbclient leaves it where a kernel ended while it started
            self.running.discard(client)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def failed(path: Path, error: str) -> str:
    """What is said where a cell fails: which notebook, which cell, the traceback."""
    number = re.search(r"Cell In\[(\d+)\]", re.sub(r"\x1b\[[0-9;]*m", "", error))
    return f"{path.name}: a cell failed{f', number {number[1]} of those with code' if number else ''}.\n{error}"
