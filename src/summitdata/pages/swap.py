"""Put a finished folder in the place of an old one: whole or not at all, one at a time."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such lock; there two renders at once are the user's to avoid
    fcntl = None


class BusyError(RuntimeError):
    """Another run is writing to the same folder."""


@contextlib.contextmanager
def draft_for(output: Path) -> Iterator[Path]:
    """An empty folder beside `output` that takes its place when the block ends well.

    What an earlier, killed run left behind is repaired first. While the block
    runs, the old folder stands as it was.

    Raises
    ------
    BusyError
        If another run is writing to `output`.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    with lock(output):
        repair(output)
        draft = Path(tempfile.mkdtemp(dir=output.parent, prefix=f".{output.name}-draft-"))
        try:
            yield draft
            os.chmod(draft, 0o755)
            put_in_place(draft, output)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


@contextlib.contextmanager
def lock(output: Path) -> Iterator[None]:
    """Hold `output` for this run; the lock ends with the process, however that ends."""
    if fcntl is None:
        yield
        return
    path = output.parent / f".{output.name}.lock"
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # the file may have been removed by its last holder since it was opened: then another run has a new one
            if not path.exists() or not os.path.samestat(os.fstat(handle.fileno()), path.stat()):
                raise FileNotFoundError(path)
        except OSError:
            raise BusyError(f"Another run is writing to {output}. Wait for it, or name another --output.") from None
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def old_folders(output: Path) -> list[Path]:
    """Where swaps put the folder that stood at `output`."""
    return sorted(output.parent.glob(f".{glob.escape(output.name)}-old-*"))


def repair(output: Path) -> None:
    """Finish or undo what a killed run left: the old folder comes back where none stands, drafts go."""
    for old in old_folders(output):
        kept = old / "kept"
        if kept.is_dir() and not output.exists():
            os.replace(kept, output)
        shutil.rmtree(old, ignore_errors=True)
    for draft in output.parent.glob(f".{glob.escape(output.name)}-draft-*"):
        shutil.rmtree(draft, ignore_errors=True)


def put_in_place(draft: Path, output: Path) -> None:
    """Swap the finished draft for what stood at `output`."""
    if output.exists():
        old = Path(tempfile.mkdtemp(dir=output.parent, prefix=f".{output.name}-old-"))
        os.replace(output, old / "kept")
        os.replace(draft, output)
        shutil.rmtree(old)
    else:
        os.replace(draft, output)
