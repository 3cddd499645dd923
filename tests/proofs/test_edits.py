"""An edit is never punished: after a rightful one and a refresh all quick tests are green; before it they say what to do."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from summitdata.house.formulas import evaluate, formula_keys
from summitdata.tables.folder import text_path

ROOT = Path(__file__).parents[2]
GAZETTE = "Ada and Dora met on Wednesday. “Trade has doubled,” Ada said.\n"
SUMMIT = """new-summit|abc-def-2024|--name|Abecia-Defia summit 2024|--city|Town|--country|ABC|--starts-on|2024-05-01
--host|ada, Ada Adams, ABC, President of Abecia|--guest|dora, Dora Duval, DEF, President of Defia
--state|ABC, Abecia|--state|DEF, Defia|--source|gazette-2024-05-01|--publisher|The Gazette|--kind|news review
--url|https://example.org/summit|--language|en|--published-on|2024-05-01|--title|What came out of the talks"""


class Table:
    """A CSV file of a checkout, read and written whole."""

    def __init__(self, folder: Path, name: str):
        self.path = folder / "data" / f"{name}.csv"
        with self.path.open(encoding="utf-8", newline="") as file:
            self.names, *rows = list(csv.reader(file))
        self.rows = [dict(zip(self.names, row)) for row in rows]

    def row(self, key: str) -> dict[str, str]:
        return next(row for row in self.rows if row[self.names[0]] == key)

    def write(self) -> None:
        with self.path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, self.names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A copy of the checkout, and a folder of texts, with a gazette's, beside it."""
    folder = tmp_path_factory.mktemp("edits") / "checkout"
    names = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    texts = folder.parent / "texts"
    texts.mkdir()
    for source in ("belta-2025-08-20", "kremlin-2017-03-28"):
        if text_path(source).is_file():
            shutil.copy(text_path(source), texts)
    (texts / "gazette-2024-05-01.txt").write_text(GAZETTE, encoding="utf-8")
    return folder


def run(checkout: Path, *words: str) -> subprocess.CompletedProcess:
    """A command of the copy, with its texts at hand."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("SUMMITDATA_", "PYTEST_"))}
    env |= {"PYTHONPATH": str(checkout / "src"), "SUMMITDATA_TEXTS": str(checkout.parent / "texts")}
    env |= {"SUMMITDATA_CACHE": str(checkout.parent / "cache")}
    return subprocess.run([sys.executable, "-m", *words], cwd=checkout, env=env, capture_output=True, text=True)


def edit(checkout: Path) -> None:
    """113 becomes 115 in value and words, and what follows from it; a level more, a row less, a publisher renamed, a summit more."""
    figures = Table(checkout, "figures")
    row = figures.row("f-turnover-2024")
    row |= {"value": "115", "quote": row["quote"].replace("$113", "$115")}
    more = row | {"figure_id": "f-turnover-2025", "value": "140", "quote": row["quote"].replace("$115", "$140")}
    figures.rows.append(more | {"period_start_on": "2025-01-01", "period_end_on": "2025-12-31"})
    values = {row["figure_id"]: float(row["value"]) for row in figures.rows}
    for row in [row for row in figures.rows for _ in range(2) if "f-turnover-2024]" in row["derived_from"]]:
        result, decimals = evaluate(row["derived_from"], values), len(row["step"].partition(".")[2])
        row["value"] = f"{result:.{decimals}f}"
        assert formula_keys(row["derived_from"])
    figures.write()
    mentions = Table(checkout, "actor_mentions")
    mentions.rows.pop()
    mentions.write()
    actors = Table(checkout, "actors")
    actors.row("belta")["name"] = "The agency BelTA"
    actors.write()
    words = ["summitdata", *SUMMIT.replace("\n", "|").split("|"), "--data", "data"]
    done = run(checkout, *words)
    assert done.returncode == 0, done.stderr
    done = run(checkout, "summitdata", "check")
    assert done.returncode == 1, "the written discussion waits to be read again"
    assert "faults in the discussion:" in done.stderr and "in the data" not in done.stderr, done.stderr


def test_all_is_green_after_rightful_edits_and_a_refresh_and_before_it_says_what_to_do(checkout):
    edit(checkout)
    before = run(checkout, "summitdata", "test", "-q", "-k", "ipynb or stored")
    assert before.returncode == 1 and "run make refresh" in before.stdout, before.stdout[-3000:]
    done = run(checkout, "summitdata", "refresh")
    assert done.returncode == 0, done.stderr
    after = run(checkout, "summitdata", "test", "-q")
    assert after.returncode == 0, after.stdout[-6000:]
