"""Execute notebooks on many machines, with dask.distributed (the extra `dask`).

A task is a few notebooks as text. The package of data travels to each worker
once. A worker runs notebooks as this machine would (`summitdata.pages.forked`),
in a process of its own, and gives back bytes; it keeps nothing but an unpacked
copy of the package. A task done twice gives the same twice, so one whose worker
died is done again elsewhere.
"""

from __future__ import annotations

import getpass
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import summitdata
from summitdata.pages import cache, forked
from summitdata.tables.folder import bundled, data_folder, files_of

MOST = 16  # notebooks a task
ROUNDS = 4  # tasks a worker, where there are enough notebooks: the last ones then wait for little


class OtherVersionError(RuntimeError):
    """A worker has another version of the library, so it would give other outputs."""


class NoDaskError(RuntimeError):
    """dask.distributed is not installed, or no scheduler answers."""


def spread(texts: Sequence[str], address: str, at_once: int, timeout: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """What came of each notebook, as each is done; as `summitdata.pages.forked.fork_each` gives it.

    Parameters
    ----------
    texts : sequence of str
        Notebooks as JSON.
    address : str
        Of dask's scheduler, such as ``tcp://10.0.0.1:8786``.
    at_once : int
        How many notebooks a task runs at the same time.
    timeout : int
        Seconds that a cell may take.

    Raises
    ------
    NoDaskError
        Where dask.distributed is not installed, or no scheduler answers.
    OtherVersionError
        If a worker has another version of the library.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise NoDaskError("dask is not installed. Install it: pip install 'summitdata[dask]'") from None
    package = packed(data_folder())
    try:
        client = Client(address, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoDaskError(f"No dask scheduler answers at {address}: {str(error).rstrip('.')}.") from None
    with client:
        (sent,) = client.scatter([package], broadcast=True)
        workers = len(client.scheduler_info()["workers"]) or 1
        numbers = {}
        for batch in batched(len(texts), workers):
            work = (version(), [texts[i] for i in batch], at_once, timeout)
            numbers[client.submit(perform, sent, *work, pure=False)] = batch
        for task in as_completed(list(numbers), loop=client.loop):
            yield from zip(numbers[task], map(json.loads, task.result()))
            task.release()


def batched(count: int, workers: int) -> Iterator[range]:
    """Numbers in runs: several tasks a worker, few notebooks a task.

    Examples
    --------
    >>> list(batched(5, 2)), [len(b) for b in batched(1000, 4)][:2]
    ([range(0, 1), range(1, 2), range(2, 3), range(3, 4), range(4, 5)], [16, 16])
    """
    size = max(1, min(MOST, count // (ROUNDS * workers)))
    return (range(i, min(i + size, count)) for i in range(0, count, size))


def version() -> str:
    """The library's version, and a hash of its source: a checkout may be ahead of its version."""
    return f"{summitdata.__version__}-{cache.library()[:12]}"


def packed(folder: Path) -> bytes:
    """The tables with their descriptor as a zip, the same run after run."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as pack:
        for name in files_of(folder):
            pack.writestr(zipfile.ZipInfo(name), (folder / name).read_bytes(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpacked(package: bytes) -> Path:
    """A folder with the package on this machine: it stays for later tasks, and what a cleaner took from it comes back."""
    folder = Path(tempfile.gettempdir()) / f"summitdata-{getpass.getuser()}-{hashlib.sha256(package).hexdigest()[:24]}"
    folder.mkdir(mode=0o700, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(package)) as pack:
        for name in pack.namelist():
            if cache.held(str(folder / name)) != hashlib.sha256(pack.read(name)).hexdigest():
                cache.write(folder / name, pack.read(name))
    return folder


def perform(package: bytes, wanted: str, texts: list[str], at_once: int, timeout: int) -> list[bytes]:
    """A task, on a worker: what came of each notebook, as JSON.

    Raises
    ------
    OtherVersionError
        If this worker has another version of the library than the one asked for.
    """
    if version() != wanted:
        raise OtherVersionError(
            f"This worker has summitdata {version()}, the pages are made with {wanted}. "
            "Install the same version on all machines."
        )
    data = unpacked(package)
    where = bundled("notebooks")
    found: dict[int, dict] = {}
    pairs = [(text, where if where.is_dir() else data) for text in texts]
    for i, result in forked.fork_each(pairs, at_once, timeout, {"SUMMITDATA_DIR": str(data)}):
        found[i] = result
    return [json.dumps(found[i]).encode() for i in range(len(texts))]
