"""How compared figures are written: always with what they rest on, and no surer than they are."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation import canonical
from evaluation.comparing.cells import Cell, Row, telling
from evaluation.comparing.rows import ChangeRow, GapRow
from evaluation.enums import ItemKind
from evaluation.reports.model import State
from evaluation.results import values_of
from evaluation.statistics import Change, Interval
from evaluation.suppression import SMALLEST_GROUP

LONGEST_NAME = 44
HUNDRED = 100


def mark(value: float, digits: int = 1) -> str:
    """Write a mean, rounded, with so many decimals."""
    return number_format(canonical.figure(value, digits), decimal_pos=digits)


def signed(value: float, digits: int = 1) -> str:
    """Write a difference with its sign: +0.4, −1.2 or 0.0."""
    rounded = canonical.figure(value, digits)
    sign = "+" if rounded > 0 else "\N{MINUS SIGN}" if rounded < 0 else ""
    return f"{sign}{number_format(abs(rounded), decimal_pos=digits)}"


def percent(value: float) -> str:
    """Write a share as whole per cent."""
    return _("%(number)s%%") % {"number": number_format(canonical.figure(value * HUNDRED, 0))}


def name(text: str) -> str:
    """Cut a question short, between words, so that it fits beside a picture."""
    if len(text) <= LONGEST_NAME:
        return text
    return f"{text[: LONGEST_NAME - 1].rsplit(' ', 1)[0]} …"


def figure(cell: Cell) -> str:
    """Write the figure of a cell alone, or say why there is none."""
    if cell.value is None:
        return hidden(cell)
    return mark(cell.value) if cell.count is None else percent(cell.value)


def full_figure(cell: Cell) -> str:
    """Write the figure of a cell with what it rests on: “4.6 (n = 12)” or “9 of 12 (75%)”."""
    if cell.value is None:
        return hidden(cell)
    if cell.count is None:
        return _("%(mean)s (n = %(n)s)") % {"mean": mark(cell.value), "n": number_format(cell.n)}
    return _("%(count)s of %(n)s (%(share)s)") % {
        "count": number_format(cell.count),
        "n": number_format(cell.n),
        "share": percent(cell.value),
    }


def hidden(cell: Cell) -> str:
    """Say why a cell has no figure."""
    if cell.state == State.NO_DATA:
        return _("not answered")
    return _("too few to show") if cell.state == State.TOO_FEW else _("withheld")


def difference(row: Row, groups: list[str]) -> str:
    """Say where a question was marked highest and lowest, and whether that says anything."""
    shown = row.shown
    if not shown:
        return _("Too few answers in every group to show.")
    values = {place: row.cells[place].value or 0.0 for place in shown}
    top, foot = max(shown, key=values.__getitem__), min(shown, key=values.__getitem__)
    facts = {
        "answer": answer_told(row),
        "top": groups[top],
        "most": full_figure(row.cells[top]),
        "foot": groups[foot],
        "least": full_figure(row.cells[foot]),
    }
    if len(shown) == 1:
        return _("%(top)s: %(most)s. No other group can be shown beside it.") % facts
    if figure(row.cells[top]) == figure(row.cells[foot]):
        said = _("About the same everywhere; in %(top)s it is %(most)s.")
    elif row.cells[top].count is None:
        said = _("Highest in %(top)s: %(most)s; lowest in %(foot)s: %(least)s.")
    else:
        said = _("“%(answer)s” was said most in %(top)s: %(most)s; least in %(foot)s: %(least)s.")
    return f"{said % facts} {_verdict(row)}"


def answer_told(row: Row) -> str:
    """Return the answer whose share is told, or nothing where it is a mean."""
    if row.worded.item.kind == ItemKind.SCALE:
        return ""
    return str(values_of(row.worded.item)[telling(row.worded)])


def _verdict(row: Row) -> str:
    """Say whether the groups of a row differ by more than chance."""
    if row.differs is None:
        return _("Whether that is more than chance cannot be told.")
    if row.differs:
        return _("That is more than chance alone explains.")
    return _("Chance alone could explain that.")


def change_interval(change: Change | Interval) -> str:
    """Write the 95 % interval of a difference; nothing where there is none."""
    if change.low is None or change.high is None:
        return ""
    return _("%(low)s to %(high)s") % {"low": signed(change.low), "high": signed(change.high)}


def ways(row: ChangeRow) -> str:
    """Say how many rose and fell: “6 of 9 rose, 2 fell, 1 stayed”."""
    change = row.change
    if change is None or not row.has_ways:
        return ""
    parts = [
        _("%(count)s of %(n)s rose")
        % {"count": number_format(change.rose), "n": number_format(change.n)},
        _("%(count)s fell") % {"count": number_format(change.fell)},
        _("%(count)s stayed the same") % {"count": number_format(change.same)},
    ]
    return ", ".join(parts)


def changed(row: ChangeRow) -> str:
    """Say how a question or an area changed, or why that is not told."""
    change = row.change
    if change is None or change.value is None:
        return not_linked(row.linked.found)
    facts = {
        "before": mark(change.before or 0.0),
        "after": mark(change.after or 0.0),
        "change": signed(change.value),
        "span": change_interval(change),
        "effect": signed(change.d_z, 2) if change.d_z is not None else "",
        "n": number_format(change.n),
    }
    if not facts["span"]:
        return _("From %(before)s to %(after)s: all %(n)s changed alike.") % facts
    parts = [f"{ways(row)}."] if ways(row) else []
    parts.append(
        _(
            "From %(before)s to %(after)s on average: %(change)s, 95%% interval %(span)s, "
            "n = %(n)s, d_z = %(effect)s."
        )
        % facts
    )
    parts.append(_verdict_of_change(row, change))
    if row.measured.is_reversed:
        parts.append(_("A low mark is good here."))
    return " ".join(parts)


def _verdict_of_change(row: ChangeRow, change: Change) -> str:
    """Say whether a change is more than chance."""
    if row.is_told:
        return _("That is more than chance alone explains.")
    if (change.low or 0) > 0 or (change.high or 0) < 0:
        return _("Alone it would stand out, among so many questions it may be chance.")
    return _("With n = %(n)s we cannot tell whether it changed.") % {"n": number_format(change.n)}


def gap(row: GapRow) -> str:
    """Say how mentors see themselves beside how they are seen, or why that is not told."""
    found = row.gap
    if found is None or found.value is None:
        return not_linked(row.linked.found)
    facts = {
        "own": mark(row.own or 0.0),
        "others": mark(row.others or 0.0),
        "points": mark(abs(found.value)),
        "span": change_interval(found),
        "mentors": number_format(found.n),
    }
    ratings = ngettext("%(count)s mark", "%(count)s marks", row.ratings) % {
        "count": number_format(row.ratings)
    }
    seen = _("%(mentors)s mentors gave themselves %(own)s, their mentees gave them %(others)s") % (
        facts
    )
    said = _("%(seen)s (%(ratings)s).") % {"seen": seen, "ratings": ratings}
    if not facts["span"]:
        return f"{said} " + _("With %(mentors)s mentors we cannot tell how sure that is.") % facts
    if not row.is_told:
        return f"{said} " + _("The gap may be chance: 95%% interval %(span)s points.") % facts
    way = (
        _("Mentors see themselves %(points)s points higher than mentees do")
        if found.value > 0
        else _("Mentors see themselves %(points)s points lower than mentees do")
    ) % facts
    return f"{said} {way}" + _(" (95%% interval %(span)s).") % facts


def not_linked(found: int) -> str:
    """Say why people who answered twice are not compared."""
    if found < SMALLEST_GROUP:
        return _("Fewer than %(least)s people can be compared: too few to show.") % {
            "least": number_format(SMALLEST_GROUP)
        }
    return _("Withheld: beside what is shown elsewhere, it could tell what single people answered.")


def set_aside(count: int, found: int) -> str:
    """Say how many pairs were set aside by chance to protect others, and why."""
    if not count:
        return ""
    return ngettext(
        "%(count)s of the %(found)s who could be compared was left out by lot, so that nobody who "
        "answered only once can be worked out.",
        "%(count)s of the %(found)s who could be compared were left out by lot, so that nobody who "
        "answered only once can be worked out.",
        count,
    ) % {"count": number_format(count), "found": number_format(found)}


def day(at: datetime) -> str:
    """Write the day something ended on."""
    return date_format(timezone.localtime(at), "j F Y")
