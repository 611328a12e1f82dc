"""“Fresh and alive”: four questions, each with its figure, trend, gap and next step.

The words are those of the page of the same name, spoken of the figures that the report froze; what
people said in surveys, and what came of the cohorts of the report, stands beside them.
"""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.reports import fresh_first, phrases
from evaluation.reports.document import Answered, Paragraph
from evaluation.reports.model import FreshLine, ReportData
from evaluation.reports.model import Question as Asked
from programmes.enums import ParticipantRole
from training.fresh.answers import counted, trend_words, words_of
from training.fresh.enums import Question
from training.fresh.figures import Figure, Share


def answers(data: ReportData) -> tuple[Answered, ...]:
    """Answer the four questions from the figures of the report."""
    if not data.fresh:
        return fresh_first.answers(data)
    return tuple(_answered(data, line) for line in data.fresh)


def lead(data: ReportData) -> str:
    """Say what the four questions are for, and of what their figures are."""
    if not data.fresh:
        return _(
            "Four questions that decide whether mentoring lasts, each with its figure and its gap."
        )
    facts = {"programme": data.programme, "day": date_format(data.as_at, "j F Y")}
    purpose = _(
        "Four questions that decide whether mentoring lasts, each with its figure, trend, gap and "
        "next step."
    )
    if data.is_pooled:
        scope = _("The figures are of all of %(programme)s, as it stood on %(day)s.") % facts
    else:
        scope = (
            _(
                "The figures are of all of %(programme)s, as it stood on %(day)s, and not of this "
                "cohort alone."
            )
            % facts
        )
    return f"{purpose} {scope}"


def what_is_counted(data: ReportData) -> Iterator[Paragraph]:
    """Yield what the four figures count, where the report froze them."""
    if data.fresh:
        yield Paragraph(_("Fresh and alive"), " ".join(counted()))


def figure_of(line: FreshLine) -> Figure:
    """Return a frozen line as the figure that it was."""
    before = None
    if line.before_count is not None and line.before_of is not None:
        before = Share(line.before_count, line.before_of)
    return Figure(Share(line.count, line.of), before, line.before_on)


def label(line: FreshLine) -> str:
    """Call a figure by a few words, for lists of figures."""
    return {
        Question.SKILLS: _("Fresh and alive: mentors in date"),
        Question.STAYING: _("Fresh and alive: back for the latest cohort"),
        Question.STEPPING_UP: _("Fresh and alive: mentees who stepped up"),
        Question.SUPPORT: _("Fresh and alive: becoming mentors, and supported"),
    }[Question(line.question)]


def _answered(data: ReportData, line: FreshLine) -> Answered:
    """Answer one question: the page's words, and what this report has to add."""
    question, figure = Question(line.question), figure_of(line)
    words = words_of(question, figure)
    return Answered(
        question=str(question.label),
        figure=" ".join((words.figure, *_beside(data, question))),
        trend=trend_words(figure) + ".",
        gap=words.gap,
        step=words.step + ".",
    )


def _beside(data: ReportData, question: Question) -> Iterator[str]:
    """Yield what surveys and the cohorts of the report have to say to a question."""
    mentors = data.question("wants_mentor", ParticipantRole.MENTOR)
    mentees = data.question("wants_mentor", ParticipantRole.MENTEE)
    if question == Question.SKILLS:
        prepared = data.question("training_adequate", ParticipantRole.MENTOR)
        if prepared and prepared.figure.is_shown:
            yield phrases.said(prepared)
    elif question == Question.STAYING:
        yield from _came_back(data)
        if mentors and mentors.figure.is_shown:
            yield _(
                "%(count)s mentors’ answers said they would like to return %(share)s."
            ) % _facts(mentors)
    elif question == Question.STEPPING_UP and mentees and mentees.figure.is_shown:
        wish = _("%(count)s mentees’ answers said they would like to mentor %(share)s.")
        yield wish % _facts(mentees)


def _came_back(data: ReportData) -> Iterator[str]:
    """Yield who came back after the cohorts of the report, where a later one has closed."""
    returning = data.retention.returning
    if not returning.is_shown:
        return
    if data.is_pooled:
        yield phrases.capital(phrases.came_back(returning, is_pooled=True)) + "."
        return
    yield _("After this cohort, %(count)s came back %(share)s.") % {
        "count": phrases.count_of(returning),
        "share": phrases.share_of(returning),
    }


def _facts(asked: Asked) -> dict[str, str]:
    """Return the count and the share of those who gave an answer."""
    return {"count": phrases.count_of(asked.figure), "share": phrases.share_of(asked.figure)}
