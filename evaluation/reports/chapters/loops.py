"""What became of the last recommendations, and whether their figures moved."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.reports import phrases
from evaluation.reports.chapters.cells import moved
from evaluation.reports.document import Cell, Chapter, Column, Part, Table
from evaluation.reports.model import LoopLine, ReportData
from programmes.enums import RecommendationState
from programmes.strategy.wording import amount


def loops(data: ReportData, words: tuple[str, ...] = ()) -> Chapter | None:
    """Tell what became of each recommendation of last time; None without any."""
    if not data.loops:
        return None
    lead = _(
        "What was recommended before, what was decided, and the figure that it was meant to move, "
        "before and after. A figure that moved is associated with what was done; other things "
        "changed as well."
    )
    table = Table(
        _("Recommendations of last time and their figures"),
        (
            Column(_("Recommendation")),
            Column(_("What became of it")),
            Column(_("Figure before and after")),
            Column(_("Did it move?")),
        ),
        tuple(_row(line) for line in data.loops),
    )
    return Chapter(
        _("What became of the last recommendations"),
        lead,
        (Part(tables=(table,)),),
        words,
        starts_page=False,
    )


def state_word(state: str) -> str:
    """Call the state of a recommendation by its word."""
    if state in RecommendationState.values:
        return str(RecommendationState(state).label)
    return state


def _row(line: LoopLine) -> tuple[Cell, ...]:
    """Return a recommendation with its decision, its figure and whether that moved."""
    became = state_word(line.state)
    if line.taken_into:
        became = _("%(state)s into %(place)s") % {"state": became, "place": line.taken_into}
    done = ""
    if line.done_on:
        done = _("done on %(day)s") % {"day": date_format(line.done_on, "j F Y")}
    elif line.state in {RecommendationState.ACCEPTED, RecommendationState.ADAPTED}:
        done = _("not done yet")
    small = " · ".join(part for part in (done, line.decision) if part)
    way = _("%(before)s → %(after)s") % {
        "before": _read(line.before, line.before_n, line.before_on, line.unit),
        "after": _read(line.after, line.after_n, line.after_on, line.unit),
    }
    return (
        Cell(line.text, line.owner),
        Cell(became, small),
        Cell(way, line.measure) if line.measure else Cell(_("No figure was named.")),
        moved(line.verdict),
    )


def _read(value: Decimal | None, n: int | None, on: date | None, unit: str) -> str:
    """Write a reading with its n and its day: “41% (n = 54, 3 May 2027)”."""
    if value is None:
        return _("not read yet")
    base = [] if n is None else [_("n = %(group)s") % {"group": phrases.whole(n)}]
    if on:
        base.append(date_format(on, "j M Y"))
    words = amount(value, unit)
    return f"{words} ({', '.join(base)})" if base else words
