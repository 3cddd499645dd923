"""Badges and the cell that installs: put in once, replaced by a new address, and no notebook says otherwise with them."""

from __future__ import annotations

import shutil

import badges
import nbformat

from summitdata.run.notebooks import executed

ROOT = badges.ROOT


def shown(cells) -> list:
    """What the cells show, but for still pictures."""
    datas = [o.data for cell in cells for o in cell.get("outputs", []) if "data" in o]
    return [{kind: data for kind, data in each.items() if kind != "image/svg+xml"} for each in datas]


def test_badges_and_a_first_cell_are_put_in_once_and_change_no_output(tmp_path, capsys):
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    shutil.copy(ROOT / "README.md", tmp_path)
    for owner in ("else", "some.body/", "some.body"):
        assert badges.main([f"https://github.com/{owner.rstrip('/')}/a-fork"], tmp_path) == 0
    readme = (tmp_path / "README.md").read_text("utf-8")
    assert readme.count("[![Open in") == 2 and "gh/some.body/a-fork/HEAD" in readme and "else/" not in readme
    assert readme.replace(readme.split("\n\n")[1] + "\n\n", "", 1) == (ROOT / "README.md").read_text("utf-8")
    path = tmp_path / badges.FIRST
    cells = nbformat.read(path, as_version=4).cells
    code = next(cell for cell in cells if cell.cell_type == "code")
    assert "git+https://github.com/some.body/a-fork" in code.source and cells[0].cell_type == "markdown"
    ((_, ran),) = executed([(path, None)], settings={"SUMMITDATA_DIR": str(ROOT / "data")})
    stored = nbformat.read(ROOT / badges.FIRST, as_version=4)
    assert shown([cell for cell in ran.cells if cell.id != "install"]) == shown(stored.cells)


def test_without_an_address_nothing_is_written(tmp_path, capsys):
    assert badges.main([], tmp_path) == badges.main(["https://example.org/a/b"], tmp_path) == 2
    assert "REPOSITORY=" in capsys.readouterr().err and not any(tmp_path.iterdir())
