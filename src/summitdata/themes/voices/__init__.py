"""Who is heard in which voice, and who stands where."""

from summitdata.themes.voices.charts import named_dots, stance_matrix, voice_bars
from summitdata.themes.voices.measures import named, stances, unheard, who, words_by_voice
from summitdata.themes.voices.sentences import answer, position_list

__all__ = ["named", "stances", "unheard", "who", "words_by_voice"]  # measures
__all__ += ["named_dots", "stance_matrix", "voice_bars"]  # charts
__all__ += ["answer", "position_list"]  # sentences
__dir__ = __all__.copy  # what tab completion shows
