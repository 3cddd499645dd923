"""data/README.md is what the descriptor says."""

from __future__ import annotations

from summitdata.tables.folder import bundled
from summitdata.tables.handbook import handbook
from summitdata.tables.schema import read_descriptor


def test_the_stored_text_is_made_from_the_descriptor():
    folder = bundled("data")
    stored = (folder / "README.md").read_text("utf-8")
    assert stored == handbook(read_descriptor(folder)), "run `summitdata refresh`"


def test_each_column_is_told_once_per_table():
    descriptor = read_descriptor(bundled("data"))
    text = handbook(descriptor)
    assert text.count("\n| `") == sum(len(t.columns) for t in descriptor.tables)
