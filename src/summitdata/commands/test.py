"""Run the tests of a checkout, the stored outputs of the notebooks included.

Between two and three minutes on two cores. With --proofs the long ones: browsers, JupyterLab, kills, hostile data, cluster, caches.
All other options go to pytest, such as -k growth; -n0 runs one test at a time.

Example: summitdata test -k growth
"""

import argparse
import os
import subprocess
import sys
from importlib.util import find_spec

from summitdata.tables.folder import bundled

QUICK = ["src/summitdata", "tests", "notebooks", "--ignore=tests/proofs"]
TWO_AT_A_TIME = ["-n", "2", "--dist", "loadfile"]  # a file's tests in their order, since a notebook's cells need it


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    p.add_argument("--proofs", action="store_true", help="the long tests alone, about a quarter of an hour")
    p.set_defaults(opens="pytest")


def run(options: argparse.Namespace) -> int:
    """Run the tests of the checkout."""
    root = bundled("tests").parent
    if not (root / "tests").is_dir():
        raise RuntimeError("The tests are in the checkout, not in the installed package. Clone the repository.")
    if find_spec("nbval") is None:
        raise RuntimeError("The tests' packages are not installed. Install them: pip install -r requirements-test.lock")
    command = [sys.executable, "-m", "pytest", "--nbval", *TWO_AT_A_TIME]
    command += [*(["tests/proofs"] if options.proofs else QUICK), *options.passed_on]
    print(__doc__.split("\n")[2] if not options.proofs else "The proofs take about a quarter of an hour on two cores.")
    sys.stdout.flush()
    environ = {k: v for k, v in os.environ.items() if k != "SUMMITDATA_DIR"}
    return subprocess.call(command, cwd=root, env=environ)
