"""Execute the notebooks and write the site, or single files.

Example: summitdata render --single-file 01 --summit rus-irn-2017
"""

import argparse
from pathlib import Path
from typing import Any

from summitdata.commands.options import add_data, count


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    text = "folder for the pages (default: site); refused if it holds files that are not ours"
    p.add_argument("--output", type=Path, metavar="DIR", help=text)
    p.add_argument("names", nargs="*", metavar="NOTEBOOK", help="with --single-file: such as 01-trade-growth")
    text = "one HTML file a notebook, to be mailed (default folder: .)"
    p.add_argument("--single-file", action="store_true", help=text)
    p.add_argument("--all", action="store_true", help="with --single-file: every notebook")
    text = "only this summit's pages, such as blr-irn-2025; may be given again (default: all; single files: the first)"
    p.add_argument("--summit", action="append", metavar="ID", help=text)
    p.add_argument(
        "--jobs", type=count, default=0, metavar="N", help="notebooks at a time (default: one more than processors)"
    )
    text = "let the workers of this dask scheduler execute the notebooks, such as tcp://10.0.0.1:8786"
    p.add_argument("--dask", default="", metavar="ADDRESS", help=text)
    p.add_argument("--no-cache", action="store_true", help="execute every notebook, also where nothing changed")
    add_data(p)


def run(options: argparse.Namespace) -> int:
    """Execute the notebooks and write the site, or single files."""
    single, named = options.single_file, options.names or options.all
    output = (options.output or Path("." if single else "site")).resolve()
    if single and bool(options.names) == options.all:
        raise RuntimeError("Name the notebooks to render, such as 01-trade-growth, or say --all.")
    if named and not single:
        names = " ".join(options.names) or "--all"
        raise RuntimeError(f"The site has all notebooks. By itself: summitdata render --single-file {names}")
    ways = {"at_once": options.jobs, "cache": not options.no_cache, "dask": options.dask}
    try:
        print("\n".join(files(output, options, ways) if single else [site(output, options.summit, ways)]))
    except OSError as error:
        if output.parent not in Path(str(error.filename)).parents:
            raise
        said = f"{output} cannot be written ({error.strerror}). Name another folder: --output DIR"
        raise RuntimeError(said) from None
    return 0


def early(ways: dict[str, Any]) -> None:
    """Let the process that kernels come from import what it needs while this one does."""
    from summitdata.run import kernel

    if not ways["dask"]:
        kernel.start()


def files(output: Path, options: argparse.Namespace, ways: dict[str, Any]) -> list[str]:
    """Write single files; says where each is, and how large."""
    early(ways)
    from summitdata.pages.site import build_files

    sizes = {path: path.stat().st_size for path in build_files(output, options.names, options.summit, **ways)}
    return [f"{path} ({n / 1e6:.1f} MB)" if n > 1e6 else f"{path} ({n / 1e3:.0f} kB)" for path, n in sizes.items()]


def site(output: Path, summits: list[str] | None, ways: dict[str, Any]) -> str:
    """Write the site, unless it is there as it would be written; says where to open it."""
    from summitdata.pages import current

    if ways["cache"] and current.is_current(output, current.key(summits)):
        return f"Nothing changed since it was written. Open {(output / 'index.html').resolve()}"
    early(ways)
    from summitdata.pages.site import build

    return f"Done. Open {build(output, summits, **ways).resolve()}"
