"""What pages say of the data as a whole: how to cite them, a description for search engines, all tables as a zip."""

import datetime as dt
import json
import zipfile
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

from summitdata.data import Data
from summitdata.house.words import day
from summitdata.pages.figures import script_safe
from summitdata.tables.cells import read_package
from summitdata.tables.folder import data_folder, files_of

CANONICAL = "summitdata: what came out of a diplomatic summit"
ABOUT = "-metadata.json"  # behind the name of a CSV: where programs look for what is said of it
BY = "https://creativecommons.org/licenses/by/4.0/"


def how_to_cite(data: Data) -> str:
    """How to cite the edition that the pages show."""
    created = dt.date.fromisoformat(data.descriptor.raw["created"][:10])
    return f"Cite as: {CANONICAL}, edition {data.edition}, {day(created)}."


def dataset(data: Data) -> str:
    """What a search engine reads of the data: a schema.org Dataset as JSON-LD."""
    raw = data.descriptor.raw
    return script_safe(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": raw["title"],
            "description": raw["description"],
            "version": data.edition,
            "dateModified": raw["created"][:10],
            "license": BY,
            "isAccessibleForFree": True,
            "inLanguage": "en",
            "keywords": raw.get("keywords", []),
            "variableMeasured": [t.title for t in data.descriptor.tables],
            "citation": how_to_cite(data).removeprefix("Cite as: "),
        }
    )


def about_table(figure: dict[str, Any], page: dict[str, Any]) -> str:
    """What stands beside a figure's CSV, by the name that CSV on the Web gives it: of what, whose, which edition, which licence."""
    about = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": figure["csv_href"].rpartition("/")[2],
        "dc:title": figure["title"],
        "dc:description": figure["subtitle"],
        "dc:source": figure["source"],
        "dc:license": {"@id": BY},
        "dc:bibliographicCitation": page["cite"].removeprefix("Cite as: "),
        "schema:version": page["edition"],
        "tableSchema": {"columns": [{"titles": column} for column in figure["columns"]]},
    }
    return json.dumps(about, ensure_ascii=False, indent=1)


def archive_name(data: Data) -> str:
    """What the zip of the data is called."""
    return f"summitdata-{data.edition.replace(', ', '-').replace(' ', '-')}.zip"


def pack_data(path: Path) -> None:
    """All tables with their descriptor and codebook as a zip, the same run after run: cells untouched, CSV in canonical form."""
    folder = data_folder()
    tables = {cells.table.path: cells.text for cells in read_package(folder).values()}
    names = [*files_of(folder), *(t.name for t in sorted(folder.glob("*.md")))]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name in names:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            pack.writestr(info, tables.get(name) or (folder / name).read_bytes().removeprefix(BOM_UTF8))
