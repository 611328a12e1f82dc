"""The cohorts that the rows of a table name, found by number or by name."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from programmes.enums import CohortState
from programmes.importing.answers import NewCohort
from programmes.models import Cohort, Programme

_LARGEST_NUMBER = 32_767


@dataclass(frozen=True, slots=True)
class Round:
    """A cohort, or one that would be planned."""

    id: UUID
    number: int
    name: str
    is_closed: bool
    starts_on: date
    ends_on: date
    is_new: bool = False


class Cohorts:
    """All cohorts of a programme, with those that somebody said to plan."""

    def __init__(
        self, programme: Programme | None, planned: Iterable[NewCohort], chosen: UUID | None
    ) -> None:
        """Read them; `chosen` is where people go whose row names no cohort."""
        stored = list(programme.cohorts.all()) if programme else []
        self.all = [_round(cohort) for cohort in stored]
        taken = {cohort.number for cohort in stored}
        if programme:
            self.all += [
                _planned(programme, cohort) for cohort in planned if cohort.number not in taken
            ]
        self._by_word = {_bare(cohort.name): cohort for cohort in self.all}
        self._by_word |= {str(cohort.number): cohort for cohort in self.all}
        self.chosen = next((cohort for cohort in self.all if cohort.id == chosen), None)

    @property
    def new(self) -> list[Round]:
        """Return those that nobody has planned yet."""
        return [cohort for cohort in self.all if cohort.is_new]

    def find(self, word: str) -> Round | None:
        """Return the cohort of that number or name."""
        return self._by_word.get(number_in(word)) or self._by_word.get(_bare(word))


def number_in(word: str) -> str:
    """Return the number a word is, without leading noughts; else nothing."""
    bare = word.strip().lstrip("#")
    if not bare.isascii() or not bare.isdecimal() or len(bare) > 6:  # noqa: PLR2004  (no number is)
        return ""
    return str(int(bare)) if 0 < int(bare) <= _LARGEST_NUMBER else ""


def _bare(name: str) -> str:
    """Return a name as it is compared."""
    return " ".join(name.casefold().split())


def _round(cohort: Cohort) -> Round:
    """Return a stored cohort."""
    return Round(
        id=cohort.pk,
        number=cohort.number,
        name=cohort.name,
        is_closed=cohort.state == CohortState.CLOSED,
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
    )


def _planned(programme: Programme, wanted: NewCohort) -> Round:
    """Return a cohort to plan; one that is over comes in as a closed record."""
    return Round(
        id=uuid.uuid4(),
        number=wanted.number,
        name=wanted.name or f"{programme.name} {wanted.number}"[:120],
        is_closed=wanted.ends_on < timezone.localdate(),
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        is_new=True,
    )
