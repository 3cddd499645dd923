"""A draft to be reviewed: a small text, its source, and the sheets that propose its rows."""

from __future__ import annotations

import hashlib
from pathlib import Path

from summitdata.tables.cells import read_package

TEXT = "Talks in Town\nAda Adams: Trade grew by 20 percent. The UN helps us.\nDora Duval: Trade has doubled. The UN helps.\n"
PASSAGES = """table,words,part,actor_id,voice,rendering,source_id
passages,Talks,heading,agency,narrated,original,talks
passages,Trade grew,body,host,quoted,original,talks
passages,Dora Duval,body,agency,narrated,original,talks
passages,Trade has,body,guest,quoted,original,talks
"""
FACTS = """table,surety,words,line,source_id,mentioned_id,context,indicator,party_a_id,party_b_id,modality,change,value,step,qualifier
claims,high,Trade has doubled,,talks,,,trade turnover,blr,irn,grew,multiple,2,1,unqualified
actor_mentions,low,UN,2,talks,un,,,,,,,,,
actor_mentions,low,UN,3,talks,un,help,,,,,,,,
"""


def undivided(package: Path, text: str) -> None:
    """Give a package a second source, whose text is at hand and not yet divided."""
    (package / "texts" / "talks.txt").write_text(text, encoding="utf-8", newline="")
    tables = read_package(package)
    source = {"source_id": "talks", "summit_id": "small-summit", "publisher_id": "agency", "language": "en"}
    source |= {"url": "https://example.org/t", "kind": "news review", "coverage": "full", "seen": "whole"}
    digest = hashlib.sha256(text.encode()).hexdigest()
    tables["sources"].add(source | {"characters": str(len(text)), "sha256": digest})
    passage = {"passage_id": "talks-001", "source_id": "talks", "start": "0", "end": str(len(text)), "part": "body"}
    passage |= {"words": str(len(text.split())), "actor_id": "agency", "voice": "narrated", "rendering": "original"}
    tables["passages"].add(passage | {"note": "not yet divided: the whole text"})
    for name in ("sources", "passages"):
        (package / f"{name}.csv").write_bytes(tables[name].text)


def drafted(package: Path) -> Path:
    """The folder of a draft beside a package, which gets its source and its text, not yet divided."""
    undivided(package, TEXT)
    draft = package.parent / "draft"
    draft.mkdir()
    (draft / "talks-passages.csv").write_text(PASSAGES, encoding="utf-8")
    (draft / "talks-facts.csv").write_text(FACTS, encoding="utf-8")
    return draft
