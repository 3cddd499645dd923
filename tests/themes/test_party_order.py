"""The order of the two parties of a turnover means nothing."""

from __future__ import annotations

import pandas as pd

import summitdata as sd
from summitdata.data import Data


def swapped(data: Data) -> Data:
    """The same data with the parties of each turnover the other way round."""
    frames = {name: getattr(data, name).copy() for name in data.tables}
    for name in ("claims", "figures"):
        table = frames[name]
        turn = (table.indicator == "trade turnover") & table.party_b_id.notna()
        table.loc[turn, ["party_a_id", "party_b_id"]] = table.loc[turn, ["party_b_id", "party_a_id"]].to_numpy()
    return Data(frames, data.descriptor, data.edition)


def test_measures_do_not_care_which_party_of_a_turnover_stands_first(data):
    other = swapped(data)
    assert not other.claims.party_a_id.equals(data.claims.party_a_id)
    for summit in data.summits.summit_id:
        one, two = data.for_summit(summit), other.for_summit(summit)
        for measure in (sd.growth.readings, sd.growth.rates, sd.growth.levels):
            ours, theirs = measure(one), measure(two)
            same = [c for c in ours.columns if c not in ("party_a_id", "party_b_id", "flow")]
            pd.testing.assert_frame_equal(ours[same], theirs[same])
