"""What is new in a version of an instrument; pure."""

from dataclasses import dataclass, replace
from enum import Enum

from evaluation.instruments.script import Script


class Kind(Enum):
    """What became of a question."""

    ADDED = "added"
    GONE = "gone"
    REWORDED = "reworded"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Change:
    """A question that is not as it was; `was` are its words before, where these changed."""

    kind: Kind
    text: str
    was: str = ""


def changes_since(script: Script, before: Script) -> list[Change]:
    """Return what changed about the questions, in the order of asking; what is gone comes last.

    Other words are told before anything else; translations do not count.
    """
    earlier = {item.key: replace(item, translations={}) for item in before.in_order()}
    found: list[Change] = []
    for item in script.in_order():
        was = earlier.pop(item.key, None)
        if was is None:
            found.append(Change(Kind.ADDED, item.text))
        elif was.text != item.text:
            found.append(Change(Kind.REWORDED, item.text, was.text))
        elif was != replace(item, translations={}):
            found.append(Change(Kind.OTHERWISE, item.text))
    return [*found, *(Change(Kind.GONE, item.text) for item in earlier.values())]
