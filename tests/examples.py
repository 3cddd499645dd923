"""How many examples a property is tried on: few in each run of the tests, many in the proofs."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

MANY = "SUMMITDATA_TEST_EXAMPLES"  # by how much more, set by tests/proofs/test_examples.py
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


def some(few: int) -> settings:
    """Settings for a property; the same examples in each run, but for the proofs."""
    times = int(os.environ.get(MANY, 1))
    return settings(
        max_examples=few * times, deadline=None, suppress_health_check=SLOW, database=None, derandomize=times == 1
    )
