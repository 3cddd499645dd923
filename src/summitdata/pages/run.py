"""Execute notebooks in a real kernel, and store their outputs."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from tqdm import tqdm

from summitdata.package import bundled

RENDERER = "plotly_mimetype"
Job = tuple[Path, str | None]


class NotebookError(RuntimeError):
    """A cell of a notebook failed; the message names the notebook and holds the traceback."""


def notebooks() -> list[Path]:
    """The suite's notebooks, in their order."""
    return sorted(bundled("notebooks").glob("[0-9][0-9]-*.ipynb"))


def executed(jobs: Iterable[Job]) -> Iterator[tuple[Path, NotebookNode]]:
    """Each notebook with its outputs, a progress bar beside it.

    Parameters
    ----------
    jobs : iterable of (Path, str or None)
        Notebooks, each with the summit to execute it for; None for the one it names itself.

    Raises
    ------
    NotebookError
        If a cell fails.
    """
    bar = tqdm(list(jobs), desc="Executing", unit="notebook", disable=None)
    for path, summit in bar:
        bar.set_postfix_str(f"{path.stem} {summit or ''}".strip())
        yield path, execute(path, summit)


def for_summit(notebook: NotebookNode, summit: str | None) -> NotebookNode:
    """The notebook with another summit in its `parameters` cell."""
    for cell in notebook.cells:
        if summit and "parameters" in cell.metadata.get("tags", []):
            cell.source = f'summit = "{summit}"'
    return notebook


def execute(path: Path, summit: str | None = None) -> NotebookNode:
    """The notebook, executed in its own kernel from the first cell to the last.

    Outputs hold no times and no paths, so that they are the same run after run.
    """
    os.environ["PLOTLY_RENDERER"] = RENDERER
    notebook = for_summit(nbformat.read(path, as_version=4), summit)
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise NotebookError(f"{path.name}: a cell failed.\n{error}") from error
    return tidy(notebook)


def tidy(notebook: NotebookNode) -> NotebookNode:
    """The notebook without what differs between machines: kernel and version names."""
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
                output.metadata = NotebookNode()
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
    from summitdata.pages.pictures import illustrate

    results = list(executed((path, None) for path in notebooks()))
    illustrate(results)
    return [path.name for path, notebook in results if store(path, notebook)]
