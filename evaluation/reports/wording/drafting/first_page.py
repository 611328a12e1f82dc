"""Drafts for the page a senior manager reads: what happened, what worked, what is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.enums import ItemKind
from evaluation.reports import phrases
from evaluation.reports.model import Question, ReportData
from evaluation.reports.summary import NOT_YET_BELOW, WORKED_FROM, mentors_in_date
from evaluation.reports.wording.drafting.placing_in import at, hedged
from evaluation.reports.wording.placed.heard import questions_by_key
from programmes.enums import ParticipantRole

MOST_POINTS = 3

# Yes-or-no questions to which yes is good news; of others a yes is neither good nor bad.
GOOD_WHEN_YES = frozenset(
    {"recommend", "work_with_mentor_again", "training_adequate", "not_overwhelming", "enough_time"}
)


@dataclass(frozen=True, slots=True)
class Point:
    """Something that was measured, placed between 0 (bad) and 1 (good), in words.

    `name` calls it shortly, with its figure, within a sentence.
    """

    place: Decimal
    words: str
    name: str


def summary(data: ReportData) -> tuple[str, ...]:
    """Draft the three sentences of the summary, or fewer where there is nothing to say."""
    sentences = (_took_part(data), _outcome(data), _kept_alive(data))
    return tuple(sentence for sentence in sentences if sentence)


def worked(data: ReportData) -> tuple[str, ...]:
    """Draft what worked, the best first."""
    return tuple(point.words for point in _best(data)[:MOST_POINTS])


def not_yet(data: ReportData) -> tuple[str, ...]:
    """Draft what did not work, or not yet, the weakest first."""
    return tuple(point.words for point in _weakest(data)[:MOST_POINTS])


def good(data: ReportData) -> tuple[str, ...]:
    """Call what worked by its name and figure, the best first."""
    return tuple(point.name for point in _best(data))


def weak(data: ReportData) -> tuple[str, ...]:
    """Call what fell short by its name and figure, the weakest first."""
    return tuple(point.name for point in _weakest(data))


def asks(data: ReportData) -> tuple[str, ...]:
    """Draft what the sponsor is asked to decide, the most pressing first."""
    return tuple(_asks(data))[:MOST_POINTS]


def points(data: ReportData) -> Iterator[Point]:
    """Yield what can be called good or bad, with its place between the two."""
    if data.graduated.value is not None:
        words = _("%(count)s mentoring relationships graduated (%(share)s).") % {
            "count": at("graduated", "count"),
            "share": at("graduated", "share"),
        }
        name = _("relationships that graduate (%(count)s)") % {"count": at("graduated", "count")}
        yield Point(data.graduated.value, hedged(words, data.graduated), name)
    returning = data.retention.returning
    if returning.value is not None:
        words = f"{phrases.capital(_came_back(data))}."
        name = _("mentors who come back (%(count)s)") % {"count": at("returning", "count")}
        yield Point(returning.value, hedged(words, returning), name)
    for key, question in questions_by_key(data).items():
        place = _place(question)
        if place is not None:
            form = "mark" if question.kind == ItemKind.SCALE else "count"
            name = _("“%(text)s” (%(figure)s)") % {"text": at(key, "text"), "figure": at(key, form)}
            yield Point(place, said(key, question), name)


def said(key: str, question: Question) -> str:
    """Draft what came back to a question, in one sentence with its n."""
    figure = question.figure
    if question.kind == ItemKind.SCALE:
        words = _("“%(text)s” was marked %(mean)s on average (%(base)s).") % {
            "text": at(key, "text"),
            "mean": at(key, "mark"),
            "base": at(key, "base"),
        }
    else:
        words = _("“%(text)s” – %(count)s answers said “%(answer)s”.") % {
            "text": at(key, "text"),
            "count": at(key, "count"),
            "answer": at(key, "answer"),
        }
    return hedged(words, figure)


def _took_part(data: ReportData) -> str:
    """Say who took part, and when."""
    facts = {"mentors": at("mentors"), "mentees": at("mentees"), "days": at("period")}
    if not data.is_pooled:
        who = _("%(mentors)s and %(mentees)s") % {
            "mentors": ngettext("%(mentors)s mentor", "%(mentors)s mentors", data.mentors) % facts,
            "mentees": ngettext("%(mentees)s mentee", "%(mentees)s mentees", data.mentees) % facts,
        }
        return _("%(who)s took part, %(days)s.") % {"who": who, "days": facts["days"]}
    return ngettext(
        "Over %(count)s cohort, %(days)s, mentors filled %(mentors)s places and mentees "
        "%(mentees)s.",
        "Over %(count)s cohorts, %(days)s, mentors filled %(mentors)s places and mentees "
        "%(mentees)s.",
        len(data.cohorts),
    ) % (facts | {"count": at("cohorts")})


def _outcome(data: ReportData) -> str:
    """Say what came of it."""
    parts = []
    if data.graduated.is_shown:
        parts.append(
            _("%(count)s mentoring relationships graduated") % {"count": at("graduated", "count")}
        )
    if recommend := _shown(data, "recommend", ParticipantRole.MENTEE):
        parts.append(
            _("%(count)s mentees’ answers would recommend the programme")
            % {"count": at(recommend, "count")}
        )
    return _join(parts)


def _kept_alive(data: ReportData) -> str:
    """Say whether mentors came back and mentees stepped up."""
    parts = []
    if data.retention.returning.is_shown:
        parts.append(_came_back(data))
    if data.retention.conversion.is_shown:
        parts.append(
            _("%(count)s mentees who could have stepped up became mentors")
            % {"count": at("conversion", "count")}
        )
    return _join(parts)


def _came_back(data: ReportData) -> str:
    """Say how many mentors came back; over several cohorts one person may count more than once."""
    facts = {"count": at("returning", "count"), "share": at("returning", "share")}
    if data.is_pooled:
        return _("in %(count)s cases a mentor came back for the next cohort (%(share)s)") % facts
    return _("%(count)s mentors came back for the next cohort (%(share)s)") % facts


def _join(parts: list[str]) -> str:
    """Make a sentence of one or two statements."""
    if not parts:
        return ""
    joined = parts[0] if len(parts) == 1 else _("%s, and %s") % (parts[0], parts[1])
    return f"{phrases.capital(joined)}."


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


def _best(data: ReportData) -> list[Point]:
    """Return what worked, the best first."""
    found = [point for point in points(data) if point.place >= WORKED_FROM]
    return sorted(found, key=lambda point: -point.place)


def _weakest(data: ReportData) -> list[Point]:
    """Return what fell short, the weakest first."""
    found = [point for point in points(data) if point.place < NOT_YET_BELOW]
    return sorted(found, key=lambda point: point.place)


def _shown(data: ReportData, key: str, audience: str) -> str:
    """Return the key with which a question is placed, or nothing where it has no share to show."""
    for placed, question in questions_by_key(data).items():
        if (question.key, question.audience) == (key, audience):
            figure = question.figure
            return placed if figure.is_shown and figure.count is not None else ""
    return ""


def _asks(data: ReportData) -> Iterator[str]:
    """Yield decisions to ask for, the most pressing first."""
    returning = data.retention.returning
    intent = _shown(data, "wants_mentor", ParticipantRole.MENTOR)
    if returning.value is not None and returning.value < WORKED_FROM:
        facts = {"count": at("returning", "count"), "wish": at(intent, "count")}
        if intent:
            yield (
                _(
                    "Let us ask mentors for the next cohort before this one ends: %(count)s came "
                    "back, while %(wish)s mentors’ answers would have liked to."
                )
                % facts
            )
        else:
            yield _("Let us ask mentors before this cohort ends: %(count)s came back.") % facts
    if willing := _shown(data, "wants_mentor", ParticipantRole.MENTEE):
        yield _(
            "Agree on a path from mentee to mentor: %(count)s mentees’ answers would like to "
            "mentor."
        ) % {"count": at(willing, "count")}
    yield from _training_asks(data)
    load = data.question("not_overwhelming", ParticipantRole.MENTOR)
    if load and load.figure.value is not None and load.figure.value < NOT_YET_BELOW:
        key = _shown(data, "not_overwhelming", ParticipantRole.MENTOR)
        if key:
            yield _(
                "Agree on fewer mentees for each mentor: only %(count)s mentors’ answers said "
                "that it was not too much."
            ) % {"count": at(key, "count")}
    yield _("Confirm that the programme goes on with a next cohort.")


def _training_asks(data: ReportData) -> Iterator[str]:
    """Yield that mentors need time for training, where they do."""
    current = mentors_in_date(data)
    if current and current.value is not None and current.value < WORKED_FROM:
        key = "fresh.skills" if any(line.question == "skills" for line in data.fresh) else ""
        yield _("Release mentors for the next refresher: %(count)s are in date.") % {
            "count": at(key or "in_date.mentor", "count")
        }
    elif not data.training.earned:
        yield _("Release mentors for refresher training: no hours are on record.")
