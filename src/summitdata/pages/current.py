"""Whether a site is already what rendering would give: told by hashes, before anything heavy is imported."""

from pathlib import Path

from summitdata.changes.editions import tagged
from summitdata.pages.browser import state
from summitdata.run import kept
from summitdata.tables.folder import bundled

MARK = ".summitdata-site"
LEFT_ALONE = {"CNAME", "Thumbs.db", "desktop.ini"}  # what hosts and file managers put into a site, and all hidden files
KEY = "made with "


def key(summits: list[str] | None) -> str:
    """A hash of all that a site is made of: notebooks, data, texts, library and packages, tags of editions, browser."""
    notebooks = bundled("notebooks")
    made_of = [str(notebooks), kept.contents(notebooks, "*.ipynb"), summits]
    return kept.digest([*made_of, kept.surroundings(), tagged()[1], state()])


def is_others(place: Path) -> bool:
    """Whether a file in a site, by its place there, is left alone: of git, a host, a file manager."""
    return place.name != MARK and any(part.startswith(".") or part in LEFT_ALONE for part in place.parts)


def files_in(folder: Path) -> set[str]:
    """The places of all files in a site but for those that are left alone."""
    places = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {str(place) for place in places if not is_others(place)}


def hashes(folder: Path) -> dict[str, str]:
    """What is in each file that we wrote into a site, as a hash by its place."""
    return {name: kept.held(folder / name) for name in sorted(files_in(folder) - {MARK})}


def mark(folder: Path, made_with: str) -> None:
    """Write down which files a site has, what is in them, and what it was made with."""
    lines = [KEY + made_with, *(f"{known}  {name}" for name, known in hashes(folder).items())]
    (folder / MARK).write_text("\n".join(lines) + "\n", encoding="utf-8")


def marked(folder: Path) -> tuple[str, dict[str, str]]:
    """What a site was made with, and the hash of each file that was written into it."""
    try:
        first, *lines = (folder / MARK).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return "", {}
    return first.removeprefix(KEY), {name: known for known, _, name in (line.partition("  ") for line in lines)}


def is_current(folder: Path, made_with: str) -> bool:
    """Whether a site was made with the same, and holds exactly what was written into it."""
    before, files = marked(folder)
    return before == made_with and hashes(folder) == files
