"""The browser that draws still pictures."""

import os
import shutil
from pathlib import Path
from typing import Any

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def browser() -> str | None:
    """The browser to draw with: $SUMMITDATA_BROWSER, else the first Chromium on the path."""
    named = os.environ.get("SUMMITDATA_BROWSER")
    return next((path for name in ([named] if named else BROWSERS) if (path := shutil.which(name))), None)


def state() -> list[Any]:
    """Which browser that is, and its size and date: another version may draw otherwise."""
    path = browser()
    found = Path(path).resolve().stat() if path else None
    return [path, found and [found.st_size, found.st_mtime_ns]]
