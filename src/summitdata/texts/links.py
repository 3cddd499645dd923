"""Ask the public addresses in a package whether they still answer."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from tqdm import tqdm

from summitdata.tables.check import Checked
from summitdata.texts.verify import must_be_at_hand

AGENT = "Mozilla/5.0 (compatible; summitdata: asks once whether a cited address still answers)"
WAIT = 15  # seconds
AT_ONCE = 8
SILENT = "no answer"
GONE = (SILENT, "404", "410")


def answer(url: str) -> str:
    """What is wrong with what an address answers, or nothing; no more than its head is read."""
    request = Request(quote(url, safe="/:?#[]@!$&'()*+,;=~%"), headers={"User-Agent": AGENT})
    try:
        with urlopen(request, timeout=WAIT) as response:
            return elsewhere(url, response.url)
    except HTTPError as error:
        return f"{error.code} {error.reason}".strip()
    except (OSError, HTTPException, ValueError) as error:
        return f"{SILENT} ({getattr(error, 'reason', '') or error or type(error).__name__})"


def elsewhere(asked: str, there: str) -> str:
    """Where a redirect leads, if to another host or to a front page: what was cited may be there no more."""
    before, after = urlsplit(asked), urlsplit(there)
    hosts = {(part.hostname or "").removeprefix("www.") for part in (before, after)}
    front = before.path.strip("/") and not after.path.strip("/")
    return f"leads to {there}" if front or len(hosts) > 1 else ""


def lines(folder: Path, only: Sequence[str] = ()) -> tuple[list[str], bool]:
    """What is wrong with addresses of a package, or of `only` some sources, in lines, and whether each still answers.

    Where nobody at all is reached there is no network, and none is judged.
    """
    asked: dict[str, str] = {}
    checked = Checked(folder, {})
    for source in only:
        must_be_at_hand(source, checked, only)
    for rows in checked.rows.values():
        for row in rows.records():
            for url in (str(row.get(name) or "") for name in ("url", "archived_url")):
                if url.startswith(("http://", "https://")) and (not only or row.get("source_id") in only):
                    asked.setdefault(url, f"{row[rows.table.key]} ({rows.table.path})")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        said = list(tqdm(pool.map(answer, asked), "Asking", len(asked), unit="address", disable=None))
    if asked and all(words.startswith(SILENT) for words in said):
        return [f"Skipped: none of {len(asked)} addresses was reached. There seems to be no network: {said[0]}."], True
    told = [f"{asked[url]}: {words}: {url}" for url, words in zip(asked, said) if words]
    told.append(f"{said.count('')} of {len(asked)} addresses answer in their place.")
    return told, not any(words.startswith(GONE) for words in said)
