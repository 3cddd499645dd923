"""Execute notebooks, and store their outputs.

There are two ways: a real kernel for each, started as Jupyter does, and a
process that imports once and forks (`summitdata.pages.forked`). They give the
same outputs; the real kernel is the judge, and serves wherever the other cannot.
"""

from __future__ import annotations

import copy
import functools
import json
import os
import re
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from tqdm import tqdm

from summitdata.pages import forked
from summitdata.pages.cache import Cache, Entry
from summitdata.pages.forked import RENDERER
from summitdata.tables.folder import bundled

if TYPE_CHECKING:
    from nbformat import NotebookNode

TIMEOUT = 120  # seconds a cell may take
PORTION = 128  # notebooks that are in memory at a time
WIDER = 16  # portions at a time on a cluster: its workers should not wait
Job = tuple[Path, str | None]


class NotebookError(RuntimeError):
    """A cell of a notebook failed; the message names the notebook and holds the traceback."""


def notebooks() -> list[Path]:
    """The suite's notebooks, in their order."""
    return sorted(bundled("notebooks").glob("[0-9][0-9]-*.ipynb"))


def executed(
    jobs: Iterable[Job], *, at_once: int = 0, kernel: bool = False, cache: bool = True, dask: str = ""
) -> Iterator[tuple[Path, NotebookNode]]:
    """Each notebook with its outputs, in the order asked for, a progress bar beside it.

    Parameters
    ----------
    jobs : iterable of (Path, str or None)
        Notebooks, each with the summit to execute it for; None for the one it names itself.
    at_once : int
        How many run at the same time; 0: as many as there are processors.
    kernel : bool
        Use real kernels only, and no cache.
    cache : bool
        Take outputs from the cache where nothing changed that they rest on, and keep new ones there.
    dask : str
        Address of a dask scheduler whose workers execute them; "": this machine does.

    Raises
    ------
    NotebookError
        If a cell fails.
    """
    os.environ["PLOTLY_RENDERER"] = RENDERER
    jobs, blank = list(jobs), functools.cache(without_outputs)
    memory = Cache() if cache and forked.AVAILABLE and not kernel else None
    tqdm.monitor_interval = 0  # no thread of its own: this process is forked to make pages
    with tqdm(total=len(jobs), desc="Executing", unit="notebook", disable=None) as bar:
        for portion in batched(jobs, PORTION * (WIDER if dask else 1)):
            works = [Work(path, summit, for_summit(blank(path), summit)) for path, summit in portion]
            given = 0
            for work, how in carried_out(works, memory, at_once or processors(), kernel, dask):
                bar.set_postfix_str(f"{work.name}, {how}")
                bar.update()
                while given < len(works) and works[given].done is not None:
                    notebook, works[given].done = nbformat.from_dict(json.loads(works[given].done)), None
                    yield works[given].path, tidy(notebook)
                    given += 1


def batched(jobs: list[Job], size: int) -> Iterator[list[Job]]:
    """The jobs in portions: memory does not grow with their number."""
    return (jobs[i : i + size] for i in range(0, len(jobs), size))


def without_outputs(path: Path) -> NotebookNode:
    """A notebook as it is before it runs."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


@dataclass
class Work:
    """A notebook to execute, and what is known of it.

    Attributes
    ----------
    before : NotebookNode
        As it was read, with its summit.
    known : Entry, optional
        From the cache; some of its cells may have to run again.
    done : str, optional
        As executed; as JSON, which takes a quarter of the memory while one that comes before it still runs.
    """

    path: Path
    summit: str | None
    before: NotebookNode
    known: Entry | None = None
    done: str | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.path.stem} {self.summit or ''}".strip()

    def cells(self) -> NotebookNode:
        """The notebook up to the last cell that has to run."""
        notebook = copy.deepcopy(self.before)
        if self.known:
            notebook.cells = notebook.cells[: max(self.known.stale) + 1]
        return notebook

    def joined(self, found: dict[str, Any]) -> dict[str, Any]:
        """What came of the cells that ran, and for the others what was known."""
        if not self.known:
            return found
        cells = found["notebook"]["cells"]
        cells += self.known.notebook["cells"][len(cells) :]
        shown = {i: list(files) for i, files in self.known.shown.items()} | found["shown"]
        return {**found, "reads": sorted({*found["reads"], *self.known.reads}), "shown": shown}


def carried_out(
    works: list[Work], memory: Cache | None, at_once: int, kernel: bool, dask: str
) -> Iterator[tuple[Work, str]]:
    """Each piece of work as it is done, and how: from the cache, or run."""
    left = []
    for work in works:
        work.known = memory.find(work.path, work.summit, work.before) if memory else None
        if work.known and not work.known.stale:
            work.done, work.known = json.dumps(work.known.notebook), None
            yield work, "from cache"
        else:
            left.append(work)
    left.sort(key=lambda work: work.known is not None)  # those that run whole begin first
    if kernel or not forked.AVAILABLE:
        for work in left:
            work.done = json.dumps(execute(work.path, work.before))
            yield work, "run in a kernel"
        return
    since = time.time()
    for i, found in results(left, at_once, dask) if left else ():
        work = left[i]
        if "error" in found:
            raise NotebookError(failed(work.path, found["error"]))
        if "kernel" in found:
            work.done = json.dumps(execute(work.path, work.before))
            yield work, "run in a kernel"
            continue
        found = work.joined(found)
        if memory and not dask:  # the files that another machine read are not here
            memory.keep(work.path, work.summit, work.before, found, since)
        partly, work.known = work.known, None
        work.done = json.dumps(found["notebook"])
        yield work, "its first cells run" if partly else "run"


def results(works: list[Work], at_once: int, dask: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """What came of each piece of work, with its number, as it is done: here, or on the workers of a dask scheduler."""
    texts = [nbformat.writes(work.cells()) for work in works]
    if dask:
        from summitdata.pages.spread import spread

        return spread(texts, dask, at_once, TIMEOUT)
    return forked.fork_each([(t, w.path.parent.resolve()) for t, w in zip(texts, works)], at_once, TIMEOUT)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def for_summit(notebook: NotebookNode, summit: str | None) -> NotebookNode:
    """A copy of the notebook with another summit in its `parameters` cell."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if summit and "parameters" in cell.metadata.get("tags", []):
            cell.source = f'summit = "{summit}"'
    return notebook


def execute(path: Path, notebook: NotebookNode) -> NotebookNode:
    """The notebook, executed in its own kernel from the first cell to the last."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except (CellExecutionError, TimeoutError) as error:
        raise NotebookError(failed(path, str(error))) from error
    return notebook


def failed(path: Path, error: str) -> str:
    """What is said where a cell fails: which notebook, which cell, the traceback."""
    number = re.search(r"Cell In\[(\d+)\]", re.sub(r"\x1b\[[0-9;]*m", "", error))
    return f"{path.name}: a cell failed{f', number {number[1]} of those with code' if number else ''}.\n{error}"


def tidy(notebook: NotebookNode) -> NotebookNode:
    """The notebook without what differs between machines and runs: kernel and version names, times."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            if "metadata" in output:
                output.metadata = nbformat.from_dict({})
    return notebook


def store(path: Path, notebook: NotebookNode) -> bool:
    """Write a notebook whole or not at all; returns whether anything changed."""
    text = nbformat.writes(notebook) + "\n"
    if path.read_text(encoding="utf-8") == text:
        return False
    write_whole(path, text)
    return True


def write_whole(path: Path, text: str) -> None:
    """Write a file under a temporary name and put it in place at once, its mode kept."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(name, path.stat().st_mode if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def refresh() -> list[str]:
    """Execute all notebooks and store their outputs; returns the names of those changed.

    Nothing is written unless every notebook has run. Where no browser is at
    hand, new figures have no picture beside them, and that is said.
    """
    from summitdata.pages.pictures import illustrate, tell

    results = list(executed(((path, None) for path in notebooks()), kernel=True))
    tell(illustrate(results))
    return [path.name for path, notebook in results if store(path, notebook)]
