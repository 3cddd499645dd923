"""Measure commands: seconds, the processor's share, peak memory of a whole process tree."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """What a command took: wall and processor seconds, MB at its peak (0 where not asked for)."""

    wall: float
    cpu: float
    peak: float = 0.0


class CommandFailed(RuntimeError):
    """A command of the benchmark ended with an error; its output is the message."""


def run(command: list[str], env: dict[str, str], cwd: Path, *, memory: bool = False, codes: tuple = (0,)) -> Run:
    """Run a command to its end and measure it; its output is shown only if it fails."""
    with tempfile.TemporaryFile() as output:
        begin = time.perf_counter()
        process = subprocess.Popen(command, env=env, cwd=cwd, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
        peak = Peak(process.pid) if memory else None
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in codes:
            output.seek(0)
            raise CommandFailed(f"{' '.join(command)}\n{output.read().decode(errors='replace')[-3000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, peak.stop() if peak else 0.0)


class Peak(threading.Thread):
    """Samples the memory of a process and all its descendants; pages that several share count once."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.pid, self.most, self.ended = pid, 0.0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self.ended.wait(0.03):
            self.most = max(self.most, sum(proportional(pid) for pid in tree(self.pid)) / 1e3)

    def stop(self) -> float:
        """The peak in MB."""
        self.ended.set()
        self.join()
        return self.most


def tree(pid: int) -> list[int]:
    """A process and its descendants."""
    found = [pid]
    for parent in found:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def proportional(pid: int) -> int:
    """A process's memory in kB, pages that it shares divided among those that share them (PSS)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().split("\n")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
