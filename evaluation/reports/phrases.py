"""How figures are written in words: always with what they were counted over."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.enums import ItemKind
from evaluation.reports.model import Figure, Question, Source, State, Unit
from programmes.enums import ParticipantRole
from programmes.strategy.wording import places_of

HUNDRED = 100
LONGEST_NAME = 38


def whole(number: int) -> str:
    """Write a count, with its thousands apart."""
    return number_format(number, force_grouping=True)


def plain(value: Decimal) -> str:
    """Write a decimal with as many places as it needs: “1,250.5”."""
    return number_format(value, decimal_pos=places_of(value), force_grouping=True)


def signed(value: Decimal, digits: int = 2) -> str:
    """Write a change with its sign: “+0.90”, “−0.10”."""
    words = mark(abs(value), digits)
    if not value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):
        return words
    return f"+{words}" if value > 0 else f"−{words}"


def money(amount: Decimal, *, places: int = 2) -> str:
    """Write a sum without its currency, with so many decimal places."""
    rounded = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    words = number_format(abs(rounded), decimal_pos=places, force_grouping=True)
    return f"−{words}" if rounded < 0 else words


def percent(value: Decimal) -> str:
    """Write a share as whole per cent; what is nearly none or nearly all gets one decimal."""
    exactly = value * HUNDRED
    rounded = exactly.quantize(Decimal(1), ROUND_HALF_UP)
    if rounded in {0, HUNDRED} and rounded != exactly:
        return _("%(number)s%%") % {"number": mark(exactly, 1)}
    return _("%(number)s%%") % {"number": number_format(rounded)}


def mark(value: Decimal, digits: int = 2) -> str:
    """Write a mean with so many decimals."""
    # Django's own formatting cuts decimals off; figures are rounded.
    rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    words = number_format(abs(rounded), decimal_pos=digits)
    return f"−{words}" if rounded < 0 else words


def count_of(figure: Figure) -> str:
    """Write “116 of 149”, or say why there is no number."""
    if not figure.is_shown:
        return hidden(figure.state)
    return _("%(count)s of %(n)s") % {
        "count": whole(figure.count or 0),
        "n": whole(figure.n or 0),
    }


def share_of(figure: Figure) -> str:
    """Write “(78%)” after its count, or nothing where there is no number."""
    return "" if figure.value is None else f"({percent(figure.value)})"


def share_with_interval(figure: Figure) -> str:
    """Write “(78%; 95% interval 71% to 84%)” after its count."""
    if figure.value is None or not interval(figure):
        return share_of(figure)
    return _("(%(share)s; 95%% interval %(span)s)") % {
        "share": percent(figure.value),
        "span": interval(figure),
    }


def came_back(figure: Figure, *, is_pooled: bool) -> str:
    """Say how many mentors came back; over several cohorts one person may count more than once."""
    facts = {"count": count_of(figure), "share": share_of(figure)}
    if is_pooled:
        return _("in %(count)s cases a mentor came back for the next cohort %(share)s") % facts
    return _("%(count)s mentors came back for the next cohort %(share)s") % facts


def short(figure: Figure) -> str:
    """Write the figure alone: “78%” or “4.61”, or say why there is none."""
    if figure.value is None:
        return hidden(figure.state)
    return mark(figure.value) if figure.count is None else percent(figure.value)


def exact(figure: Figure) -> str:
    """Write the figure as it is stored: “116 of 149” or “4.6095 (n = 105)”."""
    if figure.value is None:
        return hidden(figure.state)
    if figure.count is not None:
        return count_of(figure)
    return _("%(mean)s (n = %(n)s)") % {"mean": figure.value, "n": whole(figure.n or 0)}


def interval(figure: Figure) -> str:
    """Write the 95% interval, in per cent or in marks; empty where there is none."""
    if figure.low is None or figure.high is None:
        return ""
    if figure.count is None:
        return _("%(low)s to %(high)s") % {"low": mark(figure.low), "high": mark(figure.high)}
    return _("%(low)s to %(high)s") % {"low": percent(figure.low), "high": percent(figure.high)}


def signed_interval(figure: Figure, digits: int = 2) -> str:
    """Write the 95% interval of a change, with signs; empty where there is none."""
    if figure.low is None or figure.high is None:
        return ""
    return _("%(low)s to %(high)s") % {
        "low": signed(figure.low, digits),
        "high": signed(figure.high, digits),
    }


def hidden(state: State) -> str:
    """Say why a figure is not shown."""
    return {
        State.TOO_FEW: _("Too few to show"),
        State.WITHHELD: _("Withheld"),
        State.NO_DATA: _("Not on record"),
        State.SHOWN: "",
    }[state]


def base(figure: Figure) -> str:
    """Write what a figure rests on: “n = 105 answers”."""
    if figure.n is None:
        return ""
    return _("n = %(group)s") % {"group": group(figure.unit, figure.n)}


def group(unit: Unit, n: int) -> str:
    """Write how many of what: “105 answers”."""
    words = {
        Unit.ANSWERS: ngettext("%(n)s answer", "%(n)s answers", n),
        Unit.PEOPLE: ngettext("%(n)s person", "%(n)s people", n),
        Unit.RELATIONSHIPS: ngettext("%(n)s relationship", "%(n)s relationships", n),
        Unit.GOALS: ngettext("%(n)s goal", "%(n)s goals", n),
    }[unit]
    return words % {"n": whole(n)}


def source(kind: Source) -> str:
    """Say which record a figure comes from."""
    return {
        Source.PLACES: _("record of participants"),
        Source.RELATIONSHIPS: _("record of relationships"),
        Source.SURVEYS: _("survey"),
        Source.SESSIONS: _("record of sessions"),
        Source.LEDGER: _("ledger of hours"),
        Source.STANDINGS: _("register of currency"),
        Source.PATHWAY: _("pathway from mentee to mentor"),
        Source.GOALS: _("goals that mentees set"),
    }[kind]


def audience(role: str) -> str:
    """Say who was asked."""
    return _("Mentors") if role == ParticipantRole.MENTOR else _("Mentees")


def one_of(role: str) -> str:
    """Call one person by their role in the programme; other roles by their own word."""
    if role in ParticipantRole.values:
        return str(ParticipantRole(role).label)
    return capital(role.replace("_", " "))


def said(question: Question) -> str:
    """Write what came back to a question, in one sentence with its n."""
    figure = question.figure
    if not figure.is_shown:
        return _("“%(text)s” – %(why)s.") % {
            "text": question.text,
            "why": hidden(figure.state).lower(),
        }
    if question.kind == ItemKind.SCALE and figure.value is not None:
        return _("“%(text)s” was marked %(mean)s of %(high)s on average (%(base)s).") % {
            "text": question.text,
            "mean": mark(figure.value, 1),
            "high": question.high,
            "base": base(figure),
        }
    return _("“%(text)s” – %(count)s answers said “%(answer)s”.") % {
        "text": question.text,
        "count": count_of(figure),
        "answer": question.share_of,
    }


def name(question: Question) -> str:
    """Call a question by a few words: its own, cut short, where we have none for it."""
    known = {
        ("recommend", ParticipantRole.MENTEE): _("Mentees would recommend it"),
        ("work_with_mentor_again", ParticipantRole.MENTEE): _("Mentees would do it again"),
        ("wants_mentor", ParticipantRole.MENTEE): _("Mentees would like to mentor"),
        ("wants_mentor", ParticipantRole.MENTOR): _("Mentors would like to return"),
        ("training_adequate", ParticipantRole.MENTOR): _("Mentors were well prepared"),
        ("not_overwhelming", ParticipantRole.MENTOR): _("Mentors: not too much"),
    }
    words = known.get((question.key, ParticipantRole(question.audience)), question.text)
    return shortened(words)


def shortened(words: str) -> str:
    """Cut words short at a space, so that they fit beside a row of a chart."""
    if len(words) <= LONGEST_NAME:
        return words
    return f"{words[: LONGEST_NAME - 1].rsplit(' ', 1)[0]} …"


def days(start: date, end: date) -> str:
    """Write a stretch of time: “January 2020 to June 2022”."""
    first, last = date_format(start, "F Y"), date_format(end, "F Y")
    return first if first == last else _("%(start)s to %(end)s") % {"start": first, "end": last}


def capital(words: str) -> str:
    """Begin a sentence with a capital letter."""
    return words[:1].upper() + words[1:]


def ended(words: str) -> str:
    """End what somebody wrote with a full stop, unless it ends already or says nothing."""
    words = words.strip()
    return words if not words or words[-1] in ".!?…" else f"{words}."
