"""Execute notebooks in kernels, several at a time, and store their outputs."""

from __future__ import annotations

import contextlib
import copy
import functools
import itertools
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
from nbformat import NotebookNode
from tqdm import tqdm

from summitdata.run.cluster import Cluster
from summitdata.run.kept import Kept, recall
from summitdata.run.kernels import Kernels, NotebookError, processors
from summitdata.tables.folder import bundled
from summitdata.tables.write import write_files

AHEAD = 256  # notebooks that are asked for, or done and not yet taken, at a time: they are in memory
SUITE = "all-summits"
Job = tuple[Path, str | None]


class Asked(NamedTuple):
    """A notebook that was asked for: its place in the cache, what is kept there, or else what runs."""

    path: Path
    summit: str | None
    entry: tuple[Path, str] | None
    known: str | None
    running: Any


def notebooks() -> list[Path]:
    """The suite's notebooks, in their order."""
    return sorted(bundled("notebooks").glob("[0-9][0-9]-*.ipynb"))


def is_suite(path: Path) -> bool:
    """Whether a notebook is about all summits or about none: it has one page, at the top."""
    return any(SUITE in cell["metadata"].get("tags", []) for cell in read(path).cells)


def read(path: Path) -> NotebookNode:
    """The notebook in a file, with a byte order mark or without; a NotebookError tells file and line where it is none."""
    try:
        return notebook_of(path.read_text(encoding="utf-8-sig"))
    except (AttributeError, KeyError, TypeError, ValueError, nbformat.ValidationError) as error:
        cause = error.__context__ or error
        line, what = getattr(cause, "lineno", ""), getattr(cause, "msg", "it is built otherwise")
        place = f"{path} line {line}" if line else str(path)
        remedy = f"Settle the merge, or restore the file: git checkout HEAD -- {path}"
        raise NotebookError(f"{place}: it is no notebook ({what}). {remedy}") from None


@functools.lru_cache(maxsize=32)
def notebook_of(text: str) -> NotebookNode:
    """The notebook that a text is; whoever would change it takes a copy."""
    return nbformat.reads(text, as_version=4)


def jobs_of(paths: list[Path], summits: list[str]) -> list[tuple[Path, str]]:
    """Each notebook for each summit; one about all of them only once, for the first."""
    suite = {path for path in paths if is_suite(path)}
    return [(path, summit) for summit in summits for path in paths if summit == summits[0] or path not in suite]


def executed(jobs: Iterable[Job], **ways: Any) -> Iterator[tuple[Path, NotebookNode]]:
    """Each notebook with its outputs, in the order asked for; `ways` are those of `executing`."""
    with executing(jobs, **ways) as done:
        yield from done


@contextlib.contextmanager
def executing(
    jobs: Iterable[Job],
    *,
    at_once: int = 0,
    cache: bool = True,
    dask: str = "",
    settings: dict[str, str] | None = None,
    on_error: str = "raise",
    quiet: bool = False,
    in_order: bool = True,
) -> Iterator[Iterator[tuple[Path, NotebookNode]]]:
    """Each notebook with its outputs, in the order asked for, a progress bar beside it; the first run as the block begins.

    Parameters
    ----------
    jobs : iterable of (Path, str or None)
        Notebooks, each with the summit to execute it for; None for the one it names itself.
    at_once : int
        How many run at the same time; 0: two more than there are processors, since kernels often wait.
    cache : bool
        Take outputs that are kept and serve, and keep new ones.
    dask : str
        Address of a dask scheduler whose workers execute them; "": this machine does.
    settings : dict, optional
        Variables of the environment that the notebooks run in, besides those of this process.
    on_error : {"raise", "stop"}
        What a cell that fails does: raise, or end its notebook, its error as output.
    quiet : bool
        Show no progress bar.
    in_order : bool
        Give them in the order asked for; else those of one summit as they are done.

    Raises
    ------
    NotebookError
        If a cell fails.
    """
    jobs, blank = list(jobs), functools.cache(without_outputs)
    env = {**os.environ, **(settings or {})}
    kept = Kept(env) if cache else None
    runs = Cluster(dask) if dask else Kernels(at_once or processors() + 2, env, on_error)
    asked, left = deque(), iter(jobs)

    def ask() -> None:
        for path, summit in itertools.islice(left, AHEAD - len(asked)):
            before = for_summit(blank(path), summit)
            entry = kept.entry(path, summit, before) if kept else None
            known = recall(*entry) if entry else None
            asked.append(Asked(path, summit, entry, known, None if known else runs.submit(path, before)))

    def taken() -> Iterator[tuple[Path, NotebookNode]]:
        for _ in jobs:
            ask()
            bar.set_postfix_str(f"{asked[0].path.stem} {asked[0].summit or ''}".strip())
            one = next_of(asked, runs, in_order)
            text = one.known or one.running.result()
            if one.running and kept:
                kept.keep(one.entry, text)
            bar.update()
            yield one.path, tidy(nbformat.from_dict(json.loads(text)))

    with tqdm(total=len(jobs), desc="Executing", unit="notebook", disable=quiet or None) as bar, runs:
        ask()
        yield taken()


def next_of(asked: deque[Asked], runs: Any, in_order: bool) -> Asked:
    """The next notebook, or that of the next summit which is done first; it is asked for no more."""
    own = [one for one in asked if one.summit == asked[0].summit][: 1 if in_order else None]
    if not any(one.known for one in own):
        runs.wait([one.running for one in own])
    one = next(one for one in own if one.known or one.running.done())
    asked.remove(one)
    return one


def without_outputs(path: Path) -> NotebookNode:
    """A notebook as it is before it runs."""
    bare, notebook = {"outputs": [], "execution_count": None}, read(path)
    cells = [NotebookNode({**cell, **bare}) if cell.cell_type == "code" else cell for cell in notebook.cells]
    return NotebookNode({**notebook, "cells": cells})


def for_summit(notebook: NotebookNode, summit: str | None) -> NotebookNode:
    """A copy of the notebook with another summit in its `parameters` cell."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if summit and "parameters" in cell.metadata.get("tags", []):
            cell.source = f'summit = "{summit}"'
    return notebook


def tidy(notebook: NotebookNode) -> NotebookNode:
    """The notebook without what differs between machines and runs: kernel and version names, times."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            # without the ending nbconvert's scripts are .txt; a version would differ between machines
            "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
        }
    )
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            if "metadata" in output:
                output.metadata = nbformat.from_dict({})
    return notebook


def refresh(illustrate: Callable[[list[tuple[Path, NotebookNode]]], Any] | None = None) -> list[str]:
    """Execute all notebooks and store their outputs; returns the names of those changed.

    Nothing is written unless every notebook has run. `illustrate` puts still pictures beside their figures.
    """
    done = list(executed([(path, None) for path in notebooks()], cache=False))
    if illustrate:
        illustrate(done)
    texts = {path: nbformat.writes(notebook) + "\n" for path, notebook in done}
    changed = {path: text for path, text in texts.items() if path.read_bytes() != text.encode()}
    if changed:
        write_files(changed)
    return [path.name for path in changed]


def stale() -> list[str]:
    """The names of the notebooks whose stored outputs are not what their cells give today."""
    done = executed([(path, None) for path in notebooks()])
    return [path.name for path, notebook in done if said(notebook) != said(read(path))]


def said(notebook: NotebookNode) -> str:
    """The outputs of a notebook but for still pictures, which are drawn of its figures."""
    outputs = [[dict(o) for o in cell.get("outputs", [])] for cell in notebook.cells]
    for output in (o for cell in outputs for o in cell if "data" in o):
        output["data"] = {kind: data for kind, data in output["data"].items() if kind != "image/svg+xml"}
        output.pop("metadata", None)
    return json.dumps(outputs, sort_keys=True)
