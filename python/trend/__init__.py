"""Chinese news by industry, and what rises and fades in it: the jobs of `trend` on data frames.

>>> model = trend.train(df, text="正文", label="行业", model="industries.trend")  # doctest: +SKIP
>>> tagged = model.tag(new)  # doctest: +SKIP
>>> trend.watch(df, ["百模大战"]).chart()  # doctest: +SKIP
"""

from ._library import (
    Cancelled,
    FileError,
    MissingFileError,
    OptionError,
    RejectsError,
    TrendError,
)
from ._options import ReadingOptions
from ._reading import Reading, ReadingWarning
from .archive import Archive
from .model import Model, evaluate, explain, labels, tag, train
from .trends import emerging, report, topics, watch

__all__ = [
    "Archive",
    "Cancelled",
    "FileError",
    "MissingFileError",
    "Model",
    "OptionError",
    "Reading",
    "ReadingOptions",
    "ReadingWarning",
    "RejectsError",
    "TrendError",
    "emerging",
    "evaluate",
    "explain",
    "labels",
    "report",
    "tag",
    "topics",
    "train",
    "watch",
]
