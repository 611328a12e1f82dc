"""An instrument as plain data: what a file holds, and what is looked over; without Django."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

# More than anybody answers, or than a page can show.
MOST_SECTIONS, MOST_ITEMS, MOST_OPTIONS, MOST_LANGUAGES, MOST_MINUTES = 20, 100, 40, 20, 60
# A finger finds one of eleven marks; nobody tells more of them apart.
LOWEST_MARK, HIGHEST_MARK, MOST_MARKS = -10, 100, 11
# Letters in a heading, a question, words at the end of a scale, and words to be read first.
TITLE_LENGTH, TEXT_LENGTH, ANCHOR_LENGTH, INTRODUCTION_LENGTH = 120, 300, 60, 2000
LABEL_LENGTH, KEY_LENGTH = 160, 60

Translations = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ScriptItem:
    """A question; `options` are pairs of value and label, as `evaluation.models.Item` has them."""

    key: str
    kind: str
    text: str
    low: int | None = None
    high: int | None = None
    low_anchor: str = ""
    high_anchor: str = ""
    options: tuple[tuple[str, str], ...] = ()
    is_reversed: bool = False
    is_required: bool = False
    is_core: bool = True
    subscale: str = ""
    asked_if_key: str = ""
    asked_if_values: tuple[Any, ...] = ()
    translations: Translations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScriptSection:
    """A heading with its questions."""

    title: str
    introduction: str = ""
    layout: str = "list"
    translations: Translations = field(default_factory=dict)
    items: tuple[ScriptItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """A whole instrument; `items` come before the first heading."""

    key: str
    title: str
    audience: str
    candour: str
    introduction: str = ""
    purpose: str = "other"
    subject: str = "programme"
    minutes: int = 2
    language: str = "en-gb"
    translations: Translations = field(default_factory=dict)
    items: tuple[ScriptItem, ...] = ()
    sections: tuple[ScriptSection, ...] = ()

    def in_order(self) -> Iterator[ScriptItem]:
        """Return all questions in the order of asking."""
        yield from self.items
        for section in self.sections:
            yield from section.items


def answers_to(item: ScriptItem) -> tuple[Any, ...]:
    """Return the answers to a question on which another can hang; none to words of one's own."""
    if item.kind == "yes_no":
        return (True, False)
    if item.kind == "scale" and item.low is not None and item.high is not None:
        return tuple(range(item.low, item.high + 1))
    if item.kind in {"choice", "several"}:
        return tuple(value for value, _label in item.options)
    return ()


def is_among(value: Any, answers: tuple[Any, ...]) -> bool:
    """Tell whether a value is one of the answers; a mark of 1 is not a yes."""
    return any(value == each and type(value) is type(each) for each in answers)
