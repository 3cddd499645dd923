"""The command `summitdata`: a file a command, each with `register(parser)` and `run(options)`; its docstring is the help, with an example."""

import argparse
import importlib
import os
import sys
from pathlib import Path

from summitdata import __version__
from summitdata.commands.options import Parser, must_be_there
from summitdata.tables.faults import DataError
from summitdata.tables.likeness import did_you_mean

COMMANDS = ["check", "render", "lab", "refresh", "edition", "cite", "verify", "tidy", "new_summit", "draft", "add"]
COMMANDS += ["diff", "reread", "test"]
FOLDERS = ("SUMMITDATA_DIR", "SUMMITDATA_TEXTS", "SUMMITDATA_CACHE")


def main(argv: list[str] | None = None) -> int:
    """Run the command; returns the exit code: 0 done, 1 faults found, 2 cannot be done.

    Whoever reads the output may stop before its end, as `head` does: it then ends quietly.
    """
    for stream in filter(lambda stream: hasattr(stream, "reconfigure"), (sys.stdout, sys.stderr)):
        stream.reconfigure(errors="backslashreplace")  # a console that has no Cyrillic still gets all else
    before = dict(os.environ)
    try:
        try:
            return dispatch(sys.argv[1:] if argv is None else argv)
        finally:
            sys.stdout.flush()
            os.environ.clear()  # it named folders to all that the command started, and to nothing after it
            os.environ.update(before)
    except BrokenPipeError:
        # What is still buffered goes nowhere, or the interpreter would fail at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # what a shell tells of a program that the signal SIGPIPE ends


def dispatch(argv: list[str]) -> int:
    """Run the command and tell what stands in its way."""
    words = parser()
    if not argv:
        words.print_help()
        return 0
    known = [name.replace("_", "-") for name in COMMANDS]
    if argv[0] not in known and not argv[0].startswith("-"):
        words.error(f"there is no command {argv[0]}. {did_you_mean(argv[0], known, 'Commands: ' + ', '.join(known))}")
    options, options.passed_on = words.parse_known_args(argv)
    if folder := getattr(options, "data", None):
        os.environ["SUMMITDATA_DIR"] = str(folder)
    for name in FOLDERS:  # notebooks run in a folder of their own
        if os.environ.get(name):
            os.environ[name] = os.path.abspath(os.environ[name])
    try:
        if hasattr(options, "data") and os.environ.get("SUMMITDATA_DIR"):
            must_be_there(Path(os.environ["SUMMITDATA_DIR"]))
        return options.run(options) or 0
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; nothing was left half-written.", file=sys.stderr)
        return 130
    except (BrokenPipeError, RecursionError):  # told in `main`; a fault of ours, not a user's
        raise
    except (OSError, RuntimeError) as error:
        what = f"{getattr(error, 'filename', '') or 'A file or address'}: {getattr(error, 'strerror', '') or error}."
        print(what if isinstance(error, OSError) else error, file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    """The command's words and help texts."""
    top = Parser(
        prog="summitdata",
        description="Check, execute and render the notebooks about what came out of a diplomatic summit.",
        epilog="Without --data the commands use the checkout's data/, or $SUMMITDATA_DIR.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"summitdata {__version__}")
    sub = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name in COMMANDS:
        module = importlib.import_module(f"summitdata.commands.{name}")
        head, _, more = module.__doc__.partition("\n")
        more, _, example = more.partition("Example: ")
        p = sub.add_parser(
            name.replace("_", "-"),
            help=head,
            description=f"{head} {' '.join(more.split())}".strip(),
            epilog=example and f"Example: {example.strip()}",
            allow_abbrev=False,
        )
        module.register(p)
        p.set_defaults(run=module.run)
    return top
