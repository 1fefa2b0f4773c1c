"""The jobs of `trend` on data frames of Spark, for archives that outgrow a machine.

The package and its library must be installed on the machines of the executors too, in the same version. `trend` is
called once per batch of rows; a model is sent once to each machine, and each worker process opens it once.
"""

from __future__ import annotations

try:
    import pyspark  # noqa: F401
except ImportError as error:
    raise ImportError("trend.spark needs PySpark: pip install pyspark") from error

from ._phrases import Lexicon, lexicon, phrases
from ._series import series
from ._stories import stories
from ._tag import tag
from ._train import sample, train

__all__ = ["Lexicon", "lexicon", "phrases", "sample", "series", "stories", "tag", "train"]
