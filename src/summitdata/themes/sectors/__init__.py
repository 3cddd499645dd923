"""Goods and fields, by whom; talk against paper."""

from summitdata.themes.sectors.charts import said_and_signed
from summitdata.themes.sectors.measures import directions, mentions, scheme, talk_and_paper
from summitdata.themes.sectors.sentences import answer, goods_words, talk_list

__all__ = ["directions", "mentions", "scheme", "talk_and_paper"]  # measures
__all__ += ["said_and_signed"]  # charts
__all__ += ["answer", "goods_words", "talk_list"]  # sentences
__dir__ = __all__.copy  # what tab completion shows
