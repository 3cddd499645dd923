"""Goods and fields, by whom; talk against paper."""

from summitdata.themes.sectors.charts import along_text, goods, role_matrix
from summitdata.themes.sectors.measures import directions, mentions, scheme, sections, talk_and_paper
from summitdata.themes.sectors.sentences import answer, goods_words, role_words, talk_list

__all__ = [
    "along_text",
    "answer",
    "directions",
    "goods",
    "goods_words",
    "mentions",
    "role_matrix",
    "role_words",
    "scheme",
    "sections",
    "talk_and_paper",
    "talk_list",
]


def __dir__() -> list[str]:
    return __all__
