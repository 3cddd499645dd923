"""Trade growth: what was claimed, held against the figures that somebody reported."""

from summitdata.growth.charts import direction_dots, forest, level_dots, staircase, to_date
from summitdata.growth.measures import (
    claims,
    country_names,
    directions,
    figure_interval,
    figures,
    levels,
    own_pair,
    readings,
    steps,
    used,
    year_to_date,
)
from summitdata.growth.sentences import answer, claim_words, figure_list, level_words, step_words, to_date_words

__all__ = [
    "claims",
    "figures",
    "figure_interval",
    "levels",
    "own_pair",
    "readings",
    "steps",
    "directions",
    "used",
    "year_to_date",
    "country_names",
    "level_dots",
    "forest",
    "staircase",
    "direction_dots",
    "to_date",
    "answer",
    "claim_words",
    "figure_list",
    "level_words",
    "step_words",
    "to_date_words",
]
