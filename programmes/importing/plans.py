"""A plan for one row, and what every row of a run is planned against."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from mentorship.accounts.models import Organisation
from programmes.importing.answers import Answers
from programmes.importing.cohorts import Cohorts
from programmes.importing.known import Known, People, Place
from programmes.importing.values import Complaint

# field, before, after: as they are shown.
Change = list[str]


@dataclass(slots=True)
class Context:
    """What every row of a run is planned against."""

    kind: str
    organisation: Organisation
    answers: Answers
    cohorts: Cohorts
    people: People
    # Members of the team by their address, for whose caseload somebody is in.
    team: dict[str, UUID]
    today: date = field(default_factory=timezone.localdate)
    # In which row a person, or their place, stood first.
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """What would become of a row, and what to note once it is agreed."""

    number: int
    outcome: str = ""
    errors: list[Complaint] = field(default_factory=list)
    warnings: list[Complaint] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    known: Known | None = None
    place: Place | None = None
    is_addition: bool = False
    touched: set[str] = field(default_factory=set)
    effects: list[Callable[[], None]] = field(default_factory=list)

    def change(self, key: str, before: object, after: object, effect: Callable[[], None]) -> None:
        """Note that a value changes."""
        self.changes.append([key, shown(before), shown(after)])
        self.effects.append(effect)


def shown(value: object) -> str:
    """Return a value as it is shown beside another."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)
