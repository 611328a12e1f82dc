"""Who said what, where answers were given by name: for coordinators, as everybody was told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from evaluation.enums import ItemKind
from evaluation.models import Answer, Item, Wave
from evaluation.results import values_of


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of somebody, in words; empty for what was left out."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody, whom they answered about where it was about somebody, and what they said."""

    name: str
    about: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Those who gave one answer to one question."""

    item: Item
    value: Any
    label: str


def cell_of(items: dict[str, Item], key: str, place: str) -> Cell | None:
    """Return the cell that an address names by item and place of the answer; None for no such."""
    item = items.get(key)
    if item is None or item.kind == ItemKind.TEXT:
        return None
    # By its text: whoever sends a number of thousands of digits finds nothing, and breaks nothing.
    for number, (value, label) in enumerate(values_of(item).items()):
        if place == str(number):
            return Cell(item, value, label)
    return None


def answers_by_name(wave: Wave, cell: Cell | None) -> "QuerySet[Answer]":
    """Return a named wave's answers, by name; those of one cell alone where one is asked for."""
    answers = wave.answers.select_related("participant__person", "about__person").order_by(
        "participant__person__name", "about__person__name", "pk"
    )
    if cell is None:
        return answers
    wanted = [cell.value] if cell.item.kind == ItemKind.SEVERAL else cell.value
    return answers.filter(Q(values__contains={cell.item.key: wanted}))


def voices(answers: Iterable[Answer], items: Iterable[Item]) -> list[Voice]:
    """Return what each of them said, question by question."""
    asked = list(items)
    return [
        Voice(
            name=answer.participant.person.name if answer.participant else _("Name not on record"),
            about=answer.about.person.name if answer.about else "",
            said=tuple(
                Said(item.text, in_words(item, answer.values.get(item.key))) for item in asked
            ),
        )
        for answer in answers
    ]


def in_words(item: Item, given: Any) -> str:
    """Return an answer as it was read when it was given; empty where there is none."""
    if given is None:
        return ""
    if item.kind == ItemKind.TEXT:
        return str(given)
    labels = values_of(item)
    chosen = given if isinstance(given, list) else [given]
    return ", ".join(labels.get(value, str(value)) for value in chosen)
