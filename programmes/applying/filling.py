"""An application's answers as reviewers and coordinators read them."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from programmes.models import Answer, Application, StoredFile


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One question with its answer in words; its file, where it is answered by one."""

    application_id: UUID
    question_id: UUID
    text: str
    kind: str
    answer: str
    file: StoredFile | None
    criterion_keys: tuple[UUID, ...]
    is_from_profile: bool
    is_missing: bool


@dataclass(frozen=True, slots=True)
class SectionAnswers:
    """The answers under one heading."""

    title: str
    answers: tuple[ShownAnswer, ...]


def answers_of(application: Application) -> list[SectionAnswers]:
    """Return what was answered, section by section; one query."""
    rows = Answer.objects.filter(application=application).select_related(
        "question__section", "file"
    )
    found: dict[str, list[ShownAnswer]] = defaultdict(list)
    for row in rows.order_by("question__section__position", "question__position"):
        found[row.question.section.title].append(_shown(row))
    return [SectionAnswers(title, tuple(answers)) for title, answers in found.items()]


def _shown(row: Answer) -> ShownAnswer:
    """Return one answer in words."""
    return ShownAnswer(
        application_id=row.application_id,
        question_id=row.question_id,
        text=row.question.text,
        kind=row.question.kind,
        answer=str(row),
        file=row.file,
        criterion_keys=tuple(row.question.criterion_keys),
        is_from_profile=False,
        is_missing=not row.values and row.file is None,
    )
