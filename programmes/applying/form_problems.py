"""What a form still lacks before it can be published, and what one should think about again.

Kinds are named as the models store them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from programmes.applying.branching import CHOICE, MULTI_CHOICE, Asked, never_asked, out_of_order

FREE_TEXT = ("short_text", "long_text")
PROFILE = "profile"
LINE_MANAGER = ("line_manager_name", "line_manager_email")
FEWEST_CHOICES = 2

# What a question says that asks for something the profile knows; the first that fits is named.
KNOWN: tuple[tuple[str, str], ...] = (
    ("line_manager_email", r"\b(manager|boss|supervisor)\b.*\be-?mail\b"),
    ("line_manager_name", r"\b(name|who)\b.*\b(line manager|boss|supervisor)\b"),
    ("email", r"\be-?mail( address)?\b"),
    ("name", r"\b(your|full|first|last|family) name\b|^name\W*$"),
    ("job_title", r"\b(job title|your job|your (current )?(role|position|post)|job)\s*\??$"),
    ("department", r"\b(department|business unit|division|faculty)\b"),
    ("location", r"\b(your location|where are you based|which (office|site|city|campus))\b"),
    ("grade", r"\b(your|which|pay) (grade|band|level of seniority)\b"),
    ("languages", r"\b(which|what|your) languages?\b"),
)


class ProblemKind(StrEnum):
    """What is wrong with a form; the first ones keep it from being published."""

    NO_QUESTION = "no_question"
    EMPTY_SECTION = "empty_section"
    TOO_FEW_CHOICES = "too_few_choices"
    OUT_OF_ORDER = "out_of_order"
    NEVER_ASKED = "never_asked"
    ASKED_TWICE = "asked_twice"
    PROFILE_KNOWS = "profile_knows"
    NO_EVIDENCE = "no_evidence"
    NO_LINE_MANAGER = "no_line_manager"


ADVICE = frozenset(
    {ProblemKind.PROFILE_KNOWS, ProblemKind.NO_EVIDENCE, ProblemKind.NO_LINE_MANAGER}
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right: `about` is the question, section or criterion in its own words.

    `known_as` says which line of the profile knows the answer already.
    """

    kind: ProblemKind
    about: str = ""
    question_id: UUID | None = None
    known_as: str = ""

    @property
    def is_blocking(self) -> bool:
        """Tell whether the form cannot be published before it is put right."""
        return self.kind not in ADVICE


@dataclass(frozen=True, slots=True)
class Part:
    """One section with its questions, in order."""

    title: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A form with what its answers should give: evidence, and perhaps who the line manager is."""

    parts: tuple[Part, ...]
    criteria: tuple[tuple[UUID, str], ...] = ()
    needs_line_manager: bool = False

    @property
    def questions(self) -> tuple[Asked, ...]:
        """Return the questions of all sections, in order."""
        return tuple(question for part in self.parts for question in part.questions)


def problems_of(outline: Outline) -> list[Problem]:
    """Return what is wrong with a form, what keeps it from being published first."""
    return [*_blocking(outline), *_advice(outline)]


def known_as(question: Asked) -> str:
    """Return which line of the profile a free question asks for; empty where it asks for none."""
    if question.kind not in FREE_TEXT:
        return ""
    text = question.text.lower()
    return next((field for field, pattern in KNOWN if re.search(pattern, text)), "")


def _blocking(outline: Outline) -> Iterator[Problem]:
    """Yield what keeps the form from being published."""
    questions = outline.questions
    if not questions:
        yield Problem(ProblemKind.NO_QUESTION)
        return
    for part in outline.parts:
        if not part.questions:
            yield Problem(ProblemKind.EMPTY_SECTION, part.title)
    for question in questions:
        if question.kind in {CHOICE, MULTI_CHOICE} and len(question.options) < FEWEST_CHOICES:
            yield Problem(ProblemKind.TOO_FEW_CHOICES, question.text, question.id)
    yield from _wrongly_ordered(questions)
    fields = Counter(each.profile_field for each in questions if each.kind == PROFILE)
    for question in questions:
        if fields[question.profile_field] > 1:
            yield Problem(ProblemKind.ASKED_TWICE, question.text, question.id)


def _wrongly_ordered(questions: tuple[Asked, ...]) -> Iterator[Problem]:
    """Yield the questions whose condition can never hold."""
    early = [question for question, _parent in out_of_order(questions)]
    for question in early:
        yield Problem(ProblemKind.OUT_OF_ORDER, question.text, question.id)
    for question in never_asked(questions):
        if question not in early:
            yield Problem(ProblemKind.NEVER_ASKED, question.text, question.id)


def _advice(outline: Outline) -> Iterator[Problem]:
    """Yield what one should think about again."""
    for question in outline.questions:
        if field := known_as(question):
            yield Problem(ProblemKind.PROFILE_KNOWS, question.text, question.id, field)
    covered = {key for question in outline.questions for key in question.criterion_keys}
    for key, name in outline.criteria:
        if key not in covered:
            yield Problem(ProblemKind.NO_EVIDENCE, name)
    asked = {question.profile_field for question in outline.questions}
    if outline.needs_line_manager and not asked.issuperset(LINE_MANAGER):
        yield Problem(ProblemKind.NO_LINE_MANAGER)
