"""Open JupyterLab at the first notebook.

Its export to HTML gives the pages of this suite.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from summitdata.commands.options import add_data


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    add_data(p)
    p.add_argument("arguments", nargs="*", metavar="OPTION", help="passed on to JupyterLab, such as --no-browser")


def run(options: argparse.Namespace) -> int:
    """Open JupyterLab at the first notebook."""
    from summitdata.run.kernel import RENDERER
    from summitdata.run.notebooks import notebooks

    first = notebooks()[0]
    os.environ.setdefault("PLOTLY_RENDERER", RENDERER)
    command = [sys.executable, "-m", "jupyter", "lab", *export(), *options.arguments, str(first)]
    return subprocess.call(command, cwd=first.parent)


def export() -> list[str]:
    """What makes JupyterLab's own export to HTML give the pages of this suite."""
    from summitdata.pages.exporter import TEMPLATES, PagePreprocessor

    name = f"{PagePreprocessor.__module__}.{PagePreprocessor.__name__}"
    return [
        "--HTMLExporter.template_name=summit",
        f"--HTMLExporter.extra_template_basedirs={TEMPLATES}",
        f"--HTMLExporter.preprocessors={name}",
    ]
