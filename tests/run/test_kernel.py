"""Warm kernels: real ones, that give what a plain one gives, end with whoever asked for them, and have a substitute."""

from __future__ import annotations

import ast
import os
import signal
import socket
import subprocess
import sys
import time

import nbformat
import pytest
from jupyter_client.connect import LocalPortCache

from summitdata.run import kernel
from summitdata.run.kernels import NotebookError
from summitdata.run.notebooks import executed, executing

pytestmark = pytest.mark.skipif(not kernel.AVAILABLE, reason="this system has no fork; notebooks run in plain kernels")
MANY_KINDS = [
    "x = 3\nx + 1",
    "print('a', end='')\nprint('b')\nimport sys\nprint('c', file=sys.stderr)",
    "import pandas as pd\npd.DataFrame({i: [i] for i in range(30)})",
    "from IPython.display import Markdown, display\ndisplay(Markdown('**a**'))\nMarkdown('b')",
    "!echo from a shell",
    "get_ipython().run_cell_magic('capture', 'out', 'print(1)')\nout.stdout",
    "import os\n_ = os.write(1, b'past Python')\nos.getcwd() == os.path.realpath(os.getcwd())",
    "await __import__('asyncio').sleep(0)\n_",
    "import summitdata as sd\nlen(sd.load().summits), type(get_ipython()).__name__, __name__",
]


def written(path, *sources):
    cells = [nbformat.v4.new_code_cell(source, id=f"c{i}") for i, source in enumerate(sources)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def outputs(path, **ways):
    [(_, notebook)] = executed([(path, None)], cache=False, **ways)
    return [cell.outputs for cell in notebook.cells]


def eventually(state):
    """Wait for a state, however slow the machine is; give up only when something must be wrong."""
    deadline = time.monotonic() + 300
    while not (found := state()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_warm_kernel_gives_what_a_plain_one_gives(tmp_path, monkeypatch):
    path = written(tmp_path / "a.ipynb", *MANY_KINDS)
    warm = outputs(path)

    def gone(*_):
        raise OSError

    monkeypatch.setattr(kernel, "server", gone)
    assert warm == outputs(path)


def test_a_kernel_sees_its_folder_settings_and_not_those_of_another(tmp_path):
    path = written(tmp_path / "a.ipynb", "import os\nos.getcwd(), os.environ.get('SUMMITDATA_MOOD')")
    for mood in ("good", "bad"):
        ((shown,),) = outputs(path, settings={"SUMMITDATA_MOOD": mood})
        assert ast.literal_eval(shown.data["text/plain"]) == (str(tmp_path.resolve()), mood)
    ((shown,),) = outputs(path)
    assert shown.data["text/plain"].endswith("None)")


def test_settings_that_are_read_at_import_get_a_server_of_their_own(tmp_path):
    path = written(tmp_path / "a.ipynb", "import time\ntime.tzname[0]")
    ((shown,),) = outputs(path, settings={"TZ": "XYZ3"})
    assert shown.data["text/plain"] == "'XYZ'"


def test_a_cell_that_fails_names_its_notebook_and_the_others_are_stopped(tmp_path):
    bad, endless = written(tmp_path / "01-bad.ipynb", "1", "1 / 0"), tmp_path / "02-endless.ipynb"
    written(endless, f"import os, time\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(9999)")
    with pytest.raises(NotebookError, match=r"(?s)01-bad\.ipynb: a cell failed, number 2 .*ZeroDivisionError"):
        list(executed([(bad, None), (endless, None)], at_once=2, cache=False))
    text = (tmp_path / "pid").read_text() if (tmp_path / "pid").exists() else ""
    assert not text or eventually(lambda: not alive(int(text)))


ENDED = """
import sys
from pathlib import Path
from summitdata.run import provisioner
from summitdata.run.notebooks import executed
async def ended(client, timeout):
    await client.parent.provisioner.kill()
    await ready(client, timeout)
ready, provisioner.Client.wait_for_ready = provisioner.Client.wait_for_ready, ended
list(executed([(Path(sys.argv[1]), None)], cache=False, quiet=True))
"""


def test_a_kernel_that_ends_while_it_starts_is_told_and_leaves_nothing(tmp_path):
    path = written(tmp_path / "01-a.ipynb", "1")
    said = subprocess.run([sys.executable, "-c", ENDED, path], capture_output=True, text=True).stderr
    assert "01-a.ipynb: a cell failed.\nThe kernel has ended" in said and "Exception ignored" not in said


def test_without_an_order_what_is_done_comes_first_within_a_summit(tmp_path):
    go = tmp_path / "go"
    late = written(
        tmp_path / "01-late.ipynb", f"import os, time\nwhile not os.path.exists({str(go)!r}): time.sleep(0.05)"
    )
    early = written(tmp_path / "02-early.ipynb", "1")
    jobs = [(late, "a"), (early, "a"), (early, "b")]
    with executing(jobs, at_once=3, cache=False, in_order=False) as done:
        came = [next(done)[0]]
        go.touch()
        came += [path for path, _ in done]
    assert came == [early, late, early]


def test_a_cell_that_runs_too_long_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("summitdata.run.kernels.TIMEOUT", 1)
    path = written(tmp_path / "01-slow.ipynb", "import time\ntime.sleep(9999)")
    with pytest.raises(NotebookError, match=r"01-slow\.ipynb: a cell failed"):
        outputs(path)


def test_a_kernel_that_is_killed_is_told(tmp_path):
    path = written(tmp_path / "01-gone.ipynb", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(NotebookError, match=r"(?s)01-gone\.ipynb.*may have been killed, or have run out of memory"):
        outputs(path)


def test_kernels_come_from_a_process_that_is_warm(tmp_path):
    """Else plain ones serve, and nobody would notice but for the time."""
    path = written(tmp_path / "a.ipynb", "import os, sys\nos.getppid()", "'summitdata.themes.growth' in sys.modules")
    (parent,), (known,) = outputs(path)
    assert int(parent.data["text/plain"]) != os.getpid() and known.data["text/plain"] == "True"


def test_after_its_server_died_the_next_kernel_has_a_new_one(tmp_path):
    path = written(tmp_path / "a.ipynb", "import os\nos.getppid()")
    ((first,),) = outputs(path)
    assert (server := int(first.data["text/plain"])) != os.getpid()
    os.kill(server, signal.SIGKILL)
    ((second,),) = outputs(path)
    assert first.data["text/plain"] != second.data["text/plain"]


RUNNING = """
import sys
from pathlib import Path
from summitdata.run import kernel
from summitdata.run.notebooks import executed, executing
if sys.argv[2] == "split":
    kernel.start()
list(executed([(Path(sys.argv[1]), None)], cache=False))
"""


def test_a_kernel_whose_port_another_one_took_gets_other_ports(tmp_path, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as other:
        given, free = [other.getsockname()[1]], LocalPortCache.find_available_port
        monkeypatch.setattr(LocalPortCache, "find_available_port", lambda *to: given.pop() if given else free(*to))
        (found,) = outputs(written(tmp_path / "a.ipynb", "1 + 1"))
    assert found[0].data["text/plain"] == "2" and not given


@pytest.mark.parametrize("how", ["split", "apart"])
@pytest.mark.parametrize("who", ["asker", "server"])
def test_nothing_is_left_when_a_process_is_killed(tmp_path, who, how):
    pids = tmp_path / "pids"
    source = f"import os, time\nopen({str(pids)!r}, 'w').write(f'{{os.getpid()}} {{os.getppid()}} .')\ntime.sleep(9999)"
    path = written(tmp_path / "a.ipynb", source)
    asker = subprocess.Popen([sys.executable, "-c", RUNNING, str(path), how], stderr=subprocess.DEVNULL)
    text = eventually(lambda: pids.exists() and pids.read_text().endswith(".") and pids.read_text())
    child, server = map(int, text.split()[:2])
    os.kill(asker.pid if who == "asker" else server, signal.SIGKILL)
    asker.wait()
    assert eventually(lambda: not alive(child) and not alive(server))


def test_a_home_that_is_missing_is_not_talked_about_and_start_up_files_of_a_reader_are_not_run(tmp_path):
    (tmp_path / "profile_default" / "startup").mkdir(parents=True)
    (tmp_path / "profile_default" / "startup" / "own.py").write_text("print('good morning')")
    written(tmp_path / "a.ipynb", "2")
    code = f"""from pathlib import Path; from summitdata.run.notebooks import executed, executing
[(_, notebook)] = executed([(Path({str(tmp_path / "a.ipynb")!r}), None)], cache=False, quiet=True)
print(len(notebook.cells[0].outputs))"""
    environ = os.environ | {"HOME": "/nonexistent"}
    for env in (environ, os.environ | {"IPYTHONDIR": str(tmp_path)}):
        ended = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
        assert (ended.stdout, ended.stderr) == ("1\n", "")
