"""What somebody reads before they apply: what it is, what is asked, who reads it, by when."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from programmes.applying.entry import Entry, decisions_on
from programmes.applying.enums import QuestionKind
from programmes.applying.filling import questions_of
from programmes.charters.queries import coordinators_of
from programmes.enums import ParticipantRole, VersionState
from programmes.models import Expectation, Question
from programmes.queries import policy_of

# How many minutes a question takes, as far as that can be said; others take one.
EXACT, STEP = 10, 5
_MINUTES = {QuestionKind.LONG_TEXT: 4, QuestionKind.GOALS: 4, QuestionKind.FILE: 3}


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The facts of the first page of an application."""

    questions: int
    minutes: int
    expectations: tuple[str, ...]
    readers: tuple[str, ...]
    hours_a_month: Decimal
    meets_every_weeks: int
    mentees_per_mentor: int
    decisions_on: date | None


def first_page_of(entry: Entry, role: str) -> FirstPage:
    """Return what the first page says; constant queries."""
    programme = entry.cohort.programme
    policy = policy_of(programme)
    questions = questions_of(entry.form.pk) if entry.form else ()
    return FirstPage(
        questions=len(questions),
        minutes=_rounded(sum(_minutes(question) for question in questions)),
        expectations=_expectations(entry) if role == ParticipantRole.MENTOR else (),
        readers=tuple(person.name for person in coordinators_of(programme)),
        hours_a_month=policy.hours_a_month,
        meets_every_weeks=policy.meets_every_weeks,
        mentees_per_mentor=policy.mentees_per_mentor,
        decisions_on=decisions_on(entry.cohort.pk),
    )


def _minutes(question: Question) -> int:
    """Return how long one question takes."""
    return _MINUTES.get(QuestionKind(question.kind), 1)


def _rounded(minutes: int) -> int:
    """Return an estimate that does not look like a measurement: above ten, in steps of five."""
    return minutes if minutes <= EXACT else round(minutes / STEP) * STEP


def _expectations(entry: Entry) -> tuple[str, ...]:
    """Return what mentors do here, as the profile in use says."""
    found = Expectation.objects.filter(
        profile__programme=entry.cohort.programme_id, profile__state=VersionState.PUBLISHED
    )
    return tuple(found.values_list("text", flat=True))
