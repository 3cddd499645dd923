"""What the cells of a notebook read and write, told by Python's own audit events."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
import sysconfig
from collections.abc import Iterable
from typing import Any

from summitdata import reads
from summitdata.tables import folder as package

# What leaves the process; a kernel has its own ways with these, so a real one takes over.
OUTSIDE = ("subprocess.Popen", "os.system", "os.posix_spawn", "os.fork", "os.forkpty", "os.exec")
# What no hash can answer for: a notebook that does so runs each time.
UNSURE = ("socket.connect", "socket.bind", "socket.getaddrinfo", "sqlite3.connect", "ctypes.dlopen")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class OutsideError(RuntimeError):
    """A cell does what only a real kernel can do."""


class Watch:
    """Notes files that are read while it is `on`; refuses what needs a kernel.

    Python's own files and those of installed packages are not noted: their
    versions answer for them. What a notebook writes into a folder that it made
    is its own affair.

    Attributes
    ----------
    outside : str
        What only a kernel can do and was tried.
    unsure : str
        What was done that no hash of files can answer for.
    """

    def __init__(self):
        self.on, self.outside, self.unsure = False, "", ""
        self.known = (*folders(), place(package.HERE), "/proc", "/dev")
        self.written: set[str] = set()
        sys.addaudithook(self.hear)

    def hear(self, event: str, args: tuple) -> None:
        """One event."""
        if not self.on:
            return
        if event in OUTSIDE:
            self.outside = event
            raise OutsideError(event)
        if event == "open":
            self.opened(*args)
        elif event in ("os.listdir", "os.scandir"):
            self.read(args[0] if args[0] is not None else ".")
        elif event == "os.mkdir":
            if not os.path.lexists(args[0]):  # asked for, a folder may be there
                self.written.add(place(args[0]))
        elif event in UNSURE and not package_loads(event, args):
            self.unsure = event

    def opened(self, path: Any, mode: str | None, flags: int) -> None:
        """A file is opened."""
        if not isinstance(path, str | bytes | os.PathLike):
            return
        if flags & WRITES or set(mode or "") & set("wax+"):
            self.write(path, flags)
        else:
            self.read(path)

    def read(self, path: Any) -> None:
        """Note a file, but for Python's own; of a module that was compiled before its source, which Python only looks at."""
        if isinstance(path, int) or not reads.asked():
            return
        name = place(path)
        with contextlib.suppress(ValueError):
            name = importlib.util.source_from_cache(name)
        if not inside(name, self.known):
            reads.note(name)

    def others(self, names: set[str]) -> list[str]:
        """Those of these files that the notebook did not write itself."""
        return sorted(name for name in names if not inside(name, self.written))

    def write(self, path: Any, flags: int) -> None:
        """A notebook may write into folders that it made, and temporary files; else it would have to be repeated."""
        name = place(path)
        spared = name == os.devnull or f"{os.sep}__pycache__{os.sep}" in name or flags & os.O_EXCL
        if not spared and self.others({name}):
            self.unsure = f"writes {name}"
        self.written.add(name)


def package_loads(event: str, args: tuple) -> bool:
    """Whether a library is loaded by an installed package, as compiled modules do."""
    return event == "ctypes.dlopen" and (args[0] is None or inside(str(args[0]), folders()))


def inside(name: str, places: Iterable[str]) -> bool:
    """Whether a path is one of these, or lies below one."""
    return any(name == one or name.startswith(one + os.sep) for one in places)


def folders() -> tuple[str, ...]:
    """Where Python and installed packages are."""
    paths = sysconfig.get_paths()
    return tuple({os.path.realpath(paths[k]) for k in ("stdlib", "platstdlib", "purelib", "platlib")})


def place(path: Any) -> str:
    """A path as it really is."""
    return os.path.realpath(os.fsdecode(path))
