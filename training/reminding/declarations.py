"""Every reminder of training, declared as data: to whom, about what, when, and wanted while.

Whether practice or a review runs out is told to coordinators in their digest and to nobody else: no
seat would help, so a mentor could do nothing about it but worry.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from programmes.enums import ParticipantRole

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Matter(StrEnum):
    """What a reminder is about."""

    REFRESHER = "refresher"
    PREPARATION = "preparation"


@dataclass(frozen=True, slots=True)
class Offset:
    """One reminder of a declaration: so many days after the day, or half-way through the grace."""

    name: str
    title: "_StrPromise"
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """Reminders to people in one role about one matter, as long as they are wanted."""

    name: str
    title: "_StrPromise"
    role: ParticipantRole
    matter: Matter
    offsets: tuple[Offset, ...]
    wanted_while: "_StrPromise"

    @property
    def longest(self) -> int:
        """Return how many days before its day the first one leaves."""
        return -min(offset.days or 0 for offset in self.offsets)

    def days_after(self, grace_days: int) -> list[tuple[str, int]]:
        """Return the name of each reminder and its days after the day, in the order of time."""
        halfway = (grace_days + 1) // 2
        return [
            (offset.name, halfway if offset.days is None else offset.days)
            for offset in self.offsets
            if offset.days is not None or grace_days
        ]

    def look(self, step: str) -> str:
        """Return the name under which a coordinator sees a step first: “…, 60 days”."""
        return f"{self.name}, {step}"


@dataclass(frozen=True, slots=True)
class Declared:
    """One kind of reminder: a declaration and one of its steps."""

    declaration: Declaration
    offset: Offset

    @property
    def look(self) -> str:
        """Return the name under which it is seen and approved."""
        return self.declaration.look(self.offset.name)

    @property
    def slug(self) -> str:
        """Return what its page's address calls it."""
        return slugify(self.look)


_AROUND_EXPIRY = (
    Offset("60 days", _("60 days before"), -60),
    Offset("30 days", _("30 days before"), -30),
    Offset("7 days", _("7 days before"), -7),
    Offset("due", _("on the last day"), 0),
    Offset("in grace", _("half-way through the grace")),
)

DECLARATIONS = (
    Declaration(
        name="refresher of mentors",
        title=_("Mentors: a refresher is due"),
        role=ParticipantRole.MENTOR,
        matter=Matter.REFRESHER,
        offsets=_AROUND_EXPIRY,
        wanted_while=_("they take part, are not away, and have no place that counts in time"),
    ),
    Declaration(
        name="refresher of mentees",
        title=_("Mentees: a refresher is due"),
        role=ParticipantRole.MENTEE,
        matter=Matter.REFRESHER,
        offsets=_AROUND_EXPIRY,
        wanted_while=_("they take part, are not away, and have no place that counts in time"),
    ),
    Declaration(
        name="preparation of mentees",
        title=_("Mentees: prepare before the match"),
        role=ParticipantRole.MENTEE,
        matter=Matter.PREPARATION,
        offsets=(
            Offset("14 days", _("14 days before"), -14),
            Offset("3 days", _("3 days before"), -3),
        ),
        wanted_while=_("they are accepted, not away, not trained yet, and have no place in time"),
    ),
)


def declaration_of(matter: Matter, role: ParticipantRole | str) -> Declaration:
    """Return what is declared about a matter for a role."""
    return next(each for each in DECLARATIONS if (each.matter, each.role) == (matter, role))


def all_declared() -> Iterator[Declared]:
    """Yield every kind of reminder."""
    for declaration in DECLARATIONS:
        for offset in declaration.offsets:
            yield Declared(declaration, offset)


def declared_called(slug: str) -> Declared | None:
    """Return the kind of reminder that an address names, if there is one."""
    return next((each for each in all_declared() if each.slug == slug), None)
