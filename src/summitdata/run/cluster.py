"""Execute notebooks on many machines, with dask.distributed (the extra `dask`).

A task is one notebook as text. The package of data travels to each worker once.
A worker runs the notebook as this machine would and gives back bytes; it keeps
nothing but an unpacked copy of the package, and a warm process for the next
kernel. A task done twice gives the same twice, so one whose worker died is done
again elsewhere.
"""

from __future__ import annotations

import gc
import getpass
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

import summitdata
from summitdata.run import kept
from summitdata.run.kernels import Kernels
from summitdata.tables.folder import bundled, data_folder, files_of

PATIENCE = "10s"  # for a scheduler to answer


class ClusterError(RuntimeError):
    """dask.distributed is not installed, no scheduler answers, or a worker has another version of the library."""


class Cluster:
    """The workers of a dask scheduler, as `summitdata.run.kernels.Kernels` are those of this machine.

    Raises
    ------
    ClusterError
        Where dask.distributed is not installed, or no scheduler answers.
    """

    def __init__(self, address: str):
        try:
            from distributed import Client
        except ImportError:
            raise ClusterError("dask is not installed. Install it: pip install 'summitdata[dask]'") from None
        failed = ""
        try:
            self.client = Client(address, set_as_default=False, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            failed = f"No dask scheduler answers at {address}: {str(error).rstrip('.')}."
        if failed:
            gc.collect()  # what is left of that client ends here: in the middle of starting another both would wait without end
            raise ClusterError(failed)

    def __enter__(self) -> Cluster:
        (self.package,) = self.client.scatter([packed(data_folder())], broadcast=True)
        return self

    def __exit__(self, *_: Any) -> None:
        self.client.close()

    def submit(self, path: Path, notebook: NotebookNode) -> Any:
        """The notebook as it will be, as text, when a worker has run it."""
        return self.client.submit(perform, self.package, version(), path.name, nbformat.writes(notebook), pure=False)

    def wait(self, running: list[Any]) -> None:
        """Wait until one of them is done."""
        from distributed import wait

        with self.client.as_current():
            wait(running, return_when="FIRST_COMPLETED")


def version() -> str:
    """The library's version, and a hash of its source: a checkout may be ahead of its version."""
    return f"{summitdata.__version__}-{kept.library()[:12]}"


def packed(folder: Path) -> dict[str, bytes]:
    """The files of a package by their names."""
    return {name: (folder / name).read_bytes() for name in files_of(folder)}


def unpacked(package: dict[str, bytes]) -> Path:
    """A folder with the package on this machine: it stays for later tasks, and what a cleaner took from it comes back."""
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in package.items()}
    folder = Path(tempfile.gettempdir()) / f"summitdata-{getpass.getuser()}-{kept.digest(hashes)[:24]}"
    folder.mkdir(mode=0o700, exist_ok=True)
    for name in package:
        if kept.held(folder / name) != hashes[name]:
            kept.write(folder / name, package[name])
    return folder


def perform(package: dict[str, bytes], wanted: str, name: str, text: str) -> str:
    """A task, on a worker: the notebook as executed.

    Raises
    ------
    ClusterError
        If this worker has another version of the library than the one asked for.
    NotebookError
        If a cell fails.
    """
    if version() != wanted:
        raise ClusterError(
            f"This worker has summitdata {version()}, the pages are made with {wanted}. "
            "Install the same version on all machines."
        )
    data = unpacked(package)
    where = bundled("notebooks")
    with Kernels(1, {**os.environ, "SUMMITDATA_DIR": str(data)}) as kernels:
        notebook = nbformat.reads(text, as_version=4)
        return kernels.submit((where if where.is_dir() else data) / name, notebook).result()
