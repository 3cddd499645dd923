"""Execute the notebooks and write the site, or single files.

Example: summitdata render --single-file 01 --summit rus-irn-2017
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

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
    text = "notebooks at a time (default: two more than processors)"
    p.add_argument("--jobs", type=count, default=0, metavar="N", help=text)
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
    try:
        print(*written(options, output), sep="\n")
    except OSError as error:
        if output.parent not in Path(str(error.filename)).parents:
            raise
        said = f"{output} cannot be written ({error.strerror}). Name another folder: --output DIR"
        raise RuntimeError(said) from None
    return 0


def written(options: argparse.Namespace, output: Path) -> Iterator[str]:
    """Write single files, or the site unless it is there as it would be written; says where they are."""
    from summitdata.pages import current
    from summitdata.run import kernel

    single, cache = options.single_file, not options.no_cache
    if not single and cache and current.is_current(output, current.key(options.summit)):
        yield f"Nothing changed since it was written. Open {output / 'index.html'}"
        return
    if not options.dask:
        kernel.start()  # kernels come from a process that imports what it needs while this one does
    from summitdata.pages.site import build, build_files

    ways = {"at_once": options.jobs, "cache": cache, "dask": options.dask}
    if not single:
        yield f"Done. Open {build(output, options.summit, **ways).resolve()}"
    for path in build_files(output, options.names, options.summit, **ways) if single else ():
        size = path.stat().st_size
        yield f"{path} ({size / 1e6:.1f} MB)" if size > 1e6 else f"{path} ({size / 1e3:.0f} kB)"
