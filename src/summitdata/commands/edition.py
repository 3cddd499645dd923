"""Show the edition of the data, or publish a new one.

A new one is refused while stored outputs are older than the data, or the discussion waits to be read. CITATION.cff and
README.md name it too. Then: summitdata refresh, a line in CHANGELOG.md, summitdata test.

Example: summitdata edition 2026.4
"""

import argparse
import datetime as dt
import re
from pathlib import Path

from summitdata.changes.editions import TAG
from summitdata.commands.options import add_data, make_ready
from summitdata.discussion.report import discussion_faults
from summitdata.tables.check import content_hash, edition_of, good_package
from summitdata.tables.faults import DataError
from summitdata.tables.folder import bundled, data_folder
from summitdata.tables.schema import DESCRIPTOR, read_descriptor
from summitdata.tables.tidy import untidy
from summitdata.tables.write import write_files

VERSION = r"[0-9]{4}(\.[0-9]+)+"
LINES = {  # the lines that name an edition: in the descriptor, and beside it where a checkout names its own
    DESCRIPTOR: [
        (r'(?m)^  "version": "[^"]*",', '  "version": "{version}",'),
        (r'(?m)^  "created": "[^"]*",', '  "created": "{day}T00:00:00Z",'),
        (r'(?m)^  "contentHash": "[^"]*",', '  "contentHash": "{digest}",'),
    ],
    "CITATION.cff": [
        (r'(?m)^version: "[^"]*"', 'version: "{version}"'),
        (r'(?m)^date-released: "[^"]*"', 'date-released: "{day}"'),
    ],
    "README.md": [
        (r"summit, edition [0-9.]+, [0-9]{4}", "summit, edition {version}, {day:%Y}"),
        (r"edition-[0-9.]+[0-9]", "edition-{version}"),
    ],
}


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    p.add_argument("version", nargs="?", help="publish the data as this edition, such as 2026.2")
    add_data(p)


def run(options: argparse.Namespace) -> int:
    """Show the edition, or publish a new one."""
    folder = data_folder()
    if not options.version:
        print(edition_of(folder, read_descriptor(folder)))
        return 0
    if not re.fullmatch(VERSION, options.version):
        form = "after its year and a number in it, such as 2026.2"
        raise RuntimeError(f"An edition is called {form}, not {options.version}.")
    make_ready(folder)
    if faults := discussion_faults(good_package(folder)):
        raise DataError(faults, "discussion")
    if untidy(folder):
        form = "the form in which they are published"
        raise RuntimeError(f"The tables are not in {form}. First: summitdata tidy {folder}")
    from summitdata.run import notebooks

    own = folder.resolve() == bundled("data").resolve()
    if own and (names := notebooks.stale()):
        raise RuntimeError(f"Stored outputs are older than the data: {', '.join(names)}. Run summitdata refresh first.")
    publish(folder, options.version, folder.parent if own else None)
    print(edition_of(folder, read_descriptor(folder)))
    print(
        "Next: summitdata refresh, a line in CHANGELOG.md, README's sentences where a number of theirs moved, summitdata"
    )
    print(
        f"test. Then commit it and tag it, so that the next edition can say what changed: git tag {TAG}{options.version}"
    )
    return 0


def publish(folder: Path, version: str, checkout: Path | None = None) -> None:
    """Write edition, date and content hash into the descriptor, and where a checkout names its edition; nothing else."""
    digest, day = content_hash(folder, read_descriptor(folder)), dt.datetime.now(dt.UTC).date()
    files = {}
    for name, lines in LINES.items() if checkout else [(DESCRIPTOR, LINES[DESCRIPTOR])]:
        path = folder / name if name == DESCRIPTOR else checkout / name
        text = path.read_bytes().decode()
        for pattern, line in lines:
            text, times = re.subn(pattern, line.format(version=version, day=day, digest=digest), text)
            if name == DESCRIPTOR and not times:
                raise RuntimeError(f'{path} has no line {line.split(":")[0].strip()}. Add it beside "name".')
        files[path] = text.encode()
    write_files(files)
