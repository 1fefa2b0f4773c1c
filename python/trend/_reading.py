"""What a job says of how it read its articles."""

from __future__ import annotations

import html
import logging
import os
import re
import sys
import warnings
from collections.abc import Sequence

import pandas as pd

#: Hears which columns were taken for which fields.
log = logging.getLogger("trend")


class ReadingWarning(UserWarning):
    """Something of the articles was not read, or not as it stands there."""


_PLACE = re.compile(r"^(.*?(?:, row (\d+)|:\d+(?:-\d+)?)): (.*)$", re.DOTALL)


def rejects_frame(lines: Sequence[str]) -> pd.DataFrame:
    """The list of rejects that a job wrote, a row per line."""
    rows = []
    for line in lines:
        found = _PLACE.match(line)
        rows.append((found[1], found[2], found[3]) if found else ("", None, line))
    frame = pd.DataFrame(rows, columns=["where", "row", "reason"])
    frame["row"] = pd.to_numeric(frame["row"]).astype("Int64")
    return frame


class Reading:
    """How a job read its articles.

    Attributes
    ----------
    fields
        Which columns were taken for which fields, a text per kind of file.
    notes
        What was guessed, cleaned, left out or rejected, a text per fact.
    rejects
        A row per record that could not be read, and per date field that is no date: `where` it stands, its `row` in a
        data frame (from 0, as `DataFrame.iloc` counts), and the `reason`.
    """

    def __init__(
        self, fields: Sequence[str] = (), notes: Sequence[str] = (), rejects: pd.DataFrame | None = None
    ) -> None:
        self.fields = tuple(fields)
        self.notes = tuple(notes)
        self.rejects = rejects_frame([]) if rejects is None else rejects

    def __repr__(self) -> str:
        return "\n".join((*self.fields, *self.notes)) or "nothing to say of the articles"

    def _repr_html_(self) -> str:
        lines = [f"<div>{html.escape(line)}</div>" for line in self.fields]
        lines += [f"<div><b>{html.escape(line)}</b></div>" for line in self.notes]
        return "<small>" + "".join(lines) + "</small>" if lines else ""

    def tell(self) -> None:
        """Says the notes as a warning, once per text and place, and the fields to the log."""
        for line in self.fields:
            log.info(line)
        if self.notes:
            warnings.warn("\n".join(self.notes), ReadingWarning, stacklevel=_callers_level())


def _callers_level() -> int:
    """How many calls lie between `tell` and the user's code."""
    own = os.path.dirname(__file__)
    level = 1
    frame = sys._getframe(1)
    while frame.f_back is not None and os.path.dirname(frame.f_code.co_filename) == own:
        frame = frame.f_back
        level += 1
    return level
