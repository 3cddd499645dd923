"""Open JupyterLab at the first notebook.

All other options go to JupyterLab, such as --no-browser. Its export to HTML gives the pages of this suite. Outside of a
checkout the notebooks are first copied to summitdata-notebooks/ in the folder you are in.

Example: summitdata lab --no-browser
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from summitdata.commands.options import add_data
from summitdata.tables.write import is_installed

# What makes JupyterLab's own export to HTML give the pages of this suite, beside the folder of the template
EXPORT = ["template_name=summit", "preprocessors=summitdata.pages.exporter.PagePreprocessor"]


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    add_data(p)
    p.set_defaults(opens="JupyterLab")


def run(options: argparse.Namespace) -> int:
    """Open JupyterLab at the first notebook."""
    from summitdata.pages.exporter import TEMPLATES
    from summitdata.run.kernel import RENDERER
    from summitdata.run.notebooks import notebooks

    first = writable(notebooks())[0]
    os.environ.setdefault("PLOTLY_RENDERER", RENDERER)
    export = [f"--HTMLExporter.{setting}" for setting in (*EXPORT, f"extra_template_basedirs={TEMPLATES}")]
    quiet = ["--Application.log_level=WARN"]  # the address is said all the same
    root = ["--allow-root"] if hasattr(os, "geteuid") and not os.geteuid() else []  # as in a container
    command = [sys.executable, "-m", "jupyter", "lab", *quiet, *root, *export, *options.passed_on, str(first)]
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
