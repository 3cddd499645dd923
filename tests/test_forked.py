"""The fast way of executing notebooks gives what a real kernel gives, also where a cell fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from summitdata.pages import forked, run
from summitdata.pages.run import NotebookError, executed, notebooks

pytestmark = pytest.mark.skipif(not forked.AVAILABLE, reason="this system has no fork; notebooks run in real kernels")
MANY_KINDS = [
    "x = 3\nx + 1",
    "print('one')\nimport sys\nprint('two', file=sys.stderr)\nprint('three', end='')",
    "display(1)\ndisplay({'text/markdown': '*a*'}, raw=True)\nx",
    "import pandas as pd\npd.DataFrame({c: range(70) for c in 'abcdefghijklmnopqrstuvwxyz'})",
    "__name__, _, In[1], Out[1]",
    "import os\nos.path.basename(os.getcwd()), sys.path[0]",
    "await __import__('asyncio').sleep(0)\n%time_is_no_magic",
    "def f(n):\n    return n / 0",
    "import summitdata as sd\nsd.load().for_summit('nowhere')",
    "f(2)",
    "class Odd:\n    def _repr_html_(self):\n        raise ValueError('no')\n    def __repr__(self):\n        return 'odd'\nOdd()",
    "'a;b';",
    "get_ipython().execution_count",
    "undefined",
    "1 +",
]


def write(path: Path, sources: list[str], tags: tuple[str, ...] = ()) -> Path:
    cells = [nbformat.v4.new_code_cell(s, id=f"c{i}", metadata={"tags": list(tags)}) for i, s in enumerate(sources)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def both(paths):
    """The notebooks as a kernel gives them, and as the fast way does."""
    return (
        [notebook for _, notebook in executed([(path, None) for path in paths], kernel=kernel)]
        for kernel in (True, False)
    )


def test_every_notebook_is_the_same_both_ways():
    for real, fast in zip(*both(notebooks())):
        assert fast == real


def test_notebooks_run_in_the_environment_of_the_moment(tmp_path, monkeypatch):
    """Not in that of an earlier command, which started a process and then failed."""
    monkeypatch.setenv("SUMMITDATA_DIR", str(tmp_path / "nowhere"))
    forked.start()
    monkeypatch.delenv("SUMMITDATA_DIR")
    path = write(
        tmp_path / "where.ipynb", ["import os\nos.environ.get('SUMMITDATA_DIR')", "__import__('summitdata').load()"]
    )
    ((_, notebook),) = executed([(path, None)], cache=False)
    assert not notebook.cells[0].outputs and notebook.cells[1].outputs


def test_every_kind_of_output_is_the_same_both_ways(tmp_path):
    path = write(tmp_path / "kinds.ipynb", MANY_KINDS, tags=("raises-exception",))
    (real,), (fast,) = both([path])
    for a, b in zip(real.cells, fast.cells):
        assert b == a, a.source
    assert sum(o.output_type == "error" for cell in fast.cells for o in cell.outputs) == 5


SPLIT = """
import sys
from pathlib import Path
from summitdata.pages import forked
forked.started = None  # no other process than one that is forked off this one
forked.start()
import nbformat
from summitdata.pages.run import executed
for path, notebook in executed([(Path(name), None) for name in sys.argv[1:]], cache=False):
    nbformat.write(notebook, path.with_suffix(".done"))
"""


def test_a_command_that_has_done_nothing_yet_forks_the_same(tmp_path):
    kinds = write(tmp_path / "kinds.ipynb", MANY_KINDS, tags=("raises-exception",))
    page = tmp_path / "05.ipynb"
    page.write_bytes(next(p for p in notebooks() if p.stem.startswith("05")).read_bytes())
    subprocess.run([sys.executable, "-c", SPLIT, kinds, page], check=True)
    for path, real in executed([(kinds, None), (page, None)], kernel=True):
        for a, b in zip(real.cells, nbformat.read(path.with_suffix(".done"), as_version=4).cells):
            assert b == a, a.source


def test_notebooks_come_in_the_order_asked_for_over_several_portions(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "PORTION", 2)
    paths = [write(tmp_path / f"{i}.ipynb", [f"import time; time.sleep({(5 - i) / 10})", f"{i}"]) for i in range(5)]
    found = [(path, nb.cells[1].outputs[0].data["text/plain"]) for path, nb in executed([(p, None) for p in paths])]
    assert found == [(path, str(i)) for i, path in enumerate(paths)]


def test_a_cell_that_fails_gives_the_same_words_and_names_notebook_and_cell(tmp_path):
    path = write(tmp_path / "07-bad.ipynb", ["x = 0", "def f():\n    return 1 / x", "print('so far')", "f()", "2"])
    said = []
    for kernel in (True, False):
        with pytest.raises(NotebookError) as error:
            list(executed([(path, None)], kernel=kernel))
        said.append(str(error.value))
    assert said[0] == said[1]
    assert said[0].startswith("07-bad.ipynb: a cell failed, number 4 of those with code.\n")
    assert "ZeroDivisionError" in said[0] and "return" in said[0]


@pytest.mark.parametrize("source", ["!echo by the shell", "import subprocess; subprocess.run(['echo', 'x'])"])
def test_what_leaves_the_process_is_left_to_a_real_kernel(tmp_path, source):
    path = write(tmp_path / "out.ipynb", ["1", source])
    (real,), (fast,) = both([path])
    assert fast == real


def test_notebooks_do_not_see_one_another(tmp_path):
    paths = [write(tmp_path / f"{i}.ipynb", ["'seen' in globals()", "seen = 1"]) for i in range(3)]
    assert {
        nb.cells[0].outputs[0].data["text/plain"] for _, nb in executed([(path, None) for path in paths], at_once=1)
    } == {"False"}


def test_a_process_that_is_killed_is_told(tmp_path):
    path = write(tmp_path / "killed.ipynb", ["import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"])
    with pytest.raises(NotebookError, match=r"(?s)killed\.ipynb.*without a word"):
        list(executed([(path, None)]))


@pytest.mark.parametrize("code", ["", "import sys; sys.stdin.readline(); print(0)"])
def test_a_server_that_ends_too_early_leaves_nothing_out(tmp_path, monkeypatch, code):
    """Neither where it reads no orders nor where it answers for the first notebook alone."""

    def started(env):
        command = [sys.executable, "-c", code]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
        return forked.Server(process.stdin, process.stdout, lambda: (process.kill(), process.wait()))

    monkeypatch.setattr(forked, "started", started)
    found = dict(forked.fork_each([("", tmp_path)] * 3, at_once=1, timeout=9))
    assert found == dict.fromkeys(range(3), {"error": forked.GONE})


def test_a_fault_of_the_process_itself_is_told_as_it_is(tmp_path):
    text = nbformat.writes(nbformat.v4.new_notebook())
    ((_, found),) = forked.fork_each([(text, tmp_path / "nowhere")], at_once=1, timeout=9)
    assert "FileNotFoundError" in found["error"] and "nowhere" in found["error"]


def test_a_cell_without_end_is_ended(tmp_path, monkeypatch):
    path = write(tmp_path / "endless.ipynb", ["while True:\n    pass"])
    monkeypatch.setattr(run, "TIMEOUT", 1)
    for kernel in (True, False):
        with pytest.raises(NotebookError, match=r"(?s)endless\.ipynb.*timed out"):
            list(executed([(path, None)], kernel=kernel))


def alive(mark: str) -> list[str]:
    """Processes that have this text in their environment or command line."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes():
                found.append(folder.name)
        except OSError:
            continue
    return found


RUNNING = "from summitdata.pages.run import executed; from pathlib import Path; list(executed([(Path({!r}), None)]))"
MAKING = """
import time
from summitdata.pages import site
site.page_files = lambda todo: time.sleep(100)
list(site.made([1, 2]))
"""


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks into /proc")
@pytest.mark.parametrize("begin", ["", "from summitdata.pages import forked; forked.start(); "])
@pytest.mark.parametrize("code", [RUNNING, MAKING])
def test_when_the_parent_dies_nothing_is_left_running(tmp_path, begin, code):
    path = write(tmp_path / "long.ipynb", ["import time; time.sleep(100)"])
    mark = f"{tmp_path.name}-{os.getpid()}"
    parent = subprocess.Popen([sys.executable, "-c", begin + code.format(str(path))], env={**os.environ, "MARK": mark})
    count = 4 if code == MAKING and begin else 3
    deadline = time.monotonic() + 60
    while len(alive(mark)) < count and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(alive(mark)) == count
    time.sleep(0.5)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    while alive(mark) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not alive(mark)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks into /proc")
@pytest.mark.parametrize("begin", ["", "from summitdata.pages import forked; forked.start(); "])
def test_a_command_that_is_stopped_says_so_and_no_more(tmp_path, begin):
    path = write(tmp_path / "long.ipynb", ["import time; time.sleep(100)"])
    # Tests may run where the key is switched off
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code += f"try:\n    {begin}{RUNNING.format(str(path))}\nexcept KeyboardInterrupt:\n    print('stopped')"
    mark = f"{tmp_path.name}-{os.getpid()}"
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "start_new_session": True}
    process = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "MARK": mark}, **pipes)
    deadline = time.monotonic() + 60
    while len(alive(mark)) < 3 and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    said, errors = process.communicate(timeout=60)
    assert said == "stopped\n" and "Traceback" not in errors
