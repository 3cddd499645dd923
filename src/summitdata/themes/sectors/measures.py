"""Measures: goods and fields, by whom; talk against paper."""

import pandas as pd

from summitdata.data import Data
from summitdata.themes.documents.measures import documents, unlisted
from summitdata.themes.speakers import attributed, country_names

PAPER, THEME, LIST = "signed field", "security theme", "signed documents"


def mentions(data: Data) -> pd.DataFrame:
    """Every mention of a sector, in the order of the text.

    Returns
    -------
    DataFrame
        One row a mention, as in the table, with speaker columns
        (`attributed`), ``sector`` and ``group`` (names of the node and of the
        first-level node above it), ``part`` of the passage it stands in.
    """
    table = attributed(data.sector_mentions, data).dropna(subset=["start"])
    table = table.sort_values(["source_id", "start"], ignore_index=True)
    names = data.names("sectors")
    parent = data.sectors.set_index("sector_id").parent_id
    above = table.sector_id.map(parent).fillna(table.sector_id)
    parts = {source: list(rows.itertuples()) for source, rows in data.passages.groupby("source_id")}
    part = [
        next((p.part for p in parts.get(source, []) if p.start <= at < p.end), "body")
        for source, at in zip(table.source_id, table.start)
    ]
    return table.assign(sector=table.sector_id.map(names), group=above.map(names), part=part)


def directions(data: Data) -> pd.DataFrame:
    """Goods and services said to go from one country to the other.

    Returns
    -------
    DataFrame
        The mentions (`mentions`) that name both countries, with ``origin`` and
        ``target`` (country names).
    """
    states, table = country_names(data), mentions(data).dropna(subset=["from_country", "to_country"])
    origin, target = (ends.map(lambda code: states.get(code, code)) for ends in (table.from_country, table.to_country))
    return table.assign(origin=origin, target=target).reset_index(drop=True)


def talk_and_paper(data: Data) -> pd.DataFrame:
    """Sectors talked about against sectors on which a document was signed at the summit.

    The passages that list the signed documents do not count as talk: otherwise
    every paper would have been talked about.

    Returns
    -------
    DataFrame
        One row a sector, the most talked about first: ``sector``, ``where`` (both, talk, paper, theme:
        named only as a security theme, and no paper; unlisted: talk in a source that does
        not list its papers by field; unsigned: talk where no paper is said to be
        signed), ``mentions`` (how many in talk), ``terms`` (printed words on the talk side, or
        of the paper), ``row_ids`` (all its mentions, in talk before in papers, and documents).
    """
    table, names = mentions(data), data.names("sectors")
    papers = documents(data)
    signed = papers.loc[papers.here, ["document_id", "sector_id"]].dropna()
    table = table[["row_id", "sector_id", "term", "role", "part"]]
    listed = table[table.role == PAPER]
    talk = table[(table.part != LIST) & (table.role != PAPER)]
    fields = talk[talk.role != THEME].sector_id
    bare = "unsigned" if not papers.here.any() else "unlisted" if len(unlisted(papers)) or signed.empty else "talk"
    paper, meant = {*signed.sector_id, *listed.sector_id}, set(fields)
    rows = []
    for sector in dict.fromkeys([*fields, *signed.sector_id, *table.sector_id]):
        said, named, own = (part[part.sector_id == sector] for part in (talk, listed, signed))
        on_paper = sector in paper and (len(said) and "both" or "paper")
        where = on_paper or (bare if sector in meant else "theme")
        terms = list(dict.fromkeys((said if len(said) else named).term))
        rows.append([names[sector], where, len(said), terms, [*said.row_id, *named.row_id, *own.document_id]])
    found = pd.DataFrame(rows, columns=["sector", "where", "mentions", "terms", "row_ids"])
    return found.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)


def scheme(data: Data) -> pd.DataFrame:
    """The scheme of sectors: each with its codes in other schemes, and how often it is named here.

    Returns
    -------
    DataFrame
        One row a sector or group: ``sector``, ``group``, ``kind``, its codes in ISIC Rev. 4,
        HS 2022 and DAC CRS, ``mentions`` (how many), ``remark``.
    """
    table, times = data.sectors, data.sector_mentions.sector_id.value_counts()
    table = table.assign(
        sector=table.name,
        group=table.parent_id.map(data.names("sectors")),
        mentions=table.sector_id.map(times).fillna(0).astype("int64"),
    )
    codes = {"isic4": "ISIC Rev. 4", "hs2022": "HS 2022", "dac_crs": "DAC CRS", "note": "remark"}
    return table[["sector", "group", "kind", "isic4", "hs2022", "dac_crs", "mentions", "note"]].rename(columns=codes)
