"""For pytest and nbval: the renderer of stored figures, and a readable difference of two figures."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ["PLOTLY_RENDERER"] = "plotly_mimetype"

SPEC = {
    "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    "display_name": "Python 3",
    "language": "python",
    "env": {"SUMMITDATA_DIR": ""},  # notebooks are held against data/, other tests run on tests/frozen/
}


def pytest_configure(config):
    """Let nbval start warm kernels, that read data/."""
    if getattr(config.option, "nbval", False):
        from summitdata.run import kernel

        kernel.warm()
        folder = Path(tempfile.mkdtemp(prefix="summitdata-kernel-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        (folder / "kernels" / "notebooks").mkdir(parents=True)
        (folder / "kernels" / "notebooks" / "kernel.json").write_text(json.dumps(SPEC), encoding="utf-8")
        os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(folder), os.environ.get("JUPYTER_PATH")]))
        config.option.nbval_kernel_name = "notebooks"


def pytest_itemcollected(item):
    """Let nbval pass over the still pictures: they are drawn of the figures, which it compares."""
    skipped = getattr(item.parent, "skip_compare", None)
    if skipped and "image/svg+xml" not in skipped:
        item.parent.skip_compare = (*skipped, "image/svg+xml")


def pytest_assertrepr_compare(config, op, left, right):
    """Name each place where two stored outputs differ, instead of printing both."""
    if op == "==" and isinstance(left, dict) and isinstance(right, dict):
        found = list(differences(left, right, ""))
        return ["the outputs differ:", *found[:20], *(["…"] if len(found) > 20 else [])]
    return None


def pytest_terminal_summary(terminalreporter):
    """Say what to do where a notebook's stored outputs are not what its cells give today."""
    old = {r.nodeid.split("::")[0] for r in terminalreporter.getreports("failed") if ".ipynb::" in r.nodeid}
    if old:
        terminalreporter.section("stored outputs are old")
        terminalreporter.line(f"{', '.join(sorted(old))}: if data or code were meant to change, run make refresh.")


def differences(old, new, path):
    """Each place where two nested values differ, as text."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys(), key=str):
            yield from differences(old.get(key), new.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for i, (a, b) in enumerate(zip(old, new)):
            yield from differences(a, b, f"{path}[{i}]")
    elif old != new:
        yield f"{path}: stored {old!r:.200}, now {new!r:.200}"
