"""Find each quote in your own copy of its source, and tell what no row covers.

White space, quotation marks, dashes and page furniture may differ. A quote is ok, moved (its words stand elsewhere),
several (they stand in several places) or missing. Rows that may be one fact coded twice are told. Exit code 1 if any
quote is not ok.

Example: summitdata verify --source belta-2025-08-20 --texts my-texts/
"""

import argparse

from summitdata.commands.options import add_data, add_texts, named
from summitdata.tables.folder import data_folder


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    add_data(p, alone=True)
    add_texts(p)
    text = "only this source, such as belta-2025-08-20; may be given again (default: all whose text is at hand)"
    p.add_argument("--source", action="append", default=[], metavar="ID", help=text)
    text = "write the new places into DIR, which must be named; only where your copy is the text that was coded"
    p.add_argument("--fix", action="store_true", help=text)
    p.add_argument("--all", action="store_true", help="list all, not the first ten of each kind")
    text = "instead, ask each public address whether it still answers, and list those that do not, or lead elsewhere"
    p.add_argument("--links", action="store_true", help=text)


def run(options: argparse.Namespace) -> int:
    """Hold the quotes against the reader's copies, and write new places if asked."""
    if options.links:
        from summitdata.texts import links

        said, good = links.lines(data_folder(), options.source)
        print("\n".join(said))
        return int(not good)
    from summitdata.tables.edit import write_checked
    from summitdata.texts.verify import fix, lines, reports

    folder, write = named() if options.fix else (data_folder(), False)
    found = reports(folder, options.texts, options.source)
    if not found:
        where = "named SOURCE_ID.txt, in a folder: --texts DIR"
        raise RuntimeError(f"No text of a source is at hand. Put your copy, {where}.")
    for report in found:
        print("\n".join(lines(report, every=options.all)))
    files, said = fix(folder, found)
    if said and write:
        write_checked(folder, files)
        print(f"Written: {'; '.join(said)} ({', '.join(files)}).")
    elif said:
        same = [f" --texts {options.texts}"] if options.texts else []
        same += [f" --source {source}" for source in options.source]
        print(f"To write {'; '.join(said)}: summitdata verify {folder}{''.join(same)} --fix")
    if other := [r.source["source_id"] for r in found if write and r.passages and not r.same]:
        print(f"Not written: {', '.join(other)}, of which your copy is another text than the one coded.")
    found = [(r.same and write, f.status) for r in found for f in r.found]
    return int(any(status != "ok" and (status != "moved" or not mended) for mended, status in found))
