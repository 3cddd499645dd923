"""Open JupyterLab at the first notebook.

Its export to HTML gives the pages of this suite. Outside of a checkout the notebooks are first copied to
summitdata-notebooks/ in the folder you are in.

Example: summitdata lab --no-browser
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from summitdata.commands.options import add_data
from summitdata.tables.write import is_installed


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    add_data(p)
    p.add_argument("arguments", nargs="*", metavar="OPTION", help="passed on to JupyterLab, such as --no-browser")


def run(options: argparse.Namespace) -> int:
    """Open JupyterLab at the first notebook."""
    from summitdata.run.kernel import RENDERER
    from summitdata.run.notebooks import notebooks

    first = writable(notebooks())[0]
    os.environ.setdefault("PLOTLY_RENDERER", RENDERER)
    quiet = ["--Application.log_level=WARN"]  # the address is said all the same
    root = ["--allow-root"] if hasattr(os, "geteuid") and not os.geteuid() else []  # as in a container
    command = [sys.executable, "-m", "jupyter", "lab", *quiet, *root, *export(), *options.arguments, str(first)]
    with tempfile.TemporaryDirectory(prefix="summitdata-", ignore_cleanup_errors=True) as home:
        # where a reader's cannot be written, or JupyterLab ends before it begins
        own = {} if os.access(os.path.expanduser("~"), os.W_OK) else {"HOME": home}
        return subprocess.call(command, cwd=first.parent, env=os.environ | own)


def writable(paths: list[Path]) -> list[Path]:
    """Notebooks that may be saved: a checkout's where they are, an installed package's as copies; those there stay."""
    if not is_installed(paths[0]):
        return paths
    folder = Path("summitdata-notebooks").resolve()
    folder.mkdir(exist_ok=True)
    for path in paths:
        if not (folder / path.name).exists():
            shutil.copyfile(path, folder / path.name)
    print(f"Your copies of the notebooks are in {folder}. One that you delete there comes anew next time.", flush=True)
    return [folder / path.name for path in paths]


def export() -> list[str]:
    """What makes JupyterLab's own export to HTML give the pages of this suite."""
    from summitdata.pages.exporter import TEMPLATES, PagePreprocessor

    name = f"{PagePreprocessor.__module__}.{PagePreprocessor.__name__}"
    return [
        "--HTMLExporter.template_name=summit",
        f"--HTMLExporter.extra_template_basedirs={TEMPLATES}",
        f"--HTMLExporter.preprocessors={name}",
    ]
