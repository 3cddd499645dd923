"""The command `summitdata`: audit, check, edition, lab, refresh, render, test; those of `edit_words` beside them."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from summitdata.edit_words import add_commands
from summitdata.tables.check import Checked, content_hash, edition_of
from summitdata.tables.edit import write_folder
from summitdata.tables.faults import DataError
from summitdata.tables.folder import bundled, data_folder
from summitdata.tables.schema import DESCRIPTOR, read_descriptor
from summitdata.tables.write import refuse_installed

EDITION = r"[0-9]{4}(\.[0-9]+)+"
PLACES = {"SUMMITDATA_DIR", "SUMMITDATA_TEXTS", "SUMMITDATA_CACHE"}


def main(argv: list[str] | None = None) -> int:
    """Run the command; returns the exit code: 0 done, 1 faults found, 2 cannot be done.

    Whoever reads the output may stop before its end, as `head` does: it then ends quietly.
    """
    try:
        try:
            return dispatch(argv)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered goes nowhere, or the interpreter would fail at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # what a shell tells of a program that the signal SIGPIPE ends


def dispatch(argv: list[str] | None) -> int:
    """Run the command and tell what stands in its way."""
    for name in PLACES & set(os.environ):  # notebooks run in a folder of their own
        if os.environ[name]:
            os.environ[name] = os.path.abspath(os.environ[name])
    words, argv = parser(), sys.argv[1:] if argv is None else argv
    options, unknown = words.parse_known_args(argv)
    if hasattr(options, "arguments"):
        options.arguments = argv[1:]  # as they were written: an option's value stays behind it
    elif unknown:
        words.error(f"unrecognized arguments: {' '.join(unknown)}")
    try:
        return options.run(options) or 0
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; nothing was left half-written.", file=sys.stderr)
        return 130
    except (BrokenPipeError, RecursionError):  # told in `main`; a fault of ours, not a user's
        raise
    except OSError as error:
        print(f"{error.filename or 'A file or address'}: {error.strerror or error}.", file=sys.stderr)
        return 2
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 2


def count(text: str) -> int:
    """A number of things from the command line, at least one."""
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 up")
    return int(text)


def parser() -> argparse.ArgumentParser:
    """The command's words and help texts."""
    top = argparse.ArgumentParser(
        prog="summitdata",
        description="Check, execute and render the notebooks about what came out of a diplomatic summit.",
        epilog="Without a folder the commands use the checkout's data/, or $SUMMITDATA_DIR.",
    )
    sub = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name, run, text, more=""):
        p = sub.add_parser(name, help=text, description=f"{text} {more}".strip())
        p.set_defaults(run=run)
        return p

    p = command("check", check, "Check the data and list all faults.", "Exit code 1 if there are any.")
    p.add_argument("folder", nargs="?", metavar="DIR", help="folder with datapackage.json and the tables")
    p.add_argument("--json", action="store_true", help="print the report as JSON, for programs")
    p = command(
        "audit",
        audit,
        "Change each row and column on a copy and see whether the pages say so.",
        "Tells what no page shows, and where an old value is left behind. Exit code 1 if there is any of it.",
    )
    p.add_argument("--sample", type=count, metavar="N", help="so many rows and columns instead of all")
    p.add_argument("--seed", type=int, default=0, metavar="S", help="which cells are changed, and to what (default: 0)")
    p.add_argument("--json", action="store_true", help="every finding as JSON")
    add_commands(command)
    p = command("edition", edition, "Show the edition of the data, or publish a new one.")
    p.add_argument("version", nargs="?", help="publish the data as this edition, such as 2026.2")
    p = command(
        "lab", lab, "Open JupyterLab at the first notebook.", "Its export to HTML gives the pages of this suite."
    )
    p.add_argument("arguments", nargs="*", metavar="OPTION", help="passed on to JupyterLab, such as --no-browser")
    command("refresh", refresh, "Execute all notebooks and store their outputs.")
    p = command("render", render, "Execute the notebooks and write the site, or single files.")
    text = "folder for the pages (default: site); refused if it holds files that are not ours"
    p.add_argument("--output", type=Path, metavar="DIR", help=text)
    p.add_argument("names", nargs="*", metavar="NOTEBOOK", help="with --single-file: such as 01-trade-growth")
    p.add_argument(
        "--single-file", action="store_true", help="one HTML file a notebook, to be mailed (default folder: .)"
    )
    p.add_argument("--all", action="store_true", help="with --single-file: every notebook")
    text = "only this summit's pages, such as blr-irn-2025; may be given again (default: all; single files: the first)"
    p.add_argument("--summit", action="append", metavar="ID", help=text)
    p.add_argument("--jobs", type=count, default=0, metavar="N", help="notebooks at a time (default: one a processor)")
    text = "let the workers of this dask scheduler execute the notebooks, such as tcp://10.0.0.1:8786"
    p.add_argument("--dask", default="", metavar="ADDRESS", help=text)
    p.add_argument("--no-cache", action="store_true", help="execute every notebook, also where nothing changed")
    p = command("test", test, "Run all tests, the stored outputs of the notebooks included.")
    p.add_argument("arguments", nargs="*", metavar="OPTION", help="passed on to pytest, such as -k growth")
    return top


def good_data(folder: str | Path | None = None) -> Checked:
    """The package in a folder; a DataError if it has faults."""
    checked = Checked(data_folder(folder))
    if checked.faults:
        raise DataError(checked.faults)
    return checked


def check(options: argparse.Namespace) -> int:
    """List all faults, grouped by file, and say how much is good."""
    from summitdata.tables.check import fault_lines, findings, summary

    found = findings(data_folder(options.folder))
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0 if found["good"] else 1
    for line in fault_lines(found):
        print(line, file=sys.stderr)
    for line in summary(found):
        print(line, file=sys.stdout if found["good"] else sys.stderr)
    return 0 if found["good"] else 1


def audit(options: argparse.Namespace) -> int:
    """Print how much of the data a reader can see change."""
    from summitdata import audit as auditing

    found = auditing.audit(sample=options.sample, seed=options.seed)
    if options.json:
        print(json.dumps(auditing.as_json(found), indent=2, ensure_ascii=False))
    else:
        print(auditing.report(found))
    return 0 if auditing.good(found) else 1


def edition(options: argparse.Namespace) -> int:
    """Show the edition, or write a new one into the descriptor."""
    from summitdata.changes.editions import TAG
    from summitdata.edits import mend

    folder = data_folder()
    descriptor = read_descriptor(folder)
    if options.version:
        if not re.fullmatch(EDITION, options.version):
            raise RuntimeError(
                f"An edition is called after its year and a number in it, such as 2026.2, not {options.version}."
            )
        mend(folder)
        good_data(folder)
        publish(folder, options.version)
        descriptor = read_descriptor(folder)
    print(edition_of(folder, descriptor))
    if options.version:
        print(f"Commit it, then tag it, so that the next edition can say what changed: git tag {TAG}{options.version}")
    return 0


def publish(folder: Path, version: str) -> None:
    """Write edition, date and content hash into the descriptor, the rest untouched."""
    import datetime as dt

    path = folder / DESCRIPTOR
    text = path.read_bytes().decode()
    fields = {
        "version": version,
        "created": dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT00:00:00Z"),
        "contentHash": content_hash(folder, read_descriptor(folder)),
    }
    for name, value in fields.items():
        line = f'  "{name}": {json.dumps(value)},'
        text, found = re.subn(rf'(?m)^  "{name}": "[^"]*",', line, text, count=1)
        if not found:
            raise RuntimeError(f'{path} has no line "{name}". Add it beside "name".')
    write_folder(folder, {DESCRIPTOR: text.encode()})


def lab(options: argparse.Namespace) -> int:
    """Open JupyterLab at the first notebook."""
    from summitdata.pages.run import RENDERER, notebooks

    first = notebooks()[0]
    os.environ.setdefault("PLOTLY_RENDERER", RENDERER)
    command = [sys.executable, "-m", "jupyter", "lab", *lab_options(), *options.arguments, str(first)]
    return subprocess.call(command, cwd=first.parent)


def lab_options() -> list[str]:
    """What makes JupyterLab's own export to HTML give the pages of this suite."""
    from summitdata.pages.exporter import TEMPLATES, PagePreprocessor

    name = f"{PagePreprocessor.__module__}.{PagePreprocessor.__name__}"
    return [
        "--HTMLExporter.template_name=summit",
        f"--HTMLExporter.extra_template_basedirs={TEMPLATES}",
        f"--HTMLExporter.preprocessors={name}",
    ]


def refresh(options: argparse.Namespace) -> int:
    """Execute all notebooks and store their outputs."""
    from summitdata.pages.run import refresh as run
    from summitdata.pages.run import write_whole
    from summitdata.tables.handbook import handbook

    refuse_installed(bundled("notebooks"))
    checked = good_data()
    changed = run()
    if checked.folder == bundled("data"):
        write_whole(checked.folder / "README.md", handbook(checked.descriptor))
        changed += readme_picture()
    print("Changed: " + ", ".join(changed) if changed else "All stored outputs are up to date.")
    return 0


def readme_picture() -> list[str]:
    """Draw the README's picture; returns its name if it changed."""
    from summitdata.data import load
    from summitdata.pages import pictures
    from summitdata.pages.run import write_whole
    from summitdata.themes import growth

    if reason := pictures.missing():
        print(f"The README's picture was left as it is: {reason}.", file=sys.stderr)
        return []
    data = load()
    figure = growth.forest(growth.readings(data.for_summit(data.summits.summit_id[0])))
    (svg,) = pictures.svgs([json.loads(figure.to_json())])
    path = bundled("docs") / "readings.svg"
    if path.is_file() and path.read_text(encoding="utf-8") == svg:
        return []
    path.parent.mkdir(exist_ok=True)
    write_whole(path, svg)
    return [path.name]


def render(options: argparse.Namespace) -> int:
    """Execute the notebooks and write the site, or single files."""
    ways = {"at_once": options.jobs, "cache": not options.no_cache, "dask": options.dask}
    if options.single_file:
        if bool(options.names) == options.all:
            raise RuntimeError("Name the notebooks to render, such as 01-trade-growth, or say --all.")
        early(ways)
        from summitdata.pages.site import build_files

        for path in build_files(options.output or Path(), options.names, options.summit, **ways):
            print(f"{path} ({path.stat().st_size / 1e6:.1f} MB)")
        return 0
    if options.names or options.all:
        raise RuntimeError("The site has all notebooks. To render one by itself, add --single-file.")
    print(site(options.output or Path("site"), options.summit, **ways))
    return 0


def early(ways: dict[str, Any]) -> None:
    """Let the process that runs notebooks import what it needs while this one does."""
    from summitdata.pages import forked

    if not ways["dask"]:
        forked.start()


def site(output: Path, summits: list[str] | None, **ways: Any) -> str:
    """Write the site, unless it is there as it would be written; says where to open it."""
    from summitdata.pages import unchanged

    if ways["cache"] and unchanged.is_current(output, unchanged.key(summits)):
        return f"Nothing changed since it was written. Open {(output / 'index.html').resolve()}"
    early(ways)
    from summitdata.pages.site import build

    return f"Done. Open {build(output, summits, **ways).resolve()}"


def test(options: argparse.Namespace) -> int:
    """Run all tests of the checkout."""
    root = bundled("tests").parent
    if not (root / "tests").is_dir():
        raise RuntimeError("The tests are in the checkout, not in the installed package. Clone the repository.")
    command = [sys.executable, "-m", "pytest", "--nbval", "src/summitdata", "tests", "notebooks"]
    return subprocess.call([*command, *options.arguments], cwd=root)


if __name__ == "__main__":
    sys.exit(main())
