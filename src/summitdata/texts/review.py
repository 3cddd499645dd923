"""Review a draft in JupyterLab: text and proposed rows side by side, decided by keyboard."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitdata.tables.edit import finish_edit
from summitdata.tables.folder import data_folder, text_path
from summitdata.tables.write import refuse_installed
from summitdata.texts.decisions import Decisions

if TYPE_CHECKING:
    from anywidget import AnyWidget

HERE = Path(__file__).parent
REMEDY = 'sd.review needs the package anywidget: pip install "summitdata[review]". Then start JupyterLab anew.'


def review(
    draft: str | os.PathLike,
    source: str = "",
    *,
    data: str | os.PathLike | None = None,
    texts: str | os.PathLike | None = None,
) -> AnyWidget:
    """The text of a source beside the rows that a draft proposes, to accept, correct or reject each by keyboard.

    Every decision is saved at once, in a column of the sheets: one restarts the kernel, runs the cell again and goes
    on. From the first decision on `summitdata add` takes only what was accepted.

    Parameters
    ----------
    draft : str or path-like
        The folder of the sheets, from `summitdata draft SOURCE --text FILE --output DIR`.
    source : str, optional
        Which source, where the sheets have several.
    data : str or path-like, optional
        The package that accepted rows are added to. Without it nothing is written: rows are checked against
        $SUMMITDATA_DIR or the bundled package.
    texts : str or path-like, optional
        The folder of your copies of the texts, each named after its source; without it $SUMMITDATA_TEXTS.

    Raises
    ------
    DataError
        If sheets cannot be read; it lists all faults.
    RuntimeError
        If anywidget, the sheets or the text are not there.
    """
    try:
        from anywidget import AnyWidget
    except ModuleNotFoundError:
        raise RuntimeError(REMEDY) from None

    class Review(AnyWidget):
        _esm, _css = HERE / "review.js", HERE / "review.css"

    decisions = decisions_of(draft, source, data, texts)
    view = Review()
    view.on_msg(lambda _, asked, __: view.send(answer(decisions, asked)))
    return view


def decisions_of(draft: Any, source: str, data: Any, texts: Any) -> Decisions:
    """The lines to decide on: the arguments are those of `review`."""
    place = data_folder(data and Path(data).expanduser())
    if data:
        refuse_installed(place)
        finish_edit(place)
    at = Path(texts).expanduser() if texts else text_path("").parent
    return Decisions(Path(draft).expanduser(), source, place, at, bool(data))


def answer(decisions: Decisions, asked: dict[str, Any]) -> dict[str, Any]:
    """What the view is told when it asks for something: the lines that are otherwise now, and words for the reader."""
    number, do = asked.get("line"), asked["do"]
    try:
        if do == "add":
            said, found = decisions.add()
            return {"said": said, "found": found} | decisions.all()
        if do == "change":
            decisions.change(number, asked["cells"])
            return {"lines": {number: decisions.shown(number)}}
        if do == "undo" and not decisions.done:
            return {"said": "Nothing to undo."}
        if do == "undo":
            number = decisions.undo()
            return {"lines": {number: decisions.shown(number)}, "at": number}
    except (OSError, RuntimeError, ValueError) as error:
        return {"said": str(error)} | decisions.all()
    return decisions.all()
