"""Surveys that come ready to use, in the product's own words."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Union

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from evaluation.enums import Candour, ItemKind
from programmes.enums import ParticipantRole

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words = Union[str, "_StrPromise"]

AGREEMENT = (1, 5, gettext_noop("Not at all"), gettext_noop("Very much"))

YES_MAYBE_NO = [
    ["yes", gettext_noop("Yes")],
    ["maybe", gettext_noop("Perhaps")],
    ["no", gettext_noop("No")],
]


@dataclass(frozen=True, slots=True)
class Question:
    """One question as shipped; `scale` is lowest and highest mark and what they mean."""

    key: str
    text: Words
    kind: ItemKind
    scale: tuple[int, int, str, str] | None = None
    options: list[list[str]] = field(default_factory=list)
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Shipped:
    """A survey as shipped."""

    key: str
    title: Words
    introduction: Words
    audience: ParticipantRole
    candour: Candour
    minutes: int
    questions: tuple[Question, ...]


def _scale(key: str, text: Words, *, is_required: bool = False) -> Question:
    """Ask for a mark from 1 to 5."""
    return Question(key, text, ItemKind.SCALE, scale=AGREEMENT, is_required=is_required)


def _choice(key: str, text: Words) -> Question:
    """Ask for yes, perhaps or no."""
    return Question(key, text, ItemKind.CHOICE, options=YES_MAYBE_NO)


def _yes_no(key: str, text: Words) -> Question:
    """Ask for yes or no."""
    return Question(key, text, ItemKind.YES_NO)


def _text(key: str, text: Words) -> Question:
    """Ask for words."""
    return Question(key, text, ItemKind.TEXT)


SHIPPED = (
    Shipped(
        key="check-in-mentee",
        title=_("Two-minute check-in for mentees"),
        introduction=_("Five short questions on how it goes with your mentor."),
        audience=ParticipantRole.MENTEE,
        candour=Candour.ANONYMOUS,
        minutes=2,
        questions=(
            _scale(
                "mentor_met_expectations", _("My mentor meets my expectations."), is_required=True
            ),
            _scale("goal_progress", _("I am getting closer to my goal.")),
            _scale("heard", _("I can speak openly with my mentor.")),
            _choice("work_with_mentor_again", _("Would you work with your mentor again?")),
            _text("would_help", _("What would help you now?")),
        ),
    ),
    Shipped(
        key="check-in-mentor",
        title=_("Two-minute check-in for mentors"),
        introduction=_("Four short questions on how mentoring goes for you."),
        audience=ParticipantRole.MENTOR,
        candour=Candour.ANONYMOUS,
        minutes=2,
        questions=(
            _scale("worthwhile", _("Mentoring is worth the time I give it."), is_required=True),
            _scale("prepared", _("I feel well prepared for our meetings.")),
            _yes_no("not_overwhelming", _("Mentoring is not too much for me.")),
            _text("would_help", _("What would help you now?")),
        ),
    ),
    Shipped(
        key="close-mentee",
        title=_("Looking back, for mentees"),
        introduction=_("What you gained, and what you would like next."),
        audience=ParticipantRole.MENTEE,
        candour=Candour.CONFIDENTIAL,
        minutes=4,
        questions=(
            _scale(
                "mentor_met_expectations", _("My mentor met my expectations."), is_required=True
            ),
            _scale("goal_progress", _("I reached what I wanted to reach.")),
            _choice("recommend", _("Would you recommend the programme?")),
            _choice("work_with_mentor_again", _("Would you work with your mentor again?")),
            _yes_no("wants_mentor", _("I would like to come back as a mentor.")),
            _text("would_change", _("What should we change for the next cohort?")),
        ),
    ),
    Shipped(
        key="close-mentor",
        title=_("Looking back, for mentors"),
        introduction=_("How it was for you, and whether you would do it again."),
        audience=ParticipantRole.MENTOR,
        candour=Candour.CONFIDENTIAL,
        minutes=4,
        questions=(
            _scale("worthwhile", _("Mentoring was worth the time I gave it."), is_required=True),
            _yes_no("training_adequate", _("My training prepared me well enough.")),
            _yes_no("not_overwhelming", _("Mentoring was not too much for me.")),
            _yes_no("wants_mentor", _("I would like to come back as a mentor.")),
            _text("would_change", _("What should we change for the next cohort?")),
        ),
    ),
)
