"""What a pair could talk about, by where they stand: examples to tap, none of them needed."""

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from matching.agreeing.enums import AgreementState
from matching.enums import MeetingState
from matching.models import Match

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# From here on a relationship looks back, and ahead to its end.
CLOSING_DAYS = 30


class Stage(Enum):
    """Where a pair stands."""

    FIRST = "first"
    AGREEMENT = "agreement"
    GOALS = "goals"
    MIDDLE = "middle"
    CLOSING = "closing"


EXAMPLES: "dict[Stage, tuple[_StrPromise, ...]]" = {
    Stage.FIRST: (
        _("How we each came here"),
        _("What a good mentor or mentee is for each of us"),
        _("What we hope for, and what worries us"),
        _("How often we meet, and how we reach each other"),
    ),
    Stage.AGREEMENT: (
        _("What stays between us, and what cannot"),
        _("How often we meet, and until when"),
        _("What we do when one of us has no time"),
    ),
    Stage.GOALS: (
        _("What should be different in half a year"),
        _("How we would notice that it is"),
        _("The first small step, and who takes it"),
    ),
    Stage.MIDDLE: (
        _("What went well since last time"),
        _("What is hard just now"),
        _("What to try before we meet again"),
        _("How well our meetings work for each of us"),
    ),
    Stage.CLOSING: (
        _("What we are proud of"),
        _("How far the goals have come"),
        _("What comes next, and with whose help"),
        _("How we stay in touch, if we want to"),
    ),
}


def stage_of(match: Match, *, on: date) -> Stage:
    """Return where a pair stands on a day; three queries at most."""
    if not match.meetings.filter(state=MeetingState.HELD).exists():
        return Stage.FIRST
    agreement = match.agreements.filter(state=AgreementState.IN_FORCE).first()
    if agreement is None:
        return Stage.AGREEMENT
    if (min(agreement.ends_on, match.cohort.ends_on) - on).days <= CLOSING_DAYS:
        return Stage.CLOSING
    return Stage.MIDDLE if match.goals.exists() else Stage.GOALS
