"""Drafts for the pages of evidence: targets, what came of it, and whether mentoring stays alive."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from evaluation.reports.model import ChangeLine, IndicatorLine, ReportData, Verdict
from evaluation.reports.wording.drafting.placing_in import at, hedged
from evaluation.reports.wording.placed.heard import changes_by_key, results_by_key
from evaluation.reports.wording.placed.impact import indicators_by_key
from training.fresh.enums import Question

MOST_LINES = 5
# What falls short is told first, so that nobody has to look for it.
ORDER = (Verdict.NOT_MET, Verdict.CANNOT_TELL, Verdict.MET)


def objectives(data: ReportData) -> Iterator[str]:
    """Draft how the objectives stand: how many targets are met, and which are not."""
    lines = indicators_by_key(data)
    if not lines:
        return
    yield " ".join(_verdicts([line.verdict for line in lines.values()]))
    told = sorted(lines.items(), key=lambda each: ORDER.index(each[1].verdict))
    for key, line in told[:MOST_LINES]:
        yield _indicator(key, line)


def outcomes(data: ReportData) -> Iterator[str]:
    """Draft what came of it: who was heard, what changed in the same people, what else is known."""
    if not data.questions and not data.changes and not data.results:
        yield _("No survey has closed in this time, so nobody was heard.")
        return
    if data.questions:
        yield _(
            "%(answers)s answers from closed surveys. Each figure names how many answers it is "
            "from."
        ) % {"answers": at("answers")}
    shown = [
        (key, line)
        for key, line in changes_by_key(data).items()
        if line.figure.is_shown and line.figure.value is not None
    ]
    for key, line in shown[:MOST_LINES]:
        yield hedged(_change(key, line), line.figure)
    for key, result in list(results_by_key(data).items())[:MOST_LINES]:
        if result.figure.is_shown and result.figure.value is not None:
            words = _("%(text)s: %(figure)s.") % {"text": at(key, "text"), "figure": at(key)}
            yield hedged(words, result.figure)
    if shown:
        yield _(
            "What changed is associated with the programme. Nobody was left to chance to take part "
            "or not, so it cannot be said that the programme is the reason."
        )


def fresh_and_alive(data: ReportData) -> Iterator[str]:
    """Draft whether mentoring stays fresh: the four questions, communities, who may come back."""
    said = {
        Question.SKILLS: _("%(now)s mentors who take part are in date, or due soon."),
        Question.STAYING: _("%(now)s mentors came back for the latest cohort."),
        Question.STEPPING_UP: _("%(now)s mentees who could have become mentors did."),
        Question.SUPPORT: _("%(now)s people who are becoming mentors have somebody at their side."),
    }
    for line in data.fresh:
        if not line.of:
            continue
        key = f"fresh.{line.question}"
        words = said[Question(line.question)] % {"now": at(key, "count")}
        if line.before_count is not None and line.before_of:
            before = _("It was %(before)s %(when)s.") % {
                "before": at(f"{key}.before", "count"),
                "when": at(f"{key}.before", "when"),
            }
            words = f"{words} {before}"
        yield words
    for number, _place in enumerate(data.communities[:MOST_LINES], start=1):
        key = f"community-{number}"
        yield _(
            "“%(name)s” held %(held)s gatherings that were wanted, and has %(members)s members."
        ) % {"name": at(key, "name"), "held": at(key), "members": at(key, "members")}
    yield from _forecast(data)


def _verdicts(verdicts: list[Verdict]) -> Iterator[str]:
    """Yield how many targets are met, are not, and of how many nobody can tell."""
    yield _("%(met)s targets are met.") % {"met": at("targets.met")}
    if Verdict.NOT_MET in verdicts:
        yield _("Not met: %(count)s.") % {"count": at("targets.not_met", "count")}
    if Verdict.CANNOT_TELL in verdicts:
        yield _("We cannot tell: %(count)s.") % {"count": at("targets.cannot_tell", "count")}


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


def _forecast(data: ReportData) -> Iterator[str]:
    """Yield how many may come back, and how far the last forecast was right."""
    line = data.forecast
    if line is None:
        return
    words = _("Of %(of)s mentors, %(span)s may come back for the next cohort.") % {
        "of": at("forecast", "of"),
        "span": at("forecast"),
    }
    if line.last_low is None or line.last_high is None or line.last_actual is None:
        untried = _("No earlier forecast has been put to the test, so plan for less as well.")
        yield f"{words} {untried}"
        return
    last = _("Last time the forecast was %(span)s, and %(actual)s came.") % {
        "span": at("forecast.last"),
        "actual": at("forecast.last", "actual"),
    }
    yield f"{words} {last}"
