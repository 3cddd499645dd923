"""The properties of tables and copies hold for many more examples, drawn anew in each run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from examples import MANY

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["tables/test_properties.py", "tables/test_tidy.py", "texts/test_verify.py"])
def test_properties_hold_for_many_examples(name):
    command = [sys.executable, "-m", "pytest", "-q", str(ROOT / "tests" / name)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=os.environ | {MANY: "10"})
    assert done.returncode == 0, done.stdout
