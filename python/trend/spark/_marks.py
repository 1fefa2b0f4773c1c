"""What counting articles needs of each, without their texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from .._jobs import encoded
from .._library import OptionError
from ._driver import column, fields_of, kept, told, with_ids
from ._workers import MARKS, Marker, digest, marking

_WANTED = {"title", "text", "date", "link"}
#: The types of the marks.
_KINDS = (
    T.StringType(), T.IntegerType(), T.IntegerType(), T.LongType(), T.BinaryType(), T.ArrayType(T.IntegerType())
)


class Marks:
    """The rows of a data frame with what counting needs of each, computed once.

    Attributes
    ----------
    frame
        trend_id; trend_reject: why the row is no article; trend_day and trend_period, in days since 1970, the first day
        of the period; trend_bucket and trend_text, the fingerprint; trend_found, the numbers of names; and trend_group,
        where a column was named that holds the stories.
    names
        What is counted.
    """

    def __init__(
        self,
        frame: DataFrame,
        reading: Mapping[str, Any],
        *,
        terms: Sequence[str] = (),
        lexicon: bytes | None = None,
        by: str = "month",
        id: str | None = None,
        story: str | None = None,
    ) -> None:
        fields = fields_of(frame, reading)
        read = [name for name, field in fields.items() if field in _WANTED]
        numbered, kind = with_ids(frame, id)
        options = {"terms": list(terms), "by": by}
        # Here, so that what is wrong with the options is said at once.
        self.names = Marker(options, lexicon).names
        passed = {"trend_id": ("trend_id", kind)}
        if story is not None:
            kinds = {field.name: field.dataType for field in frame.schema.fields}
            if story not in kinds:
                raise OptionError(f"story is {story!r}; the columns are {', '.join(frame.columns)}")
            passed["trend_group"] = (story, kinds[story])
        columns = [F.col("trend_id")]
        columns += [column(name).alias(own) for own, (name, _) in passed.items() if own != "trend_id"]
        context = frame.sparkSession.sparkContext
        work = marking(
            options, None if lexicon is None else context.broadcast(lexicon), digest(encoded(options), lexicon or b""),
            reading, read, list(passed),
        )
        kinds_of = {own: kind for own, (_, kind) in passed.items()} | dict(zip(MARKS, _KINDS))
        schema = T.StructType([T.StructField(own, kind, True) for own, kind in kinds_of.items()])
        marked = numbered.select(*columns, *map(column, read)).mapInArrow(work, schema)
        with told():
            self.frame = kept(marked)
            if id is not None:
                self._check(id)

    def _check(self, id: str) -> None:
        """Rows without a number of their own would be lost or counted twice."""
        twice = self.frame.groupBy("trend_id").count().where("trend_id is null or count > 1").head()
        if twice is not None:
            value = "nothing" if twice["trend_id"] is None else repr(twice["trend_id"])
            raise OptionError(
                f"id: {value} stands in {twice['count']} rows; a column with a value of its own per row is needed"
            )

