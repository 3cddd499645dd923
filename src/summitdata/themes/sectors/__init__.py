"""Goods and fields, by whom; talk against paper."""

from summitdata.themes.sectors.charts import along_text, goods, role_matrix
from summitdata.themes.sectors.measures import directions, mentions, scheme, sections, talk_and_paper
from summitdata.themes.sectors.sentences import answer, goods_words, role_words, talk_list

__all__ = ["directions", "mentions", "scheme", "sections", "talk_and_paper"]  # measures
__all__ += ["along_text", "goods", "role_matrix"]  # charts
__all__ += ["answer", "goods_words", "role_words", "talk_list"]  # sentences
__dir__ = __all__.copy  # what tab completion shows
