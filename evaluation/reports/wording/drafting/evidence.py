"""Drafts for the pages of evidence: targets, what came of it, and whether mentoring stays alive."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.reports.model import (
    ChangeLine,
    IndicatorLine,
    OutcomeLine,
    Reason,
    ReportData,
    Verdict,
)
from evaluation.reports.wording.drafting.placing_in import at, hedged
from evaluation.reports.wording.placed.heard import NET_SCORE, changes_by_key, results_by_key
from evaluation.reports.wording.placed.impact import indicators_by_key
from training.fresh.enums import Question

MOST_LINES = 5
# What falls short is told, so that nobody has to look for it; the table has the rest.
ORDER = (Verdict.NOT_MET, Verdict.CANNOT_TELL)


def objectives(data: ReportData) -> Iterator[str]:
    """Draft how the objectives stand: how many targets are met, and which are not, and why."""
    lines = indicators_by_key(data)
    if not lines:
        return
    yield _verdicts([line.verdict for line in lines.values()])
    short = [each for each in lines.items() if each[1].verdict in ORDER]
    short.sort(key=lambda each: ORDER.index(each[1].verdict))
    for key, line in short[:MOST_LINES]:
        yield _indicator(key, line)


def outcomes(data: ReportData) -> Iterator[str]:
    """Draft what came of it: what changed in the same people, and what else is known.

    Who was heard is said by the chapter itself.
    """
    shown = [
        (key, line)
        for key, line in changes_by_key(data).items()
        if line.figure.is_shown and line.figure.value is not None
    ]
    for key, line in shown[:MOST_LINES]:
        yield hedged(_change(key, line), line.figure)
    telling = [
        (key, result)
        for key, result in results_by_key(data).items()
        if result.key.startswith(NET_SCORE) or result.figure.count is not None
    ]
    for key, result in telling[:MOST_LINES]:
        if result.figure.is_shown and result.figure.value is not None:
            yield hedged(_result(key, result), result.figure)
    if shown:
        yield _(
            "What changed is associated with the programme. Nobody was left to chance to take part "
            "or not, so it cannot be said that the programme is the reason."
        )


def fresh_and_alive(data: ReportData) -> Iterator[str]:
    """Draft in one paragraph how the four questions stand, each against a cohort earlier.

    Gaps, communities and the forecast are said by the chapter itself.
    """
    said = {
        Question.SKILLS: _("%(now)s mentors who take part are in date, or due soon"),
        Question.STAYING: _("%(now)s mentors came back for the latest cohort"),
        Question.STEPPING_UP: _("%(now)s mentees who could have become mentors did"),
        Question.SUPPORT: _("%(now)s people who are becoming mentors have somebody at their side"),
    }
    told = []
    for line in data.fresh:
        if not line.of:
            continue
        key = f"fresh.{line.question}"
        words = said[Question(line.question)] % {"now": at(key, "count")}
        if line.before_count is not None and line.before_of:
            words = _("%(words)s (%(before)s %(when)s)") % {
                "words": words,
                "before": at(f"{key}.before", "count"),
                "when": at(f"{key}.before", "when"),
            }
        told.append(f"{words}.")
    if told:
        yield " ".join(told)


def _verdicts(verdicts: list[Verdict]) -> str:
    """Say how many targets are met, are not, and of how many nobody can tell."""
    met, missed = verdicts.count(Verdict.MET), verdicts.count(Verdict.NOT_MET)
    words = ngettext("%(met)s targets is met", "%(met)s targets are met", met) % {
        "met": at("targets.met")
    }
    if missed:
        words = ngettext("%(words)s, %(count)s is not", "%(words)s, %(count)s are not", missed) % {
            "words": words,
            "count": at("targets.not_met", "count"),
        }
    if Verdict.CANNOT_TELL in verdicts:
        words = _("%(words)s, and of %(count)s we cannot tell") % {
            "words": words,
            "count": at("targets.cannot_tell", "count"),
        }
    return f"{words}."


def _result(key: str, line: OutcomeLine) -> str:
    """Draft an outcome that is no question: points with their sign, or a share."""
    if line.key.startswith(NET_SCORE):
        facts = {"who": at(key, "who"), "points": at(key, "points"), "base": at(key, "base")}
        return _("The net promoter score of %(who)s is %(points)s (%(base)s).") % facts
    return _("%(text)s: %(figure)s.") % {"text": at(key, "text"), "figure": at(key)}


def _indicator(key: str, line: IndicatorLine) -> str:
    """Draft how one indicator stands against its target."""
    facts = {
        "name": at(key, "name"),
        "value": at(key),
        "target": at(key, "target"),
        "span": at(key, "interval"),
    }
    if line.value is None:
        return _("“%(name)s”: nothing is on record, so we cannot tell.") % facts
    if line.reason == Reason.NOT_DUE:
        return _("“%(name)s” stands at %(value)s; its target of %(target)s is not due yet.") % facts
    if line.verdict == Verdict.MET:
        return _("“%(name)s” came to %(value)s and met its target of %(target)s.") % facts
    if line.verdict == Verdict.NOT_MET:
        return _("“%(name)s” came to %(value)s and missed its target of %(target)s.") % facts
    if line.low is None or line.high is None:
        return _("“%(name)s” came to %(value)s; whether it met %(target)s we cannot tell.") % facts
    return (
        _(
            "“%(name)s” came to %(value)s; with an interval of %(span)s we cannot tell whether it "
            "met %(target)s."
        )
        % facts
    )


def _change(key: str, line: ChangeLine) -> str:
    """Draft how the same people's marks changed, or that nobody can tell."""
    facts = {
        "text": at(key, "text"),
        "mark": at(key, "mark"),
        "base": at(key, "base"),
        "span": at(key, "interval"),
        "figure": at(key),
    }
    figure = line.figure
    if figure.low is None or figure.high is None:
        return (
            _("“%(text)s” moved by %(figure)s; without an interval we cannot tell whether it did.")
            % facts
        )
    if not line.is_told and not figure.low <= 0 <= figure.high:
        return (
            _(
                "“%(text)s” moved by %(figure)s, but among so many questions chance alone may be "
                "behind it: we cannot tell."
            )
            % facts
        )
    if figure.low <= 0 <= figure.high:
        return (
            _(
                "Whether “%(text)s” changed we cannot tell: it moved by %(figure)s, and its "
                "interval, %(span)s, spans no change."
            )
            % facts
        )
    if figure.low > 0:
        return (
            _("“%(text)s” rose by %(mark)s on average (%(base)s; 95%% interval %(span)s).") % facts
        )
    return _("“%(text)s” fell by %(mark)s on average (%(base)s; 95%% interval %(span)s).") % facts
