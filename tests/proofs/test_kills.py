"""Commands that write are killed at random moments: each file is whole, old or new, and the next run finishes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from article import Article

KILLS = 15  # of each of the four commands
# The command in a process of its own, in which the calls that reach the disk take random times. It says when it
# begins to write, so that every second kill can be aimed at that moment.
CHILD = """
import os, random, sys, time
chance = random.Random(int(sys.argv[1]))
def slowly(call):
    def slow(*words, **named):
        print("writing", flush=True)
        time.sleep(chance.uniform(0, 0.006))
        result = call(*words, **named)
        time.sleep(chance.uniform(0, 0.006))
        return result
    return slow
os.replace, os.fsync = map(slowly, (os.replace, os.fsync))
from summitdata.commands import main
print("ready", flush=True)
sys.exit(main(sys.argv[2:]))
"""
COMMANDS = {
    "tidy": ["tidy", "{}"],
    "verify": ["verify", "{}", "--texts", "{}/copies", "--fix"],
    "new-summit": [
        "new-summit",
        "abc-2030",
        "--name=N",
        "--city=T",
        "--country=ABC",
        "--starts-on=2030-01-02",
        "--source=paper",
    ]
    + ["--publisher=Paper", "--url=https://example.org/p", "--language=en", "--kind=news review", "--data", "{}"]
    + ["--host=ada, Ada, ABC, President", "--guest=dora, Dora, DEF", "--state=ABC, Abecia", "--state=DEF, Defia"],
    "edition": ["edition", "2031.1"],
}


@pytest.fixture
def start(small):
    """A package on which each of the commands has something to write."""
    article = Article(5)
    article.write(small)
    (small / "copies").mkdir()
    (small / "copies" / "made.txt").write_text(article.text, encoding="utf-8", newline="")
    (small / "texts" / "paper.txt").write_text("All was said.", encoding="utf-8")
    for name in ("claims.csv", "actors.csv", "terms.csv", "quantities.csv"):
        (small / name).write_bytes((small / name).read_bytes().replace(b"\n", b"\r\n"))
        (small / name).chmod(0o640)
    return small


def slip(folder: Path) -> None:
    """Make a slip in three tables, for `verify` to mend."""
    article = Article(5)
    (*_, quote, start, end), passage = article.quotes[0], article.passages[2]
    slips = {
        "quantities.csv": (f"{quote},{start},{end},", f"{quote},,,"),
        "passages.csv": (f",{passage[3]},{passage[4]},body", ",,,body"),
        "sources.csv": (f",{len(article.text)},", ",1,"),
    }
    for name, (old, new) in slips.items():
        text = (folder / name).read_bytes()
        assert text.count(old.encode()) == 1
        (folder / name).write_bytes(text.replace(old.encode(), new.encode()))


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def modes(folder: Path) -> dict[str, int]:
    return {p.name: stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()}


def run(words: list[str], folder: Path, seed: int, kill_after: float | None, aim: str, env: dict) -> int:
    """Run a command on a folder; kill it some seconds after it has said a word. Returns its exit code."""
    words = [word.replace("{}", str(folder)) for word in words]
    env = env | {"SUMMITDATA_DIR": str(folder)}
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(seed), *words], stdout=subprocess.PIPE, env=env)
    while (line := child.stdout.readline().decode().strip()) not in (aim, ""):
        pass
    if kill_after is not None and line:
        time.sleep(kill_after)
        child.send_signal(signal.SIGKILL)
    child.communicate()
    return child.returncode


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_killed_command_leaves_whole_files_and_the_next_run_finishes(command, start, tmp_path):
    if command == "verify":
        slip(start)
    env, words, old = dict(os.environ), COMMANDS[command], files(start)
    done = tmp_path / "done"
    shutil.copytree(start, done)
    began = time.monotonic()
    assert run(words, done, 0, None, "ready", env) == 0
    length, new = (time.monotonic() - began) / 2, files(done)
    assert set(new) == set(old) and new != old
    chance, kills, caught, folder = random.Random(command), 0, 0, tmp_path / "killed"
    for seed in range(4 * KILLS):
        if kills == KILLS:
            break
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(start, folder)
        aim, longest = ("writing", 0.09) if seed % 2 else ("ready", length)
        if run(words, folder, seed, chance.uniform(0, longest), aim, env) != -signal.SIGKILL:
            continue
        kills += 1
        left = files(folder)
        for name in old:
            assert left[name] in (old[name], new[name]), f"{name} is neither old nor new"
        if left in (old, new):
            continue
        caught += 1
        assert run(words, folder, seed, None, "ready", env) == 0
        assert files(folder) == new and modes(folder) == modes(done)
    assert kills == KILLS and caught >= 3, f"{kills} kills, {caught} of them in the middle of writing"
