"""Badges for Binder and Colab in README, and in each notebook a first cell that installs the package where it is missing.

Both need the address of the public repository, which only its publisher knows. Run again, it puts a new address in place.

Example: make badges REPOSITORY=https://github.com/OWNER/NAME
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[1]
GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?")
FIRST = "notebooks/00-start-here.ipynb"
BINDER = (
    "[![Open in Binder](https://mybinder.org/badge_logo.svg)](https://mybinder.org/v2/gh/{}/HEAD?urlpath=lab/tree/{})"
)
COLAB = (
    "[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]"
    "(https://colab.research.google.com/github/{}/blob/HEAD/{})"
)
INSTALL = """try:
    import summitdata
except ModuleNotFoundError:  # in Colab, for instance
    %pip install --quiet git+https://github.com/{}"""


def main(words: list[str], root: Path = ROOT) -> int:
    """Write badges and cells; returns 2 where the address is none of GitHub."""
    match = GITHUB.fullmatch(words[0]) if len(words) == 1 else None
    if not match:
        print("Name the repository: make badges REPOSITORY=https://github.com/OWNER/NAME", file=sys.stderr)
        return 2
    readme = root / "README.md"
    title, _, rest = readme.read_text("utf-8").partition("\n\n")
    rest = re.sub(r"\A\[!\[Open in Binder\].*\n\n", "", rest)
    badges = " ".join(badge.format(match[1], FIRST) for badge in (BINDER, COLAB))
    readme.write_text(f"{title}\n\n{badges}\n\n{rest}", encoding="utf-8")
    for path in sorted((root / "notebooks").glob("[0-9][0-9]-*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        cells = [cell for cell in notebook.cells if cell.id != "install"]
        cell = nbformat.v4.new_code_cell(INSTALL.format(match[1]), id="install")
        notebook.cells = [cells[0], cell, *cells[1:]]
        path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
    print("Next: summitdata refresh, then commit.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
