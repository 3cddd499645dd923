"""Goods and fields, by whom; talk against paper."""

from summitdata.themes.sectors.charts import along_text, goods, marks, role_matrix, sides_of
from summitdata.themes.sectors.measures import (
    PAPER,
    THEME,
    by_source,
    directions,
    mentions,
    place,
    sections,
    talk_and_paper,
)
from summitdata.themes.sectors.sentences import TALK, UNLISTED, answer, goods_words, role_words, scheme, talk_list

__all__ = [
    "PAPER",
    "TALK",
    "THEME",
    "UNLISTED",
    "along_text",
    "answer",
    "by_source",
    "directions",
    "goods",
    "goods_words",
    "marks",
    "mentions",
    "place",
    "role_matrix",
    "role_words",
    "scheme",
    "sections",
    "sides_of",
    "talk_and_paper",
    "talk_list",
]
