"""Commands that write are killed at each moment: each file is whole, old or new, and the next run finishes."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from article import Article

# The command in a process of its own that kills itself at a call which reaches the disk: the one with this number.
CHILD = """
import os, signal, sys
left = int(sys.argv[1])
def counted(call):
    def counting(*words, **named):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return call(*words, **named)
    return counting
os.replace, os.fsync, os.chmod, os.unlink = map(counted, (os.replace, os.fsync, os.chmod, os.unlink))
from summitdata.commands import main
sys.exit(main(sys.argv[2:]))
"""
NEVER = 10**6
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
    "add": ["add", "{}/copies/sheet.csv", "--source=made", "--texts", "{}/copies", "--data", "{}"],
    "edition": ["edition", "2031.1"],
}


@pytest.fixture
def start(small):
    """A package on which each of the commands has something to write."""
    article = Article(5)
    article.write(small)
    (small / "copies").mkdir()
    (small / "copies" / "made.txt").write_text(article.text, encoding="utf-8", newline="")
    (small / "copies" / "sheet.csv").write_text(sheet_of(article), encoding="utf-8")
    (small / "texts" / "paper.txt").write_text("All was said.", encoding="utf-8")
    for name in ("claims.csv", "actors.csv", "terms.csv", "quantities.csv"):
        (small / name).write_bytes((small / name).read_bytes().replace(b"\n", b"\r\n"))
        (small / name).chmod(0o640)
    return small


def sheet_of(article: Article) -> str:
    """A sheet with a fact for two tables, and an actor."""
    words = article.quotes[0][2]
    return (
        "table,words,mentioned_id,context,what,value,unit,qualifier,actor_id,name,kind,note\n"
        f"actor_mentions,{words},new,named,,,,,,,,\n"
        f"quantities,{words},,,duration of talks,2,hours,unqualified,,,,Made-up words carry no number.\n"
        "actors,,,,,,,,new,New body,body,\n"
    )


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


def run(words: list[str], folder: Path, at: int) -> int:
    """Run a command on a folder; it is killed at its call to the disk with this number. Returns its exit code."""
    words = [word.replace("{}", str(folder)) for word in words]
    env = os.environ | {"SUMMITDATA_DIR": str(folder)}
    return subprocess.run([sys.executable, "-c", CHILD, str(at), *words], capture_output=True, env=env).returncode


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_killed_command_leaves_whole_files_and_the_next_run_finishes(command, start, tmp_path):
    """Killed at each moment in turn, until there is none left."""
    if command == "verify":
        slip(start)
    if command == "edition":  # which refuses tables that are not in their published form
        assert run(COMMANDS["tidy"], start, NEVER) == 0
    words, old, done, folder = COMMANDS[command], files(start), tmp_path / "done", tmp_path / "killed"
    shutil.copytree(start, done)
    assert run(words, done, NEVER) == 0
    new, caught, at = files(done), 0, 0
    assert set(new) == set(old) and new != old
    while True:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(start, folder)
        if (code := run(words, folder, at)) == 0:
            break
        assert code == -signal.SIGKILL
        left = files(folder)
        for name in old:
            assert left[name] in (old[name], new[name]), f"{name} is neither old nor new"
        caught += left not in (old, new)
        assert run(words, folder, NEVER) == 0
        assert files(folder) == new and modes(folder) == modes(done)
        at += 1
    assert at >= 3 and caught, f"{at} kills, {caught} of them in the middle of writing"
