"""Options that many functions take."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict

from ._frames import path_of
from ._library import OptionError

if TYPE_CHECKING:
    import os


class ReadingOptions(TypedDict, total=False):
    """How articles are read, and what every job takes: the options of the command, under the same names.

    Attributes
    ----------
    text, title, label, date, link : str
        The column with the text, and so on; `post.text` names a member of a JSON object. By default columns are found
        by their usual names, in Chinese or English, or by those that the model was trained with.
    aliases : path
        Other names of labels, in YAML; by default those that the model was trained with.
    words : str
        Words to count as those of the mainland: `"taiwan"`.
    format, sheet, columns, encoding
        Of files that are not a data frame; found out by default.
    rejects : path
        Where to write the list of unreadable records, too.
    max_rejects : str, int or float
        How many unreadable records are allowed: a share (`"1%"` or 0.01) or a count.
    seed : int
        The random seed. The same seed gives the same result.
    threads : int
        The number of processor cores to use. It does not change the result.
    progress : bool
        Whether a bar is shown after two seconds, with tqdm.
    quiet : bool
        Whether no warning is given of what was not read. The result has it all the same.
    """

    text: str | None
    title: str | None
    label: str | None
    date: str | None
    link: str | None
    aliases: str | os.PathLike[str] | None
    words: str | None
    format: str | None
    sheet: str | int | None
    columns: str | Sequence[str] | None
    encoding: str | None
    rejects: str | os.PathLike[str] | None
    max_rejects: str | int | float | None
    seed: int | None
    threads: int | None
    progress: bool
    quiet: bool


_OF_FILES = ("format", "sheet", "columns", "encoding")


class Options:
    """The options of `ReadingOptions`, checked.

    Raises
    ------
    TypeError
        Where an option has another name.
    """

    def __init__(self, given: Mapping[str, Any], articles: Any = None) -> None:
        unknown = sorted(set(given) - set(ReadingOptions.__annotations__))
        if unknown:
            raise TypeError(
                f"there is no option {unknown[0]!r}; the options of reading are "
                + ", ".join(ReadingOptions.__annotations__)
            )
        self.progress = bool(given.get("progress", True))
        self.quiet = bool(given.get("quiet", False))
        self.compute = {"seed": given.get("seed"), "threads": given.get("threads")}
        reading = {name: given.get(name) for name in ("text", "title", "label", "date", "link", "words", *_OF_FILES)}
        fields = [name for name in ("text", "title", "label", "date", "link") if reading[name] is not None]
        for place, name in enumerate(fields):
            other = next((other for other in fields[:place] if reading[other] == reading[name]), None)
            if other is not None:
                raise OptionError(
                    f"{other} and {name} both name the field {reading[name]!r}; each needs one of its own, so leave one out"
                )
        for name in ("aliases", "rejects"):
            reading[name] = None if given.get(name) is None else path_of(given[name], name)
        if reading["sheet"] is not None:
            reading["sheet"] = str(reading["sheet"])
        if isinstance(reading["columns"], str):
            reading["columns"] = reading["columns"].split(",")
        reading["max_rejects"] = _limit(given.get("max_rejects"))
        if articles is not None and articles.frames and not set(articles.paths) - {f.path for f in articles.frames}:
            wrong = next((name for name in _OF_FILES if reading[name] is not None), None)
            if wrong is not None:
                raise OptionError(f"{wrong}: it is of files, and a data frame has its columns; leave it out")
        self.reading: dict[str, Any] = reading


def _limit(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, float) and 0 <= value <= 1:
        return f"{value * 100:.10g}%"
    return str(value)


def ngram_lengths(value: Any) -> list[int] | None:
    """`(1, 2)`, `"1-2"` or `2` as the shortest and the longest n-gram."""
    if value is None:
        return None
    parts = value.split("-") if isinstance(value, str) else value if isinstance(value, (tuple, list)) else [value]
    try:
        lengths = [int(part) if isinstance(part, str) else operator.index(part) for part in parts]
    except (TypeError, ValueError):
        lengths = []
    if len(lengths) not in (1, 2):
        raise OptionError(f"ngrams is {value!r}; write (1, 2), '1-2' or 2")
    return [lengths[0], lengths[-1]]


def regularization(value: Any) -> list[float] | None:
    """A value of C, several, or `"auto"`."""
    if value is None:
        return None
    if isinstance(value, str):
        if value == "auto":
            return []
        parts: Sequence[Any] = value.split(",")
    else:
        parts = value if isinstance(value, (tuple, list)) else [value]
    try:
        values = [float(part) for part in parts]
    except (TypeError, ValueError):
        raise OptionError(f"C is {value!r}; write 60, [1, 10, 100] or 'auto'") from None
    if not values:
        raise OptionError("C: at least one value is needed")
    return values


def period_text(value: Any) -> str | None:
    """A period as the command writes it: a text, a period or a day of pandas, a date."""
    if value is None or isinstance(value, str):
        return value
    if hasattr(value, "freqstr"):
        # Weeks of pandas are written with both ends.
        if value.freqstr.startswith("W"):
            return f"{value.end_time:%G-W%V}"
        if value.freqstr.startswith("Q"):
            return f"{value.year}-Q{value.quarter}"
        return str(value)
    if hasattr(value, "strftime"):
        return str(value.strftime("%Y-%m-%d"))
    raise TypeError(f"a period is needed, such as '2024-06', not a {type(value).__name__}")


def size_text(value: Any) -> str | None:
    """A size of memory: `"1G"` or a number of bytes."""
    return None if value is None else value if isinstance(value, str) else str(int(value))
