"""Execute all notebooks and store their outputs.

Writes also data/README.md and the picture of README.md, where the data are the checkout's.

Example: summitdata refresh
"""

import argparse
import json
import sys

from summitdata.commands.options import add_data
from summitdata.tables.check import good_package
from summitdata.tables.folder import bundled, data_folder
from summitdata.tables.handbook import handbook
from summitdata.tables.write import refuse_installed, write_files


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    add_data(p)


def run(options: argparse.Namespace) -> int:
    """Execute all notebooks and store their outputs."""
    from summitdata.pages.pictures import illustrate, tell
    from summitdata.run.notebooks import refresh

    refuse_installed(bundled("notebooks"))
    package = good_package(data_folder())
    changed = refresh(lambda done: tell(illustrate(done)))
    if package.folder.resolve() == bundled("data").resolve():
        write_files({package.folder / "README.md": handbook(package.descriptor)})
        changed += picture()
    print("Changed: " + ", ".join(changed) if changed else "All stored outputs are up to date.")
    return 0


def picture() -> list[str]:
    """Draw the README's picture; returns its name if it changed."""
    from summitdata.data import load
    from summitdata.pages import pictures
    from summitdata.themes import growth

    if reason := pictures.missing():
        print(f"The README's picture was left as it is: {reason}.", file=sys.stderr)
        return []
    data = load()
    figure = growth.forest(growth.readings(data.for_summit(data.summits.summit_id[0])))
    (svg,) = pictures.drawn((json.loads(figure.to_json()), pictures.WIDTH))
    path = bundled("docs") / "readings.svg"
    if path.is_file() and path.read_text(encoding="utf-8") == svg:
        return []
    write_files({path: svg})
    return [path.name]
