"""The page a senior manager reads: what happened, what worked, what did not, what is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.enums import ItemKind
from evaluation.reports import phrases
from evaluation.reports.document import Headline
from evaluation.reports.model import Figure, Question, ReportData, Source, Unit
from evaluation.results import share
from programmes.enums import ParticipantRole
from training.fresh.enums import Question as FreshQuestion

# A share, or the place of a mean on its scale, from which we say that something worked, and below
# which we say that it did not yet. The method says so too.
WORKED_FROM = Decimal("0.75")
NOT_YET_BELOW = Decimal("0.60")
MOST_POINTS = 3
MOST_HEADLINES = 4

# Yes-or-no questions to which yes is good news; of others a yes is neither good nor bad.
GOOD_WHEN_YES = frozenset(
    {"recommend", "work_with_mentor_again", "training_adequate", "not_overwhelming", "enough_time"}
)


@dataclass(frozen=True, slots=True)
class Point:
    """Something that was measured, placed between 0 (bad) and 1 (good), in words."""

    place: Decimal
    words: str


def summary(data: ReportData) -> tuple[str, ...]:
    """Return the three sentences of the summary, or fewer where there is nothing to say."""
    sentences = (_took_part(data), _outcome(data), _kept_alive(data))
    return tuple(sentence for sentence in sentences if sentence)


def fact(data: ReportData) -> str:
    """Return the one fact that stands in the subject of the mail."""
    if data.graduated.is_shown:
        return _("%(count)s mentoring relationships graduated") % {
            "count": phrases.count_of(data.graduated)
        }
    return _("%(mentors)s mentors and %(mentees)s mentees took part") % {
        "mentors": number_format(data.mentors),
        "mentees": number_format(data.mentees),
    }


def headlines(data: ReportData) -> tuple[Headline, ...]:
    """Return up to four large figures."""
    return tuple(_headlines(data))[:MOST_HEADLINES]


def worked(data: ReportData) -> tuple[str, ...]:
    """Return what worked, the best first."""
    points = [point for point in _points(data) if point.place >= WORKED_FROM]
    return _told(sorted(points, key=lambda point: -point.place))


def not_yet(data: ReportData) -> tuple[str, ...]:
    """Return what did not work, or not yet, the weakest first."""
    points = [point for point in _points(data) if point.place < NOT_YET_BELOW]
    return _told(sorted(points, key=lambda point: point.place))


def asks(data: ReportData) -> tuple[str, ...]:
    """Return the decisions the sponsor is asked for, each with the figure behind it."""
    return tuple(_asks(data))[:MOST_POINTS]


def _took_part(data: ReportData) -> str:
    """Say who took part, and when."""
    facts = {
        "mentors": number_format(data.mentors),
        "mentees": number_format(data.mentees),
        "days": phrases.days(data.starts_on, data.ends_on),
    }
    if not data.is_pooled:
        return _("%(mentors)s mentors and %(mentees)s mentees took part, %(days)s.") % facts
    return ngettext(
        "Over %(count)s cohort, %(days)s, mentors filled %(mentors)s places and mentees "
        "%(mentees)s.",
        "Over %(count)s cohorts, %(days)s, mentors filled %(mentors)s places and mentees "
        "%(mentees)s.",
        len(data.cohorts),
    ) % (facts | {"count": apnumber(len(data.cohorts))})


def _outcome(data: ReportData) -> str:
    """Say what came of it."""
    parts = []
    if data.graduated.is_shown:
        parts.append(
            _("%(count)s mentoring relationships graduated")
            % {"count": phrases.count_of(data.graduated)}
        )
    recommend = data.question("recommend", ParticipantRole.MENTEE)
    if recommend and recommend.figure.is_shown:
        parts.append(
            _("%(count)s mentees’ answers would recommend the programme")
            % {"count": phrases.count_of(recommend.figure)}
        )
    return _join(parts)


def _kept_alive(data: ReportData) -> str:
    """Say whether mentors came back and mentees stepped up."""
    parts = []
    returning = data.retention.returning
    if returning.is_shown:
        parts.append(phrases.came_back(returning, is_pooled=data.is_pooled))
    conversion = data.retention.conversion
    if conversion.is_shown:
        parts.append(
            _("%(count)s mentees who could have stepped up became mentors")
            % {"count": phrases.count_of(conversion)}
        )
    return _join(parts)


def _join(parts: list[str]) -> str:
    """Make a sentence of one or two statements."""
    if not parts:
        return ""
    joined = parts[0] if len(parts) == 1 else _("%s, and %s") % (parts[0], parts[1])
    return f"{phrases.capital(joined)}."


def _headlines(data: ReportData) -> Iterator[Headline]:
    """Yield large figures, the most telling first."""
    if data.graduated.is_shown:
        yield _headline(data.graduated, _("of relationships graduated"))
    mean = _telling_mean(data)
    if mean is not None:
        yield mean
    recommend = data.question("recommend", ParticipantRole.MENTEE)
    if recommend and recommend.figure.is_shown:
        yield _headline(recommend.figure, _("of answers would recommend it"))
    if data.retention.returning.is_shown:
        yield _headline(data.retention.returning, _("of mentors came back for the next cohort"))
    if data.retention.conversion.is_shown:
        yield _headline(data.retention.conversion, _("of mentees who could became mentors"))
    current = _in_date(data)
    if current and current.is_shown:
        yield _headline(current, _("of mentors have their training in date"))
    yield Headline(number_format(data.mentees), _("mentees’ places"), _("record of participants"))
    yield Headline(number_format(data.mentors), _("mentors’ places"), _("record of participants"))


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


def _points(data: ReportData) -> Iterator[Point]:
    """Yield what can be called good or bad, with its place between the two."""
    if data.graduated.value is not None:
        words = _("%(count)s mentoring relationships graduated %(share)s.") % {
            "count": phrases.count_of(data.graduated),
            "share": phrases.share_of(data.graduated),
        }
        yield Point(data.graduated.value, words)
    returning = data.retention.returning
    if returning.value is not None:
        words = phrases.came_back(returning, is_pooled=data.is_pooled)
        yield Point(returning.value, f"{phrases.capital(words)}.")
    for question in data.questions:
        place = _place(question)
        if place is not None:
            yield Point(place, phrases.said(question))


def _place(question: Question) -> Decimal | None:
    """Return where an answer lies between bad and good, or None where it has no such side."""
    value = question.figure.value
    if value is None:
        return None
    if question.kind != ItemKind.SCALE:
        return value if question.key in GOOD_WHEN_YES else None
    if question.low is None or question.high is None:
        return None
    place = (value - question.low) / (question.high - question.low)
    return 1 - place if question.is_reversed else place


def _told(points: list[Point]) -> tuple[str, ...]:
    """Return the words of the first few points."""
    return tuple(point.words for point in points[:MOST_POINTS])


def _asks(data: ReportData) -> Iterator[str]:
    """Yield decisions to ask for, the most pressing first."""
    returning = data.retention.returning
    intent = data.question("wants_mentor", ParticipantRole.MENTOR)
    if returning.value is not None and returning.value < WORKED_FROM:
        facts = {"count": phrases.count_of(returning)}
        if intent and intent.figure.is_shown:
            yield _(
                "Let us ask mentors for the next cohort before this one ends: %(count)s came back, "
                "while %(wish)s mentors’ answers would have liked to."
            ) % (facts | {"wish": phrases.count_of(intent.figure)})
        else:
            yield _("Let us ask mentors before this cohort ends: %(count)s came back.") % facts
    willing = data.question("wants_mentor", ParticipantRole.MENTEE)
    if willing and willing.figure.is_shown:
        yield _(
            "Agree on a path from mentee to mentor: %(count)s mentees’ answers would like to "
            "mentor."
        ) % {"count": phrases.count_of(willing.figure)}
    current = _in_date(data)
    if current and current.value is not None and current.value < WORKED_FROM:
        yield _("Release mentors for the next refresher: %(count)s are in date.") % {
            "count": phrases.count_of(current)
        }
    elif not data.training.earned:
        yield _("Release mentors for refresher training: no hours are on record.")
    load = data.question("not_overwhelming", ParticipantRole.MENTOR)
    if load and load.figure.value is not None and load.figure.value < NOT_YET_BELOW:
        yield _(
            "Agree on fewer mentees for each mentor: only %(count)s mentors’ answers said "
            "that it was not too much."
        ) % {"count": phrases.count_of(load.figure)}
    yield _("Confirm that the programme goes on with a next cohort.")


def _in_date(data: ReportData) -> Figure | None:
    """Return how many mentors are in date: of the whole programme, as its page says, if frozen."""
    line = next((line for line in data.fresh if line.question == FreshQuestion.SKILLS), None)
    if line is not None:
        return share(line.count, line.of, source=Source.STANDINGS, unit=Unit.PEOPLE)
    register = data.currency_of(ParticipantRole.MENTOR)
    return register.in_date if register else None
