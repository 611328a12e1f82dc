"""What pages say about a module and its quiz."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from training.courses.modules import Progress, Stage
from training.courses.quiz import asked_of, is_right
from training.models import QuizQuestion, QuizTry


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One question of a try: what was chosen, and whether it was right."""

    question: QuizQuestion
    chosen: tuple[str, ...]
    is_right: bool
    right: tuple[str, ...]


def closed_sentence(progress: Progress) -> str:
    """Say why a module cannot be worked on; empty where it can."""
    session = progress.session
    if progress.stage is Stage.CANCELLED:
        return _("This module was cancelled.")
    if progress.stage is Stage.NOT_YET:
        opens = date_format(localtime(session.starts_at), "j F Y, H:i")
        return _("It opens on %(day)s.") % {"day": opens}
    if progress.stage is Stage.CLOSED and session.open_until:
        closed = date_format(session.open_until, "j F Y")
        return _("It was open until %(day)s. Ask your coordinator when it comes again.") % {
            "day": closed
        }
    return ""


def result_lines(result: QuizTry, questions: Iterable[QuizQuestion]) -> list[ResultLine]:
    """Return a try question by question, without questions that came later.

    Which options are right is told to who passed: others try again.
    """
    return [_line(question, result) for question in questions if str(question.pk) in result.answers]


def _line(question: QuizQuestion, result: QuizTry) -> ResultLine:
    """Return one question of a try."""
    chosen = result.answers[str(question.pk)]
    options = question.options
    right = (option["text"] for option in options if option["is_right"])
    return ResultLine(
        question=question,
        chosen=tuple(options[place]["text"] for place in chosen if place < len(options)),
        is_right=is_right(asked_of(str(question.pk), options), chosen),
        right=tuple(right) if result.has_passed else (),
    )
