"""What a rule can compare: fields of the profile, and questions of application forms."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.models import Round
from programmes.applying.enums import QuestionKind
from programmes.enums import ParticipantRole, VersionState
from programmes.models import Programme, Question

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PROFILE, QUESTION = "profile:", "question:"
SHORT_LENGTH = 40


class FieldKind(StrEnum):
    """How a field is answered, which decides what can be compared."""

    VALUE = "value"  # one value, as people write it
    CHOICE = "choice"  # one of a list
    SEVERAL = "several"  # any number of values
    SCALE = "scale"  # points of a scale, or grades: values with an order
    TEXT = "text"  # sentences


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a rule can compare; `options` are its possible values where they are known."""

    key: str
    label: str
    kind: FieldKind
    options: tuple[str, ...] = ()


class FieldName(NamedTuple):
    """What a field is called inside a sentence, of one person and of two; and by itself."""

    one: "str | _StrPromise"
    two: "str | _StrPromise"
    short: str = ""


# Of the profile: how each is called, and how it is answered.
PROFILE_FIELDS: dict[str, tuple[FieldName, FieldKind]] = {
    "department": (
        FieldName(gettext_lazy("department"), gettext_lazy("departments")),
        FieldKind.VALUE,
    ),
    "grade": (FieldName(gettext_lazy("grade"), gettext_lazy("grades")), FieldKind.SCALE),
    "job_title": (FieldName(gettext_lazy("job"), gettext_lazy("jobs")), FieldKind.VALUE),
    "location": (FieldName(gettext_lazy("location"), gettext_lazy("locations")), FieldKind.VALUE),
    "country_code": (
        FieldName(gettext_lazy("country"), gettext_lazy("countries")),
        FieldKind.VALUE,
    ),
    "languages": (
        FieldName(gettext_lazy("languages"), gettext_lazy("languages")),
        FieldKind.SEVERAL,
    ),
    "interests": (
        FieldName(gettext_lazy("interests"), gettext_lazy("interests")),
        FieldKind.SEVERAL,
    ),
    "biography": (
        FieldName(gettext_lazy("words about themselves"), gettext_lazy("words about themselves")),
        FieldKind.TEXT,
    ),
}

QUESTION_KINDS: dict[str, FieldKind] = {
    QuestionKind.CHOICE: FieldKind.CHOICE,
    QuestionKind.MULTI_CHOICE: FieldKind.SEVERAL,
    QuestionKind.SCALE: FieldKind.SCALE,
    QuestionKind.SHORT_TEXT: FieldKind.VALUE,
    QuestionKind.LONG_TEXT: FieldKind.TEXT,
    QuestionKind.GOALS: FieldKind.TEXT,
}


def fields_for(chosen: Round) -> dict[str, list[Field]]:
    """Return what can be compared of each side of a round, by role; one query.

    The profile first, then the questions of the application forms in use.
    """
    questions = (
        Question.objects.filter(
            section__form__programme_id=chosen.cohort.programme_id,
            section__form__state=VersionState.PUBLISHED,
            kind__in=QUESTION_KINDS,
        )
        .select_related("section__form")
        .order_by("section__position", "position", "pk")
    )
    fields = {role.value: list(_profile_fields()) for role in ParticipantRole}
    for question in questions:
        fields[question.section.form.role].append(_field_of(question))
    return fields


def names_of_fields(programme: Programme, keys: Collection[str]) -> dict[str, FieldName]:
    """Return what fields are called inside a sentence; one query where a question is among them."""
    names = {f"{PROFILE}{name}": words for name, (words, _kind) in PROFILE_FIELDS.items()}
    asked = question_keys(keys)
    if asked:
        rows = (
            Question.objects.filter(section__form__programme=programme, key__in=asked)
            .order_by("section__form__version")
            .values_list("key", "text")
        )
        names |= {f"{QUESTION}{key}": name_of_question(text) for key, text in rows}
    return names


def question_keys(fields: Collection[str]) -> set[UUID]:
    """Return the keys of the questions among fields; what is no key is left out."""
    found: set[UUID] = set()
    for field in fields:
        prefix, _colon, key = field.partition(":")
        if f"{prefix}:" == QUESTION:
            try:
                found.add(UUID(key))
            except ValueError:
                continue
    return found


def name_of_question(text: str) -> FieldName:
    """Return the words of a question as they stand inside a sentence."""
    words = {"question": text}
    return FieldName(
        _("answer to “%(question)s”") % words,
        _("answers to “%(question)s”") % words,
        Truncator(text).chars(SHORT_LENGTH),
    )


def _profile_fields() -> Iterator[Field]:
    """Yield the fields of the profile."""
    for name, (words, kind) in PROFILE_FIELDS.items():
        yield Field(f"{PROFILE}{name}", str(capfirst(str(words.one))), kind)


def _field_of(question: Question) -> Field:
    """Return a question as a field."""
    options = tuple(question.options)
    if question.kind == QuestionKind.SCALE:
        options = tuple(str(point) for point in range(1, (question.scale_points or 0) + 1))
    return Field(
        f"{QUESTION}{question.key}",
        question.text,
        QUESTION_KINDS[question.kind],
        options,
    )
