"""Who is heard in which voice, and who stands where."""

from summitdata.themes.voices.charts import named_matrix, voice_bars
from summitdata.themes.voices.measures import named, stances, unheard, who, words_by_voice
from summitdata.themes.voices.sentences import answer, position_list, stance_table, unheard_words

__all__ = [
    "answer",
    "named",
    "named_matrix",
    "position_list",
    "stance_table",
    "stances",
    "unheard",
    "unheard_words",
    "voice_bars",
    "who",
    "words_by_voice",
]


def __dir__() -> list[str]:
    return __all__
