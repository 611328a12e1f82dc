"""The large figures of a report, and the one that stands in the subject of its mail."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.enums import ItemKind
from evaluation.reports import phrases
from evaluation.reports.document import Headline
from evaluation.reports.model import Figure, ReportData, Source, Unit
from evaluation.results import share
from programmes.enums import ParticipantRole
from training.fresh.enums import Question as FreshQuestion

# A share, or the place of a mean on its scale, from which we say that something worked, and below
# which we say that it did not yet. The method says so too.
WORKED_FROM = Decimal("0.75")
NOT_YET_BELOW = Decimal("0.60")
MOST_HEADLINES = 4


def fact(data: ReportData) -> str:
    """Return the one fact that stands in the subject of the mail."""
    if data.graduated.is_shown:
        return _("%(count)s mentoring relationships graduated") % {
            "count": phrases.count_of(data.graduated)
        }
    mentors = ngettext("%(count)s mentor", "%(count)s mentors", data.mentors)
    mentees = ngettext("%(count)s mentee", "%(count)s mentees", data.mentees)
    return _("%(mentors)s and %(mentees)s took part") % {
        "mentors": mentors % {"count": phrases.whole(data.mentors)},
        "mentees": mentees % {"count": phrases.whole(data.mentees)},
    }


def headlines(data: ReportData) -> tuple[Headline, ...]:
    """Return up to four large figures."""
    return tuple(_headlines(data))[:MOST_HEADLINES]


def _headlines(data: ReportData) -> Iterator[Headline]:
    """Yield large figures, the most telling first."""
    if data.graduated.is_shown:
        yield _headline(data.graduated, _("of relationships graduated"))
    mean = _telling_mean(data)
    if mean is not None:
        yield mean
    recommend = data.question("recommend", ParticipantRole.MENTEE)
    # Asked from 0 to 10, it is a mean and no share of answers.
    if recommend and recommend.figure.count is not None:
        yield _headline(recommend.figure, _("of answers would recommend it"))
    if data.retention.returning.is_shown:
        yield _headline(data.retention.returning, _("of mentors came back for the next cohort"))
    if data.retention.conversion.is_shown:
        yield _headline(data.retention.conversion, _("of mentees who could became mentors"))
    current = mentors_in_date(data)
    if current and current.is_shown:
        yield _headline(current, _("of mentors have their training in date"))
    record = _("record of participants")
    mentees = ngettext("mentee’s place", "mentees’ places", data.mentees)
    mentors = ngettext("mentor’s place", "mentors’ places", data.mentors)
    yield Headline(phrases.whole(data.mentees), mentees, record)
    yield Headline(phrases.whole(data.mentors), mentors, record)


def _telling_mean(data: ReportData) -> Headline | None:
    """Return how well mentors met expectations, or else the first mean that may be shown."""
    asked = data.question("mentor_met_expectations", ParticipantRole.MENTEE)
    if asked and asked.figure.is_shown:
        label = _("of %(high)s: mentor met expectations") % {"high": asked.high}
        return _headline(asked.figure, label)
    scales = (q for q in data.questions if q.kind == ItemKind.SCALE and q.figure.is_shown)
    first = next(scales, None)
    if first is None:
        return None
    label = _("of %(high)s: “%(text)s”") % {"high": first.high, "text": first.text}
    return _headline(first.figure, label)


def _headline(figure: Figure, label: str) -> Headline:
    """Return a figure as a large one."""
    rests_on = phrases.base(figure) if figure.count is None else phrases.count_of(figure)
    span = phrases.interval(figure)
    note = _("%(base)s · 95%% interval %(span)s") % {"base": rests_on, "span": span}
    return Headline(phrases.short(figure), label, note if span else rests_on)


def mentors_in_date(data: ReportData) -> Figure | None:
    """Return how many mentors are in date: of the whole programme, as its page says, if frozen."""
    line = next((line for line in data.fresh if line.question == FreshQuestion.SKILLS), None)
    if line is not None:
        return share(line.count, line.of, source=Source.STANDINGS, unit=Unit.PEOPLE)
    register = data.currency_of(ParticipantRole.MENTOR)
    return register.in_date if register else None
