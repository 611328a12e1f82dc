"""Drafts of what it cost, what became of the last recommendations, and what comes next."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from evaluation.reports.model import LoopLine, ReportData, Verdict
from evaluation.reports.wording.drafting import first_page
from evaluation.reports.wording.drafting.placing_in import at
from evaluation.reports.wording.placed.impact import risks_by_key
from programmes.enums import RecommendationState

MOST_LINES = 5
MOST_POINTS = 2


def costs(data: ReportData) -> Iterator[str]:
    """Draft what it cost and what is claimed for it; without costs, nothing.

    The return itself, with its bounds, is said by the chapter.
    """
    book = data.costs
    if book is None or not book.costs:
        return
    if book.ratio is None or not book.benefits:
        yield _(
            "The programme cost %(cost)s. No benefit has been given a value, so no return is "
            "claimed."
        ) % {"cost": at("cost")}
        return
    yield _(
        "The programme cost %(cost)s. The benefits that are claimed come to %(benefit)s, after the "
        "share that is credited to it and how sure we are."
    ) % {"cost": at("cost"), "benefit": at("benefit")}
    if book.ratio_low is not None and book.ratio_high is not None:
        facts = {"one": at("ratio", "one"), "range": at("ratio", "range")}
        if book.ratio_low < 1 < book.ratio_high:
            yield (
                _(
                    "From cautious to hopeful assumptions, each %(one)s spent returns %(range)s. "
                    "That is less and more than was spent, so we cannot tell which it was."
                )
                % facts
            )
    yield _("Benefits are associated with the programme; other things may be behind them as well.")


def loops(data: ReportData) -> Iterator[str]:
    """Draft what became of each recommendation, and whether its figure moved."""
    for number, line in enumerate(data.loops[:MOST_LINES], start=1):
        yield _loop(f"loop-{number}", line)


def risks(data: ReportData) -> Iterator[str]:
    """Draft what could hurt the next cohort, in one line; the table says what the records show."""
    said = []
    for key, placed in list(risks_by_key(data).items())[:MOST_LINES]:
        facts = {"name": at(key, "name"), "count": at(key), "until": at(key, "until")}
        if "count" not in placed.forms:
            said.append(_("%(name)s.") % facts)
        elif "about" in placed.forms:
            facts["about"] = at(key, "about")
            said.append(_("%(name)s “%(about)s”: %(count)s.") % facts)
        elif "until" in placed.forms:
            said.append(_("%(name)s: %(count)s by %(until)s.") % facts)
        else:
            said.append(_("%(name)s: %(count)s.") % facts)
    if said:
        yield " ".join(said)


def keep(data: ReportData) -> Iterator[str]:
    """Draft what to keep: what was done and moved its figure, else what worked."""
    kept = list(_done(data, Verdict.MET))
    for key, _line in kept[:MOST_LINES]:
        yield _("“%(text)s”: it was done, and “%(measure)s” moved %(span)s.") % _facts(key)
    if not kept:
        for name in first_page.good(data)[:MOST_POINTS]:
            yield _("Keep what goes with %(name)s.") % {"name": name}


def change(data: ReportData) -> Iterator[str]:
    """Draft what to change: what is recommended, else what fell short."""
    for number, line in enumerate(data.implications[:MOST_LINES], start=1):
        key = f"next-{number}"
        words = at(key, "text")
        if line.owner:
            words = _("%(words)s (%(owner)s)") % {"words": words, "owner": at(key, "owner")}
        yield words
    if not data.implications:
        for name in first_page.weak(data)[:MOST_POINTS]:
            yield _("Ask what lies behind %(name)s, and change that.") % {"name": name}


def stop(data: ReportData) -> Iterator[str]:
    """Draft what to stop: what was done and did not move its figure; no other figure says so."""
    for key, _line in list(_done(data, Verdict.NOT_MET))[:MOST_LINES]:
        yield _(
            "Ask whether “%(text)s” is worth going on with: it was done, and “%(measure)s” went "
            "%(span)s."
        ) % _facts(key)


def _loop(key: str, line: LoopLine) -> str:
    """Draft what became of one recommendation."""
    facts = _facts(key)
    if line.state == RecommendationState.REFUSED:
        return _("“%(text)s” was refused.") % facts
    if line.state == RecommendationState.OPEN:
        return _("“%(text)s” has not been decided.") % facts
    if line.done_on is None:
        return _("“%(text)s” was agreed and is not done yet.") % facts
    if not line.measure:
        return _("“%(text)s” was done. No figure was named that it should move.") % facts
    if line.before is None or line.after is None:
        return (
            _(
                "“%(text)s” was done. Whether “%(measure)s” moved we cannot tell: it was not read "
                "twice."
            )
            % facts
        )
    return {
        Verdict.MET: _("“%(text)s” was done, and “%(measure)s” moved %(span)s."),
        Verdict.NOT_MET: _(
            "“%(text)s” was done, and “%(measure)s” did not move as hoped: %(span)s."
        ),
        Verdict.CANNOT_TELL: _(
            "“%(text)s” was done. Whether “%(measure)s” moved we cannot tell: it went %(span)s."
        ),
    }[line.verdict] % facts


def _done(data: ReportData, verdict: Verdict) -> Iterator[tuple[str, LoopLine]]:
    """Yield what was done and read before and after, with that verdict."""
    for number, line in enumerate(data.loops, start=1):
        is_read = line.measure and line.before is not None and line.after is not None
        if line.done_on and is_read and line.verdict == verdict:
            yield f"loop-{number}", line


def _facts(key: str) -> dict[str, str]:
    """Return the places of what a recommendation says."""
    return {"text": at(key, "text"), "measure": at(key, "measure"), "span": at(key)}
