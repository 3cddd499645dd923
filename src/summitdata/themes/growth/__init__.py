"""Trade growth: what was claimed, held against the figures that somebody reported."""

from summitdata.themes.growth.bases import base_choice, pairs
from summitdata.themes.growth.charts import forest, rate_dots
from summitdata.themes.growth.level_charts import direction_dots, level_dots, staircase
from summitdata.themes.growth.measures import directions, rates, steps
from summitdata.themes.growth.multiples import readings
from summitdata.themes.growth.sentences import answer, claim_words, figure_list, side_by_side
from summitdata.themes.growth.statements import claims, figures, levels

__all__ = ["claims", "directions", "figures", "levels", "pairs", "rates", "readings", "steps"]  # measures
__all__ += ["direction_dots", "forest", "level_dots", "rate_dots", "staircase"]  # charts
__all__ += ["answer", "base_choice", "claim_words", "figure_list", "side_by_side"]  # sentences
__dir__ = __all__.copy  # what tab completion shows
