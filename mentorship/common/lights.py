"""How the parts of the system are: each app says it of its own, and System health shows all."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Light:
    """How one part of the system is: a shape, a word, a sentence, and what to do if anything.

    `tone` is "good", "warn" or "bad".
    """

    name: str
    tone: str
    word: str
    sentence: str
    remedy: str = ""


LightSource = Callable[[], Light]
_sources: list[LightSource] = []


def register_light(source: LightSource) -> None:
    """Let System health show one more part; call it in `AppConfig.ready`, once."""
    if source not in _sources:
        _sources.append(source)


def registered_lights() -> list[Light]:
    """Ask every app how its parts are, in the order in which they were registered."""
    return [source() for source in _sources]
