"""Who is behind a cell: only where people were told that their coordinator sees their answer."""

from dataclasses import dataclass

from django.db.models import QuerySet

from evaluation.comparing.groups import By, Comparison
from evaluation.comparing.queries import people_behind
from evaluation.enums import Candour
from evaluation.models import Answer, Item, Wave
from evaluation.results import values_of


@dataclass(frozen=True, slots=True)
class Behind:
    """The answers behind a cell, with the waves whose cells can be opened."""

    wave: Wave
    waves: tuple[Wave, ...]
    item: Item
    answers: QuerySet[Answer]


@dataclass(frozen=True, slots=True)
class Said:
    """One person and what they said."""

    name: str
    about: str
    answer: str


def people_of(comparison: Comparison, key: str, wave_id: str) -> Behind | None:
    """Return the people behind a question in a cohort, the last one unless another is named.

    None for anonymous and confidential surveys, for questions it does not have, and where answers
    are not parted by cohort.
    """
    item = next((r.worded.item for r in comparison.rows if r.worded.item.key == key), None)
    if item is None or comparison.by != By.COHORT:
        return None
    if comparison.instrument.candour != Candour.NAMED:
        return None
    waves = tuple(wave for group in comparison.groups for wave in group.waves)
    wave = next((wave for wave in waves if str(wave.pk) == wave_id), waves[-1])
    return Behind(wave, waves, item, people_behind(wave, key))


def said_by(answer: Answer, item: Item) -> Said:
    """Return a person and their answer in words."""
    value = answer.values[item.key]
    person = answer.participant.person if answer.participant else None
    return Said(
        name=person.name if person else "",
        about=answer.about.person.name if answer.about else "",
        answer=str(values_of(item).get(value, value)),
    )
