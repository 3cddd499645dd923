"""A dask cluster: the same as here, also when a worker dies."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from pathlib import Path

import nbformat
import pytest

from summitdata.run import cluster as spread
from summitdata.run import kernel
from summitdata.run.kernels import NotebookError
from summitdata.run.notebooks import executed, notebooks
from summitdata.tables.folder import files_of

distributed = pytest.importorskip("distributed", reason="dask is not installed: pip install 'summitdata[dask]'")
pytestmark = pytest.mark.skipif(not kernel.AVAILABLE, reason="this system has no fork")


@pytest.fixture(scope="module")
def cluster():
    """A cluster of two processes on this machine."""
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**options) as made, pytest.MonkeyPatch.context() as patch:
        patch.setattr(spread, "PATIENCE", "300s")
        yield made


def written(path, source):
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source, id="c")]), path)
    return path


def test_two_processes_give_the_bytes_that_one_machine_gives(cluster):
    jobs = [(path, None) for path in notebooks()[:4]]
    there = [nbformat.writes(nb) for _, nb in executed(jobs, cache=False, dask=cluster.scheduler_address)]
    assert there == [nbformat.writes(nb) for _, nb in executed(jobs, cache=False)]


def test_a_worker_killed_in_the_middle_loses_nothing(cluster, tmp_path):
    began, go = (
        "open({file!r}, 'a').write('x')\n",
        "import os, time\nwhile not os.path.exists({go!r}): time.sleep(0.02)\n{i}",
    )
    source = (began + go).replace("{go!r}", repr(str(tmp_path / "go")))
    jobs = [
        (written(tmp_path / f"{i}.ipynb", source.format(file=str(tmp_path / f"began-{i}"), i=i)), None)
        for i in range(6)
    ]
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        pid = next(iter(client.run(os.getpid).values()))

    def kill_one():
        while len(list(tmp_path.glob("began-*"))) < 2:  # one on each worker
            time.sleep(0.02)
        os.kill(pid, signal.SIGKILL)
        (tmp_path / "go").touch()

    killer = threading.Thread(target=kill_one)
    killer.start()
    running = executed(jobs, cache=False, dask=cluster.scheduler_address)
    shown = [nb.cells[0].outputs[0].data["text/plain"] for _, nb in running]
    killer.join()
    assert shown == [str(i) for i in range(6)]
    assert sum(len(p.read_text()) for p in tmp_path.glob("began-*")) > 6, "no work was lost, so nothing was tested"


def test_a_cell_that_fails_on_a_worker_names_its_notebook(cluster, tmp_path):
    path = written(tmp_path / "07-bad.ipynb", "1 / 0")
    with pytest.raises(NotebookError, match=r"(?s)07-bad\.ipynb: a cell failed, number 1 .*ZeroDivisionError"):
        list(executed([(path, None)], cache=False, dask=cluster.scheduler_address))


def test_a_worker_of_another_version_refuses(cluster, monkeypatch):
    monkeypatch.setattr(spread, "version", lambda: "0.0.0-other")
    with pytest.raises(spread.ClusterError, match=r"made with 0\.0\.0-other.*Install the same version"):
        list(executed([(notebooks()[0], None)], cache=False, dask=cluster.scheduler_address))


def written_at(path: Path) -> tuple[int, int]:
    """Which file it is and when its content was written; to read it moves neither, unlike its time of access."""
    return path.stat().st_ino, path.stat().st_mtime_ns


def test_a_package_is_unpacked_once_and_what_is_lost_or_changed_of_it_comes_back(small, tmp_path, monkeypatch):
    monkeypatch.setattr(spread.tempfile, "tempdir", str(tmp_path))
    pack = spread.packed(small)
    folder = spread.unpacked(pack)
    kept, written = written_at(folder / "actors.csv"), files_of(folder)
    (folder / "claims.csv").unlink()
    (folder / "terms.csv").write_text("cut")
    assert spread.unpacked(pack) == folder and spread.packed(folder) == pack
    assert written_at(folder / "actors.csv") == kept and sorted(p.name for p in folder.iterdir()) == sorted(written)


def clients() -> set[int]:
    """The clients of a scheduler that this process holds."""
    return {id(thing) for thing in gc.get_objects() if isinstance(thing, distributed.Client)}


@pytest.mark.parametrize("address", ["bogus", "tcp://127.0.0.1:9"])
def test_a_scheduler_that_does_not_answer_is_told(address, monkeypatch):
    monkeypatch.setattr(spread, "PATIENCE", "1s")
    before = clients()
    with pytest.raises(spread.ClusterError, match=address) as told:
        spread.Cluster(address)
    deadline = time.monotonic() + 300
    while not clients() <= before:
        assert time.monotonic() < deadline, "a client is left whose end may stop the next one"
        time.sleep(0.1)
        gc.collect()
    assert told.value.__context__ is None
