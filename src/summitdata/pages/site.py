"""The site: a page for each notebook, a card for each number, each figure alone, the data; put in place at once."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summitdata.data import load
from summitdata.pages import bundle, current
from summitdata.pages.dataset import archive_name, dataset, how_to_cite, pack_data
from summitdata.pages.rooms import rooms
from summitdata.run.notebooks import executing, is_suite, jobs_of, notebooks
from summitdata.tables.likeness import did_you_mean, meant
from summitdata.tables.write import locked, write_files


class OutputError(RuntimeError):
    """The folder named for the site holds files that are not ours."""


def build(output: Path, summits: list[str] | None = None, **ways: Any) -> Path:
    """Execute the notebooks for each summit and write the site; returns the front page.

    The site is assembled beside `output` and put in its place when all of it
    is there: a run that fails leaves the earlier site as it was.

    `summits` are all where none is named; `ways` are how notebooks are executed (`summitdata.run.notebooks.executing`).

    Raises
    ------
    OutputError
        If `output` holds files that this command did not write.
    FolderError
        If another run is writing to `output`.
    DataError, NotebookError, RuntimeError
        If the data have faults, a cell fails, the data have no summit of a name.
    """
    output = output.resolve()  # where it is a link, the site is to stand where that leads
    refuse_foreign(output)
    made_with = current.key(summits)
    data = load()
    held = rooms(data, summits)
    with in_place_of(output) as draft:
        jobs = jobs_of(notebooks(), [room.summit_id for room in held])
        with executing(jobs, **ways, in_order=False) as pages:
            from summitdata.pages.room_pages import write_pages  # much to import: the first notebooks run meanwhile

            bundle.copy_assets(draft / "assets")
            pack_data(draft / archive_name(data))
            write_pages(draft, jobs, held, pages, data, keep=ways.get("cache", True))
        current.mark(draft, made_with if made_with == current.key(summits) else "")
    return output / "index.html"


@contextlib.contextmanager
def in_place_of(output: Path) -> Iterator[Path]:
    """An empty folder beside `output` that takes its place when the block ends well, one run at a time.

    While the block runs, the old folder stands as it was. What an earlier,
    killed run left behind is put right first.

    Raises
    ------
    FolderError
        If another run is writing to `output`.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    old, draft = (output.with_name(f".{output.name}.summitdata-{part}") for part in ("old", "draft"))

    def tidy_up() -> None:
        if old.exists() and output.exists():
            carry_over(old, output)
        elif old.exists():
            os.replace(old, output)
        for left in (old, draft):
            shutil.rmtree(left, ignore_errors=True)

    busy = f"Another run is writing to {output}. Wait for it, or name another --output."
    with locked(output.with_name(f".{output.name}.lock"), busy):
        tidy_up()
        draft.mkdir()
        try:
            yield draft
            if output.exists():
                os.replace(output, old)
            os.replace(draft, output)
        finally:
            tidy_up()


def carry_over(old: Path, new: Path) -> None:
    """Move what others have put into a site, such as .git or CNAME, into the one that took its place."""
    places = [path.relative_to(old) for path in old.rglob("*")]
    for place in [place for place in places if current.is_others(place) and not current.is_others(place.parent)]:
        if (new / place).parent.is_dir() and not (new / place).exists():
            os.replace(old / place, new / place)


def build_files(output: Path, names: list[str], summits: list[str] | None = None, **ways: Any) -> list[Path]:
    """Execute notebooks and write each as one HTML file that can be mailed; returns the files. Others are left alone.

    `names` are notebooks, their numbers or words enough, all where empty; `summits` the first of the data where none is named.
    In the names of the files another summit's key stands in front.

    Raises
    ------
    OutputError
        If there is no notebook of a name.
    RuntimeError
        If the data have no summit of a name.
    """
    refuse_file(output)
    known = {path.stem: path for path in notebooks()}
    names = [meant(name.removesuffix(".ipynb"), known) for name in names]
    for name in (name for name in names if name not in known):
        remedy = did_you_mean(name, known, f"Notebooks: {', '.join(known)}.")
        raise OutputError(f"There is no notebook {name}. {remedy}")
    chosen = [known[name] for name in names] or list(known.values())
    data = load()
    first = data.summits.summit_id.iloc[0]
    called = {room.summit_id: room.name for room in rooms(data, summits or [first])}
    jobs = jobs_of(chosen, list(called))
    with executing(jobs, **ways) as done:
        from summitdata.pages.cards import facts_by_key
        from summitdata.pages.pictures import illustrate, tell
        from summitdata.pages.room_pages import EVERY, exporter

        pages = list(done)
    tell(illustrate(pages))
    shared, texts = {"cite": how_to_cite(data), "facts": facts_by_key(data)}, {}
    for (path, summit), (_, notebook) in zip(jobs, pages, strict=True):
        name = path.stem if summit == first or is_suite(path) else f"{summit}-{path.stem}"
        about = {"summit": EVERY if is_suite(path) else called[summit], "name": name, "jsonld": dataset(data)}
        texts[output / f"{name}.html"], _ = exporter().from_notebook_node(notebook, {"summit": {**shared, **about}})
    output.mkdir(parents=True, exist_ok=True)
    write_files(texts)
    return list(texts)


def refuse_file(output: Path) -> None:
    """Demand that a folder can be at `output`: no file is there, nor where one of its parents is to be."""
    there = next((place for place in (output, *output.parents) if place.exists()), output)
    if there.is_file():
        raise OutputError(f"{there} is a file. Name a folder with --output.")


def refuse_foreign(output: Path) -> None:
    """Demand that `output` is missing, empty, or a site that we wrote."""
    refuse_file(output)
    if not output.exists():
        return
    if output == Path.cwd():
        raise OutputError(
            "The site takes the place of a whole folder, and you are in this one. Name another: --output site"
        )
    foreign = sorted(current.files_in(output) - {*current.marked(output)[1], current.MARK})
    if foreign:
        few = ", ".join(foreign[:3]) + (" …" if len(foreign) > 3 else "")
        raise OutputError(
            f"{output} holds files that are not of a summitdata site ({few}). "
            "Nothing was written. Name an empty or new folder with --output, or move them away."
        )
