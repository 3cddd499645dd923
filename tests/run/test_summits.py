"""Summits whose outputs are not stored: every notebook runs for them, and their pages are whole."""

from __future__ import annotations

import re
from contextlib import nullcontext

import pytest

import summitdata as sd
from summitdata.pages import site
from summitdata.pages.exporter import outline
from summitdata.pages.rooms import rooms
from summitdata.run import notebooks as run
from summitdata.run.notebooks import is_suite, notebooks

OTHERS = sd.load().summits.summit_id.tolist()[1:]
PATHS = [path for path in notebooks() if not is_suite(path)]
JOBS = [(path, summit) for summit in OTHERS for path in PATHS]
LINK = re.compile(r'href="([^"#:]*)#([^"]+)"')


@pytest.fixture(scope="module")
def executed():
    """Each notebook for each further summit, from a real kernel."""
    return dict(zip(JOBS, [notebook for _, notebook in run.executed(JOBS)]))


@pytest.mark.parametrize("summit", OTHERS)
def test_its_pages_name_it_and_no_row_of_another_summit(executed, summit, data):
    """Rows of another summit's facts stand on none of its pages."""
    own = data.for_summit(summit)
    facts = set(sd.evidence.evidence_rows(own).row_id)
    foreign = {
        key for other in data.summits.summit_id for key in sd.evidence.evidence_rows(data.for_summit(other)).row_id
    }
    name = own.summits.name.iloc[0]
    for path in PATHS:
        notebook = executed[path, summit]
        assert name in outline(notebook)["title"] or name in str(notebook.cells[2].outputs)
        cited = set(
            re.findall(r"06-evidence\.ipynb#([a-z0-9.-]+)", str([c.get("outputs", "") for c in notebook.cells]))
        )
        assert not (cited & foreign) - facts, path.stem


def test_the_site_has_a_room_for_each_summit_and_every_link_has_its_target(executed, tmp_path, monkeypatch, data):
    """The site of all summits, from the kernels' outputs, its links between rooms included."""
    import nbformat

    first = data.summits.summit_id.iloc[0]

    def outputs(jobs):
        for path, summit in jobs:
            yield path, nbformat.read(path, as_version=4) if summit == first else executed[path, summit]

    monkeypatch.setattr(site, "executing", lambda jobs, **_: nullcontext(outputs(jobs)))
    folder = tmp_path / "site"
    site.build(folder)
    pages = {p.resolve(): p.read_text("utf-8") for p in folder.rglob("*.html")}
    ids = {p: set(re.findall(r'\sid="([^"]+)"', text)) for p, text in pages.items()}
    for page, text in pages.items():
        for target, anchor in LINK.findall(text):
            there = (page.parent / target).resolve() if target else page
            assert there in pages and anchor in ids[there], (page.name, target, anchor)
    for room in rooms(data)[1:]:
        front = (folder / room.folder / "index.html").read_text("utf-8")
        assert room.name in front and 'href="../index.html"' in front
        assert (folder / room.folder / "facts").is_dir()
        assert f"{room.folder}/06-evidence.html#" in (folder / "07-compare-summits.html").read_text("utf-8")
