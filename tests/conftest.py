"""What the tests share: the data, a small package to break, and the renderer of stored outputs."""

from __future__ import annotations

import atexit
import copy
import os
import shutil
import tempfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ["PLOTLY_RENDERER"] = "plotly_mimetype"
ROOT = Path(__file__).parents[1]
FROZEN = ROOT / "tests" / "frozen"
# What tests read is a copy of the data that never changes: a rightful edit of data/ breaks none of them.
os.environ["SUMMITDATA_DIR"] = str(FROZEN)
# Tests leave no trace in the user's cache, and take nothing from it
os.environ["SUMMITDATA_CACHE"] = tempfile.mkdtemp(prefix="summitdata-cache-")
atexit.register(shutil.rmtree, os.environ["SUMMITDATA_CACHE"], ignore_errors=True)

# No test depends on how fast the machine is, nor on what a property happens to draw
steady = {"deadline": None, "database": None, "derandomize": True, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("steady", **steady)
settings.load_profile("steady")
LONG = 300_000  # milliseconds a browser may take for a step: far more than any needs


@pytest.fixture(scope="session")
def data():
    """The frozen data, all summits."""
    import summitdata as sd

    return sd.load()


@pytest.fixture(scope="session")
def summit(data):
    """The frozen data of the first summit."""
    return data.for_summit(data.summits.summit_id.iloc[0])


@pytest.fixture(scope="session")
def shown():
    """The data that the stored outputs show, which may be edited at any time."""
    import summitdata as sd

    return sd.load(ROOT / "data")


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """The site, rendered from the stored outputs by the code that renders fresh ones."""
    import nbformat

    import summitdata as sd
    from summitdata.pages import site
    from summitdata.run.notebooks import notebooks

    folder = tmp_path_factory.mktemp("pages") / "site"
    stored = {path: nbformat.read(path, as_version=4) for path in notebooks()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMITDATA_DIR", str(ROOT / "data"))  # what the outputs are of
        first = sd.load().summits.summit_id.tolist()[:1]
        as_stored = lambda jobs, **_: nullcontext((path, copy.deepcopy(stored[path])) for path, _ in jobs)  # noqa: E731
        patch.setattr(site, "executing", as_stored)
        site.build(folder, first)
        site.build_files(folder.parent / "single", [])
    return folder


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium; the tests that need one are skipped where there is none, but never in CI."""
    from summitdata.pages import pictures

    if reason := pictures.missing():
        if os.environ.get("CI"):
            pytest.fail(f"CI needs a browser: {reason}")
        pytest.skip(reason)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=LONG)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=pictures.browser(), args=pictures.arguments(), timeout=LONG)
        opened = browser.new_context

        def patient(**options):
            context = opened(**options)
            context.set_default_timeout(LONG)
            return context

        browser.new_context, browser.new_page = patient, lambda **options: patient(**options).new_page()
        yield browser
        browser.close()


@pytest.fixture
def small(tmp_path, monkeypatch) -> Path:
    """A copy of the small package, with the one schema and its source text at hand."""
    folder = tmp_path / "small"
    shutil.copytree(ROOT / "tests" / "small", folder)
    shutil.copy(FROZEN / "datapackage.json", folder)
    monkeypatch.setenv("SUMMITDATA_TEXTS", str(folder / "texts"))
    return folder
