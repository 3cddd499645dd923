"""The ground that everything stands on: words, intervals, formulas, sentences, the style of figures."""
