"""The ways to set up agree: pyproject.toml, environment.yml, the lock, the Makefile, CI."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
WANTED = {
    canonicalize_name(r.name): r.specifier
    for r in map(Requirement, PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"])
}
TESTED = {canonicalize_name(Requirement(r).name) for r in PROJECT["optional-dependencies"]["test"]}


def test_conda_installs_what_pip_installs():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    (own, *by_pip) = listed.pop()["pip"]
    assert own == "-e ."
    conda = {canonicalize_name(Requirement(d).name): Requirement(d).specifier for d in listed + by_pip}
    assert conda.pop("python") == PROJECT["requires-python"]
    conda.pop("pip")
    assert conda == WANTED


def pinned(text):
    return re.findall(r"^([a-zA-Z0-9._-]+)==([^ ;\\]+)", text, re.M)


@pytest.mark.parametrize("file", ["requirements.lock", "requirements-test.lock"])
def test_the_lock_pins_every_requirement_with_hashes_and_names_no_index(file):
    text = (ROOT / file).read_text("utf-8")
    pins = dict(pinned(text))
    for name, specifier in WANTED.items():
        assert specifier.contains(pins[name]) if name in pins else file == "requirements.lock" and name in TESTED, name
    assert text.count("--hash=sha256:") > len(pins)
    assert not re.search(r"https?://|--index|--find-links", text)


def test_what_site_and_lab_need_is_light_and_the_tests_add_to_it():
    own, tested = (pinned((ROOT / file).read_text("utf-8")) for file in ("requirements.lock", "requirements-test.lock"))
    assert set(own) < set(tested) and not {"playwright", "distributed", "pytest", "frictionless"} & set(dict(own))


def test_the_fixed_packages_are_among_the_requirements():
    assert {"jupyterlab", "pandas", "plotly", "nbval"} <= set(WANTED)


def test_each_make_target_is_in_the_help():
    text = (ROOT / "Makefile").read_text("utf-8")
    targets = {t for line in re.findall(r"^\.PHONY: (.+)$", text, re.M) for t in line.split()}
    shown = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True).stdout
    assert targets == set(re.findall(r"^  make (\w+)", shown, re.M)) | {"help"} and "make site" in shown


def test_workflows_run_the_same_two_commands():
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        steps = [
            s.get("run", "") for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values() for s in job["steps"]
        ]
        assert steps.index("make test") < steps.index("make site"), path
    run = (ROOT / ".ci" / "run").read_text("utf-8")
    assert run.index("make test") < run.index("make site")


def test_make_names_the_remedy_where_python_is_too_old(tmp_path):
    old = tmp_path / "python-old"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    copy = tmp_path / "checkout"
    copy.mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-test.lock"):
        (copy / name).write_bytes((ROOT / name).read_bytes())
    result = subprocess.run(["make", f"PYTHON={old}", "check"], cwd=copy, capture_output=True, text=True)
    assert result.returncode != 0 and "needs Python 3.11 or later" in result.stdout
    assert not (copy / ".venv").exists()
