"""What an applicant answered, as others read it."""

from dataclasses import dataclass
from uuid import UUID

from programmes.models import Answer, Application, StoredFile


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """A question, and what was answered."""

    question: str
    kind: str
    text: str
    file: StoredFile | None
    criterion_keys: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class SectionAnswers:
    """The answers below one heading."""

    title: str
    answers: tuple[QuestionAnswer, ...]


def answers_of(application: Application) -> list[SectionAnswers]:
    """Return what was answered, by section; one query."""
    answers = (
        Answer.objects.filter(application=application)
        .select_related("question__section", "file")
        .order_by("question__section__position", "question__position")
    )
    sections: dict[str, list[QuestionAnswer]] = {}
    for answer in answers:
        question = answer.question
        sections.setdefault(question.section.title, []).append(
            QuestionAnswer(
                question.text,
                question.kind,
                ", ".join(answer.values),
                answer.file,
                tuple(question.criterion_keys),
            )
        )
    return [SectionAnswers(title, tuple(found)) for title, found in sections.items()]
