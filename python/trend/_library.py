"""The Swift library behind the package, called through C.

A call lets go of the interpreter's lock, so other threads run meanwhile.
"""

from __future__ import annotations

import ctypes
import json
import pathlib
from collections.abc import Callable
from typing import Any


class TrendError(Exception):
    """What the command `trend` would say, in the same words."""


class OptionError(TrendError, ValueError):
    """An option cannot be used."""


class FileError(TrendError, OSError):
    """A file cannot be read or written, or a table of articles cannot be used."""


class MissingFileError(FileError, FileNotFoundError):
    """There is no such file."""


class RejectsError(TrendError, ValueError):
    """More records are unreadable than allowed.

    Attributes
    ----------
    rejects
        A data frame with a row per unreadable record: where it stands, and why it was not read.
    """

    rejects: Any = None


class Cancelled(TrendError):
    """The job was cancelled."""


_KINDS: dict[str, type[TrendError]] = {
    "option": OptionError, "file": FileError, "missing": MissingFileError, "rejects": RejectsError,
    "cancelled": Cancelled,
}


#: In `Bytes` the name stands for a field.
Content = bytes


class Bytes(ctypes.Structure):
    """`trend_bytes`: what the library allocated."""

    bytes: int | None
    count: int

    _fields_ = [("bytes", ctypes.c_void_p), ("count", ctypes.c_int64)]

    def take(self) -> Content:
        """A copy; what the library allocated is freed."""
        try:
            return ctypes.string_at(self.bytes, self.count) if self.bytes else b""
        finally:
            library.trend_free(self.bytes)
            self.bytes = None


    def json(self) -> Any:
        """What the bytes say; None for no bytes."""
        text = self.take()
        return json.loads(text) if text else None


PROGRESS = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_char_p)


def _load() -> ctypes.CDLL:
    path = pathlib.Path(__file__).parent / "libtrend-bridge.so"
    if not path.exists():
        raise ImportError(f"{path.name} is not beside {__name__}: install with pip install python/, or run make python")
    loaded = ctypes.CDLL(str(path))
    loaded.trend_free.argtypes = [ctypes.c_void_p]
    loaded.trend_free.restype = None
    loaded.trend_close.argtypes = [ctypes.c_void_p]
    loaded.trend_close.restype = None
    return loaded


library = _load()


def call(name: str, *arguments: Any) -> None:
    """Calls a function whose last parameter is where the words of an error go.

    Raises:
        TrendError: with the words of the library.
        KeyboardInterrupt: or whatever else a progress handler raised.
    """
    failure = Bytes()
    if getattr(library, name)(*arguments, ctypes.byref(failure)) == 0:
        return
    said = json.loads(failure.take())
    raise _KINDS.get(said["kind"], TrendError)(said["message"])


class Handle:
    """Something that the library holds open until nobody needs it."""

    def __init__(self, pointer: ctypes.c_void_p) -> None:
        self._as_parameter_ = pointer

    def __del__(self) -> None:
        # What could not be opened has none.
        pointer = self.__dict__.pop("_as_parameter_", None)
        if pointer is not None:
            library.trend_close(pointer)


class Progress:
    """Hands the library's progress to a function, and an error that the function raises to the caller."""

    def __init__(self, handler: Callable[[dict[str, Any]], None] | None) -> None:
        self.raised: BaseException | None = None

        def hear(_: Any, text: bytes) -> int:
            try:
                if handler is not None:
                    handler(json.loads(text))
                return 0
            except BaseException as error:  # noqa: BLE001 — it is raised again by the caller
                self.raised = error
                return 1

        # Also without a handler: Ctrl-C is heard when Python code runs.
        self._as_parameter_ = PROGRESS(hear)
