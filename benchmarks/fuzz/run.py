"""Runs the attack for so many seconds, or through every visit once."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from benchmarks.fuzz.attack import Attack, Found
from benchmarks.fuzz.drawing import drawer
from benchmarks.fuzz.plan import visits


@contextmanager
def quiet() -> Iterator[None]:
    """Write no log of thousands of requests, keep uploads in memory, remember no page's parts."""
    from django.conf import settings
    from django.template import Template
    from django.test.utils import _TestState, override_settings

    plain = getattr(_TestState, "saved_data", None)
    render = plain.template_render if plain else vars(Template)["_render"]
    changed: dict[str, Any] = {
        "MIDDLEWARE": [layer for layer in settings.MIDDLEWARE if "structlog" not in layer],
        "STORAGES": {
            **settings.STORAGES,
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        },
    }
    with override_settings(**changed), mock.patch.object(Template, "_render", render):
        yield


def attack(
    walked: Any,
    *,
    seconds: float,
    each: int,
    start: int,
    recipes: int = 2000,
    clock: Callable[[], float] = time.monotonic,
) -> Found:
    """Visit in the drawn order until the time is up by that clock, and return what was found."""
    from benchmarks.fuzz.foreign import foreign_ids

    with quiet():
        attacking = Attack(walked, drawer(recipes, start=start), foreign=foreign_ids(walked))
        ends = clock() + seconds
        try:
            for role, name in visits(start=start):
                if clock() > ends:
                    break
                attacking.visit(role, name, each=each)
        finally:
            attacking.close()
    return attacking.found
