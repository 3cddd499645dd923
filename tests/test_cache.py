"""The cache is never wrong: whatever changes, its outputs are those of a fresh run; and it spares what it can."""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import os
import py_compile
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

import summitdata as sd
from summitdata.pages import cache, forked, run, site, unchanged, watch
from summitdata.pages.run import executed
from summitdata.tables.folder import data_folder

pytestmark = pytest.mark.skipif(not forked.AVAILABLE, reason="this system has no fork, and so no cache")
CELLS = [
    ('summit = "blr-irn-2025"', ("parameters",)),
    ("import summitdata as sd\ndata = sd.load().for_summit(summit)\ndata", ("setup", "edition")),
    ("sd.growth.answer(sd.growth.readings(data), sd.growth.claims(data))", ("answer",)),
    ("len(data.positions), data.positions.summary[0]", ()),
]


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """A folder with a copy of the data, that of the library's source, and a cache of its own."""
    shutil.copytree(data_folder(), tmp_path / "data")
    monkeypatch.setenv("SUMMITDATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SUMMITDATA_CACHE", str(tmp_path / "cache"))
    return tmp_path


def notebook(path: Path, cells=CELLS) -> Path:
    made = [
        nbformat.v4.new_code_cell(source, id=f"c{i}", metadata={"tags": list(tags)})
        for i, (source, tags) in enumerate(cells)
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path


def rested():
    """An entry is not kept where a file was changed as the run began; a test must not be faster than that."""
    time.sleep(0.05)


def outputs(jobs, monkeypatch, **ways):
    """The notebooks as executed, and how each was done."""
    how = {}
    original = run.carried_out

    def told(*args):
        for work, way in original(*args):
            how[work.path.stem] = way
            yield work, way

    with monkeypatch.context() as patch:
        patch.setattr(run, "carried_out", told)
        return [nb for _, nb in executed(jobs, **ways)], how


def change_cell(folder: Path, table: str, column: str, value: str, row: int = 0) -> None:
    path = folder / f"{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
    rows[1 + row][rows[0].index(column)] = value
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def test_only_notebooks_that_read_the_table_run_again(place, monkeypatch):
    jobs = [(path, None) for path in run.notebooks()]
    rested()
    first, how = outputs(jobs, monkeypatch)
    assert set(how.values()) == {"run"}
    again, how = outputs(jobs, monkeypatch)
    assert again == first and set(how.values()) == {"from cache"}
    change_cell(place / "data", "positions", "summary", "An edit.")
    rested()
    edited, how = outputs(jobs, monkeypatch)
    fresh, _ = outputs(jobs, monkeypatch, cache=False)
    assert edited == fresh
    assert how["05-voices-and-positions"] == how["06-evidence"] == "run"
    for name in ("02-signed-documents", "03-sectors", "04-timeline-and-commitments"):
        assert how[name] == "its first cells run"
    assert outputs(jobs, monkeypatch)[1]["02-signed-documents"] == "from cache"


def test_other_summits_have_entries_of_their_own(place, monkeypatch):
    path = notebook(place / "a.ipynb")
    summits = sd.load().summits.summit_id.tolist()
    rested()
    jobs = [(path, None), *((path, summit) for summit in summits)]
    first, _ = outputs(jobs, monkeypatch)
    again, how = outputs(jobs, monkeypatch)
    assert again == first and how == {"a": "from cache"}
    assert len({str(nb) for nb in first}) == len(summits)


def files(folder: Path) -> dict[str, bytes]:
    held = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {name: content for name, content in held.items() if name != unchanged.MARK}


def test_a_site_from_the_cache_is_that_of_a_fresh_run_and_only_pages_that_a_change_concerns_are_made(
    place, monkeypatch
):
    first, found = sd.load().summits.summit_id.tolist()[:1], []
    original = cache.Pages.find
    monkeypatch.setattr(cache.Pages, "find", lambda *a: found.append(original(*a)) or found[-1])
    # the first edit after an edition tells every page "changed locally"
    edits = [("positions", "summary", "One."), ("positions", "summary", "Two."), ("sources", "publisher", "Another")]
    for i, edit in enumerate(edits):
        change_cell(place / "data", *edit)
        rested()
        site.build(place / "cached", first)
        site.build(place / "fresh", first, cache=False)
        assert files(place / "cached") == files(place / "fresh"), edit
        made = sum(page is None for page in found)
        assert made == len(found) if i == 0 else made > 0, edit
        if i == 1:
            assert made < len(found)
            site.build(place / "again", first)
            assert all(found[-len(run.notebooks()) :]) and files(place / "again") == files(place / "cached")
        found.clear()


class World:
    """All that an output can rest on, as something that can be edited at random."""

    def __init__(self, place: Path, rng: random.Random):
        self.place, self.rng, self.data = place, rng, place / "data"
        self.env = {**os.environ, "PYTHONPATH": str(place / "src")}
        shutil.copytree(
            Path(sd.__file__).parent, place / "src" / "summitdata", ignore=shutil.ignore_patterns("__pycache__")
        )
        shutil.copy(Path(sd.__file__).parents[2] / "pyproject.toml", place)
        self.cells = [list(cell) for cell in CELLS]
        extra = place / "extra.txt"
        extra.write_text("0")
        self.cells.append([f"open({str(extra)!r}).read()", ()])
        self.cells.append([f"import os\nsorted(os.listdir({str(place / 'folder')!r}))", ()])
        self.cells.append(["import os\nos.environ.get('SUMMITDATA_MOOD')", ()])
        (place / "folder").mkdir()
        notebook(place / "a.ipynb", self.cells)

    def edit(self) -> str:
        """Change one thing; returns what."""
        n = self.rng.randrange(1000)
        kind = self.rng.choice(
            ["cell", "value", "row", "source", "parameter", "version", "file", "folder", "setting", "back"]
        )
        if kind == "cell":
            self.cells[3][0] = f"len(data.positions), data.positions.summary[0], {n}"
        elif kind == "value":
            table, column = self.rng.choice(
                [("positions", "summary"), ("figures", "note"), ("actors", "name"), ("terms", "definition")]
            )
            rows = sum(1 for _ in csv.reader((self.data / f"{table}.csv").open(encoding="utf-8", newline=""))) - 1
            change_cell(self.data, table, column, f"Edited {n}", self.rng.randrange(rows))
        elif kind == "row":
            path = self.data / "actors.csv"
            path.write_text(path.read_text("utf-8") + f"new-{time.time_ns()},New {n},person,\n", encoding="utf-8")
        elif kind == "source":
            path = self.place / "src" / "summitdata" / "package.py"
            path.write_text(
                path.read_text("utf-8").replace('yield f"Edition ', f'yield f"Edition {n % 10}', 1), encoding="utf-8"
            )
        elif kind == "parameter":
            self.cells[0][0] = f'summit = "{self.rng.choice(["blr-irn-2025", "rus-irn-2017"])}"'
        elif kind == "version":
            (self.place / "src" / f"made_up-{n}.dist-info").mkdir(exist_ok=True)
        elif kind == "file":
            (self.place / "extra.txt").write_text(str(n))
        elif kind == "folder":
            (self.place / "folder" / str(n)).touch()
        elif kind == "setting":
            self.env["SUMMITDATA_MOOD"] = str(n)
        else:
            shutil.copytree(data_folder(), self.data, dirs_exist_ok=True)
        notebook(self.place / "a.ipynb", self.cells)
        rested()
        return kind

    def outputs(self, cached: bool) -> list:
        """The notebook as a process of its own executes it."""
        code = (
            "import json, sys; from pathlib import Path; from summitdata.pages.run import executed\n"
            f"[(_, nb)] = executed([(Path({str(self.place / 'a.ipynb')!r}), None)], cache={cached})\n"
            "print(json.dumps([c.get('outputs') for c in nb.cells]))"
        )
        done = subprocess.run([sys.executable, "-c", code], env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_edited_the_outputs_are_those_of_a_fresh_run(place, monkeypatch, seed):
    monkeypatch.delenv("SUMMITDATA_DIR")
    world = World(place, random.Random(seed))
    rested()
    edits = []
    for _ in range(8):
        edits.append(world.edit())
        assert world.outputs(cached=True) == world.outputs(cached=False), edits
    files = list((place / "cache").glob("*.json.gz"))
    assert files and cache.load(files[0]), "nothing was ever kept, so nothing was tested"


def test_an_entry_that_is_damaged_or_gone_is_made_anew(place, monkeypatch):
    jobs = [(notebook(place / "a.ipynb"), None)]
    rested()
    first, _ = outputs(jobs, monkeypatch)
    (file,) = (place / "cache").glob("*.json.gz")
    whole = file.read_bytes()
    for damaged in (b"", whole[:100], whole[:-1], b"x" + whole[1:], whole[:200] + b"?" + whole[201:], b"{}"):
        file.write_bytes(damaged)
        again, how = outputs(jobs, monkeypatch)
        assert again == first and how == {"a": "run"} and file.read_bytes() == whole
    shutil.rmtree(place / "cache")
    assert outputs(jobs, monkeypatch)[0] == first


def test_a_cache_that_cannot_be_written_is_done_without(place, monkeypatch):
    (place / "cache").write_text("a file, no folder")
    jobs = [(notebook(place / "a.ipynb"), None)]
    assert outputs(jobs, monkeypatch)[1] == outputs(jobs, monkeypatch)[1] == {"a": "run"}


@pytest.mark.parametrize(
    "source",
    [
        "import socket\nsocket.socket().connect_ex(('127.0.0.1', 9))\n1",
        "import os\nopen('made', 'w').write('x')",
        "import os\nos.makedirs('data', exist_ok=True)\nopen('data/made', 'w').write('x')",
        "import subprocess\nsubprocess.run(['true']).returncode",
    ],
)
def test_what_no_hash_can_answer_for_runs_each_time(place, monkeypatch, source):
    jobs = [(notebook(place / "a.ipynb", [(source, ())]), None)]
    rested()
    for _ in range(2):
        assert outputs(jobs, monkeypatch)[1]["a"].startswith("run")


@pytest.mark.parametrize(
    ("read", "source"),
    [
        ("kept/a.txt", "import os\nos.makedirs('kept', exist_ok=True)\nopen('kept/a.txt').read()"),
        ("helper.py", "import helper\nhelper.__doc__"),
    ],
)
def test_an_edit_is_seen_in_a_folder_that_was_asked_for_and_in_a_module_that_was_compiled(
    place, monkeypatch, read, source
):
    (place / "kept").mkdir()
    (place / read).write_text("'old'")
    if read.endswith(".py"):
        py_compile.compile(str(place / read))
    jobs = [(notebook(place / "a.ipynb", [(source, ())]), None)]
    rested()
    assert outputs(jobs, monkeypatch)[0] == outputs(jobs, monkeypatch)[0]
    (place / read).write_text("'a new one'")
    assert "new" in str(outputs(jobs, monkeypatch)[0])


def test_a_name_that_begins_as_one_of_pythons_folders_is_none_of_them():
    assert watch.inside("/dev", ["/dev"]) and watch.inside("/dev/null", ["/dev"])
    assert not watch.inside("/device/a.txt", ["/dev"])


def test_a_file_changed_while_a_notebook_runs_is_not_kept(place, monkeypatch):
    source = (
        f"from pathlib import Path\np = Path({str(place / 'x')!r})\nt = p.read_text()\nimport time; time.sleep(1)\nt"
    )
    (place / "x").write_text("old")
    jobs = [(notebook(place / "a.ipynb", [(source, ())]), None)]
    rested()
    code = f"import time; time.sleep(0.5); open({str(place / 'x')!r}, 'w').write('new')"
    original = forked.fork_each

    def and_edit(*args):
        subprocess.Popen([sys.executable, "-c", "import time\n" * 0 + code])
        yield from original(*args)

    monkeypatch.setattr(forked, "fork_each", and_edit)
    outputs(jobs, monkeypatch)
    monkeypatch.setattr(forked, "fork_each", original)
    time.sleep(1)
    (nb,), _ = outputs(jobs, monkeypatch)
    assert nb.cells[0].outputs[0].data["text/plain"] == "'new'"


def write_often(file: str, letter: str) -> None:
    for _ in range(300):
        cache.write(Path(file), letter.encode() * 200_000)


def test_two_processes_and_a_kill_leave_a_whole_entry(place):
    file = place / "cache" / "entry"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_often, args=(str(file), letter)) for letter in "ab"]
    for writer in writers:
        writer.start()
    deadline = time.monotonic() + 60
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    for _ in range(50):
        held = file.read_bytes()
        assert len(held) == 200_000 and len(set(held)) == 1
    writers[0].kill()
    for writer in writers:
        writer.join()
    held = file.read_bytes()
    assert len(held) == 200_000 and len(set(held)) == 1


def test_a_site_that_is_current_is_left_and_any_change_is_seen(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("a")
    unchanged.mark(folder, "made")
    assert unchanged.is_current(folder, "made") and not unchanged.is_current(folder, "otherwise")
    (folder / "index.html").write_text("b")
    assert not unchanged.is_current(folder, "made")
    (folder / "index.html").write_text("a")
    (folder / "more.txt").write_text("")
    assert not unchanged.is_current(folder, "made")
    assert not unchanged.is_current(tmp_path / "none", "made")


def test_the_key_of_a_site_changes_with_what_it_is_made_of(place, monkeypatch):
    keys = [unchanged.key(None), unchanged.key(["blr-irn-2025"])]
    change_cell(place / "data", "actors", "name", "Somebody")
    keys.append(unchanged.key(None))
    monkeypatch.setenv("SUMMITDATA_TEXTS", str(place))
    (place / "a.txt").write_text("a text")
    (place / ".#a.txt").symlink_to("somebody@somewhere.1")  # the lock of an editor
    keys.append(unchanged.key(None))
    assert len(set(keys)) == 4 and unchanged.key(None) == keys[-1]
