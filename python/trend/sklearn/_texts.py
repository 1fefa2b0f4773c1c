"""Documents as one buffer of code points, the form in which they reach the library."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ._calls import pointer


class LoneSurrogate(ValueError):
    """A text has half a surrogate pair, which the library does not count."""


class Texts(NamedTuple):
    """Code points of all documents, where each begins, and how they are lower-cased."""

    scalars: npt.NDArray[np.uint32]
    offsets: npt.NDArray[np.int64]
    folding: npt.NDArray[np.uint32] | None
    stays_in_words: bool

    @property
    def documents(self) -> int:
        """The number of documents."""
        return len(self.offsets) - 1

    def arguments(self) -> list[Any]:
        """As the calls take them."""
        folding = self.folding
        return [
            pointer(self.scalars),
            pointer(self.offsets),
            self.documents,
            None if folding is None else pointer(folding),
            0 if folding is None else len(folding),
            int(self.stays_in_words),
        ]


_MOST_CHARACTERS = 2**31
# Lower case of these depends on what stands around them, or is more than one character.
_SPECIAL = ("\u0130", "\u03a3")


@functools.cache
def _lower_case() -> npt.NDArray[np.uint32]:
    """The lower case of each code point up to the last one that has one, as this Python knows it."""
    codes = np.arange(0x20000, dtype=np.uint32)
    codes[[ord(character) for character in _SPECIAL]] = 0
    lower = codes.tobytes().decode("utf-32-le", "surrogatepass").lower().encode("utf-32-le", "surrogatepass")
    assert len(lower) == codes.nbytes, "a character that this module does not know has a longer lower case"
    return np.frombuffer(lower, dtype=np.uint32)


def encode(documents: Sequence[str]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """The code points of texts, and where each text begins."""
    return _encode("".join(documents), documents)


def _encode(joined: str, documents: Sequence[str]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    try:
        scalars = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
    except UnicodeEncodeError as error:
        raise LoneSurrogate("a text has half a surrogate pair") from error
    if len(scalars) > _MOST_CHARACTERS:
        raise ValueError(f"the texts have {len(scalars)} characters; {_MOST_CHARACTERS} is the limit at a time")
    offsets = np.zeros(len(documents) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, documents), dtype=np.int64, count=len(documents)), out=offsets[1:])
    return scalars, offsets


def texts(documents: Sequence[str], *, lowercase: bool, stays_in_words: bool) -> Texts:
    """The documents, lower-cased on the way if asked."""
    joined = "".join(documents)
    folding = None
    if lowercase:
        if any(character in joined for character in _SPECIAL):
            documents = [document.lower() for document in documents]
            joined = "".join(documents)
        else:
            folding = _lower_case()
    return Texts(*_encode(joined, documents), folding, stays_in_words)
