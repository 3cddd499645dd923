"""A package as a whole: read, and held against every rule."""

import contextlib
import functools
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from summitdata.tables.faults import DataError, Fault
from summitdata.tables.files import strays
from summitdata.tables.folder import discussion_files, files_of, folders_of, source_texts, text_path, with_files
from summitdata.tables.older import renewed
from summitdata.tables.passages import texts_coded
from summitdata.tables.references import keys_meant
from summitdata.tables.rows import Rows, read_rows
from summitdata.tables.rules import all_faults
from summitdata.tables.schema import Descriptor, read_descriptor
from summitdata.tables.wordings import leaps, retyped
from summitdata.tables.write import waiting


class Checked:
    """A package as it was read: descriptor, rows by table, all faults.

    `faults` stand in the order of files, lines and columns; first that an edit is not finished. `texts` are
    the source texts at hand, by source_id; quotes were held against those of them that are `coded`. A package of
    an earlier edition is read in the present form: `descriptor` and `rows` have its columns.
    """

    def __init__(self, folder: Path, texts: dict[str, str] | None = None):
        self.folder = folder
        self.descriptor = self._own = read_descriptor(folder)
        self.rows: dict[str, Rows] = {}
        waiting = [*self._unfinished()]
        with with_files(folder, {} if waiting else renewed(folder)) as form:
            self.descriptor = read_descriptor(form)
            self.faults = [*waiting, *self._in_order(self._read(form, texts))]

    def _unfinished(self) -> Iterator[Fault]:
        """A fault for each file that an edit has left waiting, or is about to put in place."""
        for file in waiting(folders_of(self.folder)):
            what = "all of its files were in place" if file.begun else "any of its files was in place"
            finding = f"an edit was stopped before {what}, or it is still running."
            remedy = "Wait for it; else let any edit remove this file, then repeat the edit"
            if file.begun:
                remedy = f"Wait for it; else let any edit put this file in the place of {file.target.name}"
            yield Fault(file.path.name, None, None, finding, f"{remedy}, such as: summitdata tidy {self.folder}")

    def _read(self, folder: Path, texts: dict[str, str] | None) -> list[Fault]:
        """Read all tables and hold them against all rules."""
        faults: list[Fault] = []
        for table in self.descriptor.tables:
            self.rows[table.name], found = read_rows(folder, table)
            faults += found
        sources = self.rows.get("sources")
        ids = sources.cells("source_id") if sources else []
        self.texts = source_texts(ids) if texts is None else texts
        self.coded = texts_coded(sources, self.texts) if sources else {}
        return [*faults, *all_faults(self.rows, self.coded)]

    def _in_order(self, faults: list[Fault]) -> Iterator[Fault]:
        """The faults as they stand in the files, with the cells."""
        for table in self.descriptor.tables:
            order = {name: i for i, name in enumerate(table.names)}
            own = [f for f in faults if f.file == table.path]
            own.sort(key=lambda f, order=order: (f.line or 0, order.get(f.column, -1)))
            rows = self.rows[table.name]
            yield from keys_meant(list(map(rows.with_value, own)), rows, self.rows)

    @property
    def edition(self) -> str:
        """The edition that the folder says it is; "…, changed locally" where its tables are not those published."""
        return edition_of(self.folder, self._own)

    @property
    def readable(self) -> bool:
        """Whether each row and cell has a value: faults are then of rules between cells, which may be younger than they."""
        return all(rows.complete and not any(rows.wrong.values()) for rows in self.rows.values())

    @property
    def remarks(self) -> list[str]:
        """What is no fault, but should be known: of the texts at hand, of files and cells that may be meant otherwise."""
        sources = self.rows.get("sources")
        found = []
        for source in sources.cells("source_id") if sources else ():
            if source in self.coded:
                found.append(f"Quotes held against the text of {source} ({len(self.coded[source])} characters).")
            elif source in self.texts:
                why = "is not the text that was coded (its SHA-256 differs), so no quote was held against it"
                found.append(f"Your copy of {source} {why}. summitdata verify finds quotes by their words.")
            elif source and os.path.lexists(text_path(source)):
                found.append(f"Your copy of {source} cannot be read as UTF-8 text, so no quote was held against it.")
        found = found or ["No source text is at hand, so quotes were not held against one ($SUMMITDATA_TEXTS)."]
        for path in (self.folder / table.path for table in self.descriptor.tables):
            others = [name for name in strays(path) if path.exists() and name.casefold() != path.name]
            found += [f'"{name}" is not read. Did you mean {path.name}?' for name in others]
        found += leaps(self.rows["figures"]) if "figures" in self.rows else ()
        return [*found, *(remark for rows in self.rows.values() for remark in retyped(rows))]


def good_package(folder: Path, with_faults: bool = False) -> Checked:
    """A package as it was read, or is held where its files are as they were then; a DataError if it has faults.

    `with_faults` lets pass those that leave every cell readable.
    """
    contents = fingerprint(folder)
    checked = with_contents(folder, contents)
    if fingerprint(folder) != contents:
        with_contents.cache_clear()  # they changed while they were read
    if checked.faults and not (with_faults and checked.readable):
        raise DataError(checked.faults)
    return checked


@functools.lru_cache(maxsize=2)
def with_contents(folder: Path, contents: str) -> Checked:
    """The package in a folder while its files have these contents: what starts kernels reads it for all of them."""
    return Checked(folder)


def fingerprint(folder: Path) -> str:
    """SHA-256 over all that `Checked` reads: the files of a package and those that wait, the texts at hand."""
    digest = hashlib.sha256(repr(waiting(folders_of(folder))).encode())
    texts = sorted(text_path("").parent.glob("*.txt"))
    for path in [*(folder / name for name in files_of(folder)), *texts]:
        digest.update(f"{path}\0".encode())
        with contextlib.suppress(OSError):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def content_hash(folder: Path, descriptor: Descriptor) -> str:
    """SHA-256 over all tables, the schema and the discussions, whatever the line ends.

    The edition's own fields (version, date, hash) do not count.
    """
    digest = hashlib.sha256(json.dumps(descriptor.raw["resources"], sort_keys=True).encode())
    for name in [*(table.path for table in descriptor.tables), *discussion_files(folder)]:
        digest.update((folder / name).read_bytes().replace(b"\r\n", b"\n"))
    return "sha256:" + digest.hexdigest()


def edition_of(folder: Path, descriptor: Descriptor) -> str:
    """The edition, with "changed locally" where the tables are not those published."""
    published = descriptor.raw.get("contentHash")
    if published == content_hash(folder, descriptor):
        return descriptor.edition
    return f"{descriptor.edition}, changed locally"
