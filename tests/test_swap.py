"""The swap of a site: killed at any moment it leaves a whole one, and two runs do not mix."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest

from summitdata.pages.swap import BusyError, draft_for, lock

# Writes generation after generation of ten equal files, each folder put in place by a swap.
WRITER = """
import itertools, sys
from pathlib import Path
from summitdata.pages.swap import BusyError, draft_for
for n in itertools.count(int(sys.argv[2])):
    try:
        with draft_for(Path(sys.argv[1])) as draft:
            for i in range(10):
                (draft / f"{i}.html").write_text(str(n))
    except BusyError:
        continue
    print("written", flush=True)
"""
# The same once, ended before the n-th step of the swap as if by a kill.
STOPPED = """
import os, shutil, sys
from pathlib import Path
from summitdata.pages import swap
steps = int(sys.argv[3])
def counted(call):
    def run(*arguments, **options):
        global steps
        if steps == 0: os._exit(9)
        steps -= 1
        return call(*arguments, **options)
    return run
for module, name in ((os, "replace"), (shutil, "rmtree"), (os, "chmod"), (swap.tempfile, "mkdtemp")):
    setattr(module, name, counted(getattr(module, name)))
with swap.draft_for(Path(sys.argv[1])) as draft:
    for i in range(10):
        (draft / f"{i}.html").write_text(sys.argv[2])
"""


def generation(folder) -> set[str]:
    """What the files of a site say; one word if they are of one run."""
    files = sorted(folder.glob("*.html"))
    assert len(files) == 10
    return {f.read_text() for f in files}


def after_repair(folder) -> set[str]:
    """What stands there when the next run has begun."""
    with pytest.raises(ZeroDivisionError), draft_for(folder):
        raise ZeroDivisionError
    assert [p.name for p in folder.parent.iterdir() if p.is_dir()] == [folder.name]
    return generation(folder)


def test_a_run_killed_before_any_step_leaves_the_old_site_or_the_new(tmp_path):
    site, ended, said = tmp_path / "site", [], "old"
    with draft_for(site) as draft:
        for i in range(10):
            (draft / f"{i}.html").write_text("old")
    for step in range(20):
        code = subprocess.call([sys.executable, "-c", STOPPED, str(site), f"new {step}", str(step)])
        ended.append(code)
        before = said
        (said,) = after_repair(site)
        assert said in (before, f"new {step}")
        if code == 0:
            break
    assert ended[-1] == 0 and ended[:-1] == [9] * (len(ended) - 1) and len(ended) >= 6


def test_a_run_killed_at_random_moments_leaves_a_whole_site(tmp_path):
    site, rng, start = tmp_path / "site", random.Random(20250820), 0
    for _ in range(15):
        start += 1000
        with subprocess.Popen([sys.executable, "-c", WRITER, str(site), str(start)], stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            time.sleep(rng.random() * 0.03)
            process.kill()
        (said,) = after_repair(site)
        assert int(said) >= start


def test_a_second_run_is_refused_while_the_first_writes(tmp_path):
    site = tmp_path / "site"
    with draft_for(site) as draft:
        (draft / "index.html").write_text("first")
        with pytest.raises(BusyError, match="Another run is writing"), draft_for(site):
            raise AssertionError("two at once")
    assert (site / "index.html").read_text() == "first"


def test_two_runs_at_once_do_not_mix(tmp_path):
    """Both write as fast as they can; whatever stands at any moment is of one run."""
    site = tmp_path / "site"
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(site), str(n)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        for n in (0, 1_000_000)
    ]
    time.sleep(1.5)
    for process in runs:
        process.kill()
        assert b"written" in process.communicate()[0]
    assert len(after_repair(site)) == 1


def test_the_lock_ends_with_the_process(tmp_path):
    code = "import os; from pathlib import Path; from summitdata.pages.swap import lock; import sys\nwith lock(Path(sys.argv[1])): os._exit(9)"
    assert subprocess.call([sys.executable, "-c", code, str(tmp_path / "site")]) == 9
    with lock(tmp_path / "site"):
        pass


def test_a_name_may_hold_what_a_pattern_would_read(tmp_path):
    folder = tmp_path / "site [new]*"
    code = [sys.executable, "-c", STOPPED, str(folder)]
    subprocess.run([*code, "1", "99"], check=True)
    assert subprocess.run([*code, "2", "4"]).returncode == 9  # the old folder is away, the new one not yet there
    assert not folder.exists()
    assert after_repair(folder) == {"1"}
