"""Models that tag articles: training, tagging, evaluating, explaining."""

from __future__ import annotations

import html
import json
import operator
import os
import pathlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from ._frames import Articles, held, is_frame, path_of
from ._jobs import optional_path, run
from ._library import MissingFileError
from ._options import Options, ngram_lengths, regularization, size_text
from ._reading import Reading
from ._tagger import Tagger, beside
from .results import Evaluation, Explanation, Labels

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._options import ReadingOptions

Path = str | os.PathLike[str]


def train(
    articles: Any,
    *,
    model: Path,
    single_label: bool | None = None,
    multinomial: bool | None = None,
    ngrams: tuple[int, int] | str | int | None = None,
    min_df: int | None = None,
    C: float | str | Sequence[float] | None = None,
    class_weight: str | None = None,
    min_label_count: int | None = None,
    precision: float | None = None,
    tolerance: float | None = None,
    memory: str | int | None = None,
    corrections: Path | None = None,
    correction_weight: float | None = None,
    update: Path | Model | None = None,
    background: Any = None,
    **options: Unpack[ReadingOptions],
) -> Model:
    """Trains a tagging model on labeled articles.

    The model learns industries, and technologies, keywords and events as far as the articles have them. The options are
    those of `trend train`, under the same names and with the same defaults.

    Parameters
    ----------
    articles
        A data frame (pandas, Arrow, Polars, DuckDB …), a path or pattern, an `Archive`, or a list of these.
    model
        Where to write the model.
    single_label
        One label per article, taken whole, or several, split at commas. By default one where every article has one.
    C
        The inverse regularization strength; several values or `"auto"` are chosen from by cross-validation.
    memory
        Train by streaming within this much memory, such as `"1G"`. Of `background` a sample is used that fits.
    update
        Start from this model, and change it no more than the new articles require.
    background
        Articles without labels, from which the model learns how the language is used.
    **options
        How the articles are read, `seed`, `threads`, `progress` and `quiet`: see `ReadingOptions`.

    Returns
    -------
    Model
        The model, with `training`, the figures of the training.

    Raises
    ------
    OptionError
        Where an option cannot be used.
    RejectsError
        Where more records are unreadable than `max_rejects` allows.
    TrendError
        For whatever else the command would say.

    Examples
    --------
    >>> model = trend.train(df, text="正文", label="行业", model="industries.trend")  # doctest: +SKIP
    >>> model.tag(new)  # doctest: +SKIP
    """
    read = Articles(articles)
    beside_them = Articles([] if background is None else background, " 'background'")
    given = Options(options, read)
    outcome = run(
        "train",
        {
            "model": path_of(model, "model"),
            "memory": size_text(memory),
            "corrections": optional_path(corrections, "corrections"),
            "update": optional_path(update, "update"),
            "background": beside_them.paths or None,
            "compute": given.compute,
            "training": _training(
                single_label,
                multinomial,
                ngrams,
                min_df,
                C,
                class_weight,
                min_label_count,
                precision,
                tolerance,
                correction_weight,
            ),
        },
        read,
        given,
        others=[beside_them],
    )
    trained = Model(model)
    trained.training = outcome.values[0]
    trained.reading = outcome.reading
    trained._said = outcome.text
    return trained


def _training(
    single_label: bool | None,
    multinomial: bool | None,
    ngrams: Any,
    min_df: int | None,
    C: Any,
    class_weight: str | None,
    min_label_count: int | None,
    precision: float | None,
    tolerance: float | None,
    correction_weight: float | None = None,
) -> dict[str, Any]:
    return {
        "single_label": single_label,
        "multinomial": multinomial,
        "ngrams": ngram_lengths(ngrams),
        "min_df": min_df,
        "C": regularization(C),
        "class_weight": class_weight,
        "min_label_count": min_label_count,
        "precision": precision,
        "tolerance": tolerance,
        "correction_weight": correction_weight,
    }


class Model:
    """A model that tags articles.

    Parameters
    ----------
    path
        A file that `train` or the command wrote.

    Attributes
    ----------
    path : str
        The file.
    labels : list of str
        The industries that it tells apart.
    parts : list of str
        What it fills in: industries, technologies, keywords, events.
    training : dict or None
        The figures of the training, where it was trained now and the file is still that one.
    reading : Reading or None
        How the training articles were read, likewise.

    Whatever it says is of the file as it is: of another model that was written there since, too.
    """

    def __init__(self, path: Path) -> None:
        self.path = path_of(path, "model")
        self.training: dict[str, Any] | None = None
        self.reading: Reading | None = None
        self._said = ""
        self._taggers: dict[Any, Tagger] = {}
        self._tagger(None, None, None)

    @property
    def labels(self) -> list[str]:
        return self._tagger(None, None, None).labels

    @property
    def parts(self) -> list[str]:
        return self._tagger(None, None, None).parts

    def tag(
        self,
        articles: Any,
        *,
        only: str | Sequence[str] | None = None,
        top: int | None = None,
        output: Path | None = None,
        form: str | None = None,
        **options: Unpack[ReadingOptions],
    ) -> Any:
        """Tags articles: industries, technologies, keywords, events.

        Parameters
        ----------
        articles
            A data frame, paths or an `Archive`.
        only
            What to fill in: `industries`, `technologies`, `keywords`, `events`; by default all that the model knows.
        top
            How many labels per article in place of those that the model decides on.
        output
            Write the tagged articles to this file in place of a data frame; memory does not grow with their number.
        form
            Of the file: `json`, `records`, `csv` or `xlsx`; by default as its name says.
        **options
            How the articles are read: see `ReadingOptions`.

        Returns
        -------
        The same rows and columns, in a data frame of the same kind and with the same index, with the command's columns
        beside them: 预测行业, 行业概率, …, 标注依据. A column of the articles' own under such a name stays, and the command's
        is called `trend:预测行业` then; those of an earlier call come anew. A row that could not be read has none of them. Frames of pandas,
        Polars and Arrow come back as such, others as Arrow tables. Of files, a frame of pandas with the records that
        could be read. How they were read stands in `attrs["trend"]` of a frame of pandas: `fields`, `notes` and
        `rejects`. With `output`, how the articles were read.
        """
        parts = only.split(",") if isinstance(only, str) else None if only is None else list(only)
        if output is not None:
            return self._tag_files(articles, parts, top, path_of(output, "output"), form, options)
        if form is not None:
            raise TypeError("form= is the form of a file: name one with output=")
        articles = [held(part) for part in articles] if isinstance(articles, (list, tuple)) else held(articles)
        read = Articles(articles)
        given = Options(options, read)
        if read.frames and len(read.paths) > 1:
            raise TypeError("articles: one data frame or files are tagged at once; join data frames first")
        tagger = self._tagger(parts, top, given.compute["threads"])
        names, columns, records, reading = tagger.tag(read, given.reading, given.progress)
        if not given.quiet:
            reading.tell()
        if records is not None:
            rows = [json.loads(record) for record in records.to_pylist()]
            frame: Any = pd.DataFrame(rows)
        else:
            frame = articles[0] if isinstance(articles, (list, tuple)) else articles
        tagged = beside(frame, names, columns)
        if isinstance(tagged, pd.DataFrame):
            tagged.attrs["trend"] = {
                "fields": list(reading.fields),
                "notes": list(reading.notes),
                "rejects": reading.rejects.astype({"row": "object"}).to_dict("records"),
            }
        return tagged

    def _tag_files(
        self, articles: Any, only: list[str] | None, top: int | None, output: str, form: str | None, options: Any
    ) -> Reading:
        read = Articles(articles)
        given = Options(options, read)
        outcome = run(
            "tag_files",
            {"model": self.path, "only": only, "top": top, "output": output, "form": form, "compute": given.compute},
            read,
            given,
        )
        return outcome.reading

    def evaluate(self, articles: Any, **options: Unpack[ReadingOptions]) -> Evaluation:
        """Measures how well the model's labels agree with given ones.

        Parameters
        ----------
        articles
            Labeled articles: a data frame, paths or an `Archive`.
        **options
            How the articles are read: see `ReadingOptions`.
        """
        return evaluate(articles, self, **options)

    def explain(
        self,
        articles: Any,
        row: int = 0,
        *,
        top: int | None = None,
        terms: int | None = None,
        **options: Unpack[ReadingOptions],
    ) -> Explanation:
        """Tells why an article gets its tags.

        Parameters
        ----------
        articles
            A data frame, paths or an `Archive`.
        row
            Which row of the data frame, as `DataFrame.iloc` counts; of files which article, from 0 too.
        top
            How many labels in place of those that the model decides on.
        terms
            The maximum number of words per label.
        **options
            How the articles are read: see `ReadingOptions`.
        """
        return explain(articles, self, row, top=top, terms=terms, **options)

    def similar(self, phrase: str, *, count: int | None = None) -> pd.DataFrame:
        """The phrases that stand where a phrase stands: phrase, similarity, texts.

        The model has to know how the language is used: train it with `background`, or on an archive.
        """
        outcome = run("similar", {"model": self.path, "phrase": phrase, "count": count}, progress=False)
        return outcome.tables["similar"]

    def __repr__(self) -> str:
        try:
            count = f"{len(self.labels)} labels"
        except MissingFileError:
            return f"Model({self.path!r}): no such file"
        return f"Model({self.path!r}): {count}" + (f"\n{self._said}" if self._said else "")

    def _repr_html_(self) -> str:
        if not os.path.exists(self.path):
            return f"<div>{html.escape(repr(self))}</div>"
        lines = [f"<b>{html.escape(self.path)}</b>: {len(self.labels)} labels, " + html.escape(", ".join(self.labels))]
        lines += [html.escape(line) for line in self._said.splitlines()]
        reading = self.reading._repr_html_() if self.reading is not None else ""
        return "".join(f"<div>{line}</div>" for line in lines) + reading

    def __reduce__(self) -> tuple[type[Model], tuple[str]]:
        return Model, (self.path,)

    def __bytes__(self) -> bytes:
        """The model file, which is enough to open the model elsewhere."""
        return pathlib.Path(self.path).read_bytes()

    def _tagger(self, only: Sequence[str] | None, top: int | None, threads: int | None) -> Tagger:
        """The model as it is on the disk now, opened once."""
        try:
            status = os.stat(self.path)
        except FileNotFoundError:
            raise MissingFileError(f"{self.path}: no such file") from None
        except OSError as error:
            raise MissingFileError(f"{self.path}: {error.strerror}") from None
        state = (status.st_mtime_ns, status.st_size, status.st_ino)
        key = (state, tuple(only) if only is not None else None, top, threads)
        if key not in self._taggers:
            for other in [other for other in self._taggers if other[0] != state]:
                del self._taggers[other]
                # What was said of the file was of another one.
                self.training, self.reading, self._said = None, None, ""
            self._taggers[key] = Tagger(self.path, only, top, threads)
        return self._taggers[key]


def _model(model: Any) -> Model:
    return model if isinstance(model, Model) else Model(model)


def tag(articles: Any, model: Path | Model, **options: Any) -> Any:
    """Tags articles with a model: see `Model.tag`."""
    return _model(model).tag(articles, **options)


def evaluate(
    articles: Any,
    model: Path | Model | None = None,
    *,
    folds: int | None = None,
    single_label: bool | None = None,
    multinomial: bool | None = None,
    ngrams: tuple[int, int] | str | int | None = None,
    min_df: int | None = None,
    C: float | str | Sequence[float] | None = None,
    class_weight: str | None = None,
    min_label_count: int | None = None,
    precision: float | None = None,
    tolerance: float | None = None,
    **options: Unpack[ReadingOptions],
) -> Evaluation:
    """Measures how well a model's labels agree with given ones, or how good training itself is.

    Parameters
    ----------
    articles
        Labeled articles: a data frame, paths or an `Archive`.
    model
        The model to evaluate.
    folds
        In place of a model: cross-validate training in so many folds, with its options as in `train`.
    **options
        How the articles are read: see `ReadingOptions`.
    """
    read = Articles(articles)
    given = Options(options, read)
    outcome = run(
        "evaluate",
        {
            "model": optional_path(model, "model"),
            "folds": folds,
            "compute": given.compute,
            "training": _training(
                single_label, multinomial, ngrams, min_df, C, class_weight, min_label_count, precision, tolerance
            ),
        },
        read,
        given,
    )
    return Evaluation(outcome)


def explain(
    articles: Any,
    model: Path | Model,
    row: int = 0,
    *,
    top: int | None = None,
    terms: int | None = None,
    **options: Unpack[ReadingOptions],
) -> Explanation:
    """Tells why an article gets its tags: see `Model.explain`."""
    if isinstance(row, bool) or not hasattr(row, "__index__"):
        raise TypeError(f"row is {row!r}; a whole number is needed, as DataFrame.iloc counts")
    row = operator.index(row)
    if is_frame(articles):
        articles, row = _row(articles, row)
        read, record = Articles(articles, first_row=row), 1
    elif row < 0:
        raise IndexError(f"row is {row}; the articles of files count from 0")
    else:
        read, record = Articles(articles), row + 1
    given = Options(options, read)
    outcome = run(
        "explain",
        {"model": path_of(model, "model"), "record": record, "top": top, "terms": terms},
        read,
        given,
    )
    return Explanation(outcome)


def _row(frame: Any, row: int) -> tuple[Any, int]:
    """A row of a data frame, and its number."""
    if not isinstance(frame, (pd.DataFrame, pa.Table, pa.RecordBatch)):
        frame = pa.table(frame)
    count = len(frame) if isinstance(frame, pd.DataFrame) else frame.num_rows
    place = row + count if row < 0 else row
    if not 0 <= place < count:
        raise IndexError(f"row is {row}; the data frame has {count} rows")
    return (frame.iloc[[place]] if isinstance(frame, pd.DataFrame) else frame.slice(place, 1)), place


def labels(
    articles: Any,
    *,
    propose: Path | None = None,
    single_label: bool | None = None,
    min_label_count: int | None = None,
    **options: Unpack[ReadingOptions],
) -> Labels:
    """Lists the labels of articles, and which may be two names of one industry.

    Parameters
    ----------
    articles
        Labeled articles: a data frame, paths or an `Archive`.
    propose
        Where to write the proposals as a table for `aliases`.
    min_label_count
        The minimum articles per label, as in `train`; rarer labels are left out.
    **options
        How the articles are read: see `ReadingOptions`.
    """
    read = Articles(articles)
    given = Options(options, read)
    outcome = run(
        "labels",
        {
            "propose": optional_path(propose, "propose"),
            "compute": given.compute,
            "training": {"single_label": single_label, "min_label_count": min_label_count},
        },
        read,
        given,
    )
    return Labels(outcome)


__all__ = ["Model", "evaluate", "explain", "labels", "tag", "train"]
