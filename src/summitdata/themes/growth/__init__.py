"""Trade growth: what was claimed, held against the figures that somebody reported."""

from summitdata.themes.growth.bases import base_choice, pairs
from summitdata.themes.growth.charts import forest, to_date
from summitdata.themes.growth.claimed import claims
from summitdata.themes.growth.level_charts import direction_dots, level_dots, staircase
from summitdata.themes.growth.measures import directions, rates, steps, year_to_date
from summitdata.themes.growth.multiples import levels, own_pair, readings
from summitdata.themes.growth.reported import figures
from summitdata.themes.growth.sentences import answer, claim_words, figure_list, level_words, step_words, to_date_words

# measures
__all__ = [
    "claims",
    "directions",
    "figures",
    "levels",
    "own_pair",
    "pairs",
    "rates",
    "readings",
    "steps",
    "year_to_date",
]
__all__ += ["direction_dots", "forest", "level_dots", "staircase", "to_date"]  # charts
__all__ += [
    "answer",
    "base_choice",
    "claim_words",
    "figure_list",
    "level_words",
    "step_words",
    "to_date_words",
]  # sentences
__dir__ = __all__.copy  # what tab completion shows
