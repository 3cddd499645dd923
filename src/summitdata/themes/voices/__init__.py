"""Who is heard in which voice, and who stands where."""

from summitdata.themes.voices.charts import named_matrix, voice_bars, voice_title
from summitdata.themes.voices.measures import KINDS, VOICES, named, stances, unheard, words_by_voice
from summitdata.themes.voices.sentences import answer, position_list, stance_cell, stance_table, unheard_words, who
from summitdata.themes.voices.wording import percent

__all__ = [
    "KINDS",
    "VOICES",
    "answer",
    "named",
    "named_matrix",
    "percent",
    "position_list",
    "stance_cell",
    "stance_table",
    "stances",
    "unheard",
    "unheard_words",
    "voice_bars",
    "voice_title",
    "who",
    "words_by_voice",
]
