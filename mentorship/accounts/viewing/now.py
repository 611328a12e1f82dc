"""Tells what lies deep within a request that somebody is seeing the product as another person."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_looks: ContextVar[bool] = ContextVar("looks_as_somebody_else", default=False)


@contextmanager
def looking_as_somebody_else() -> Iterator[None]:
    """Say so for as long as the request lasts."""
    before = _looks.set(True)
    try:
        yield
    finally:
        _looks.reset(before)


def is_looking_as_somebody_else() -> bool:
    """Tell whether whoever is signed in is only played by an administrator."""
    return _looks.get()
