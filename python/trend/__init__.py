"""Chinese news by industry, and what rises and fades in it: the jobs of `trend` on data frames."""

from ._library import FileError, OptionError, TrendError

__all__ = ["FileError", "OptionError", "TrendError"]
