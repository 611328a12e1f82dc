"""An indicator's standing in words: the status, the rule that says so, values with their unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programmes.indicators import SPEAKS_FOR, Better, Plan, Reason, Standing, Status, Value

STATUS_WORDS = {
    Status.MET: gettext_lazy("Met"),
    Status.ON_COURSE: gettext_lazy("On course"),
    Status.BEHIND: gettext_lazy("Behind"),
    Status.MISSED: gettext_lazy("Missed"),
    Status.CANNOT_TELL: gettext_lazy("Cannot tell yet"),
}
STATUS_TONES = {
    Status.MET: "good",
    Status.ON_COURSE: "good",
    Status.BEHIND: "warn",
    Status.MISSED: "bad",
    Status.CANNOT_TELL: "idle",
}

# Values are kept so fine, and shown no finer.
MOST_PLACES = 2


def amount(
    value: Decimal | Fraction,
    unit: str,
    *,
    places: int = MOST_PLACES,
    rounding: str = ROUND_HALF_UP,
) -> str:
    """Return a value with its unit, to so many places at most: "62.5%", "1,200 hours"."""
    plain = value if isinstance(value, Decimal) else _decimal(value)
    kept = plain.quantize(Decimal(1).scaleb(-places), rounding=rounding)
    digits = number_format(
        abs(kept), decimal_pos=places_of(kept), use_l10n=True, force_grouping=True
    )
    words = f"−{digits}" if kept < 0 else digits
    return f"{words}%" if unit == "%" else f"{words} {unit}".strip()


def places_of(value: Decimal) -> int:
    """Return how many decimal places a value needs."""
    return max(0, -int(value.normalize().as_tuple().exponent))


def day_words(day: date) -> str:
    """Return a day as it stands in a sentence."""
    return date_format(day, "j F Y")


@dataclass(frozen=True, slots=True)
class Rule:
    """What the sentence of a rule needs: the plan, its unit, what was read, and what follows."""

    plan: Plan
    unit: str
    is_counted: bool
    latest: Value | None
    standing: Standing

    def sentence(self) -> str:
        """Return the rule that decided, with its figures."""
        return _SENTENCES[self.standing.reason](self)

    @property
    def places(self) -> int:
        """Return how fine its values are: whole people are not on course from 5.3 of them."""
        latest = self.latest.value if self.latest else None
        values = (self.plan.target, self.plan.baseline, latest)
        return max(places_of(value) for value in values if value is not None)

    @property
    def words(self) -> dict[str, str]:
        """Return the figures that several sentences hold."""
        latest, baseline = self.latest, self.plan.baseline
        return {
            "value": amount(latest.value, self.unit) if latest else "",
            "day": day_words(latest.as_of) if latest else "",
            "target": amount(self.plan.target, self.unit),
            "due": day_words(self.plan.due_on),
            "baseline": "" if baseline is None else amount(baseline, self.unit),
        }


def summary(statuses: Sequence[Status]) -> str:
    """Say how many indicators stand how: "Two of five indicators are on course; one is behind."."""
    total = len(statuses)
    counts = [(status, statuses.count(status)) for status in _IN_SUMMARY]
    present = [(status, count) for status, count in counts if count]
    if not present:
        return ""
    (first, most), *rest = present
    if most == total:
        return _everything(first, total)
    opening = _("%(count)s of %(total)s indicators %(is)s") % {
        "count": apnumber(most),
        "total": apnumber(total),
        "is": _being(first, most),
    }
    others = [f"{apnumber(count)} {_being(status, count)}" for status, count in rest]
    return capfirst("; ".join([opening, *others])) + "."


def _everything(status: Status, total: int) -> str:
    """Say that all indicators stand alike."""
    if total == 1:
        return _("The one indicator %(is)s.") % {"is": _being(status, 1)}
    if total == _BOTH:
        return _("Both indicators %(is)s.") % {"is": _being(status, total)}
    return _("All %(total)s indicators %(is)s.") % {
        "total": apnumber(total),
        "is": _being(status, total),
    }


def _being(status: Status, count: int) -> str:
    """Return how so many indicators stand, with the verb."""
    words = {
        Status.MET: ngettext("is met", "are met", count),
        Status.ON_COURSE: ngettext("is on course", "are on course", count),
        Status.BEHIND: ngettext("is behind", "are behind", count),
        Status.MISSED: ngettext("is missed", "are missed", count),
        Status.CANNOT_TELL: ngettext("cannot be told yet", "cannot be told yet", count),
    }
    return words[status]


def _reached(rule: Rule) -> str:
    """Say that the target is reached."""
    return (
        _("Reached: %(value)s on %(day)s, where %(target)s was aimed at by %(due)s.") % rule.words
    )


def _reached_late(rule: Rule) -> str:
    """Say that the target is reached, and that it took longer."""
    text = _("Reached: %(value)s on %(day)s. %(target)s was aimed at by %(due)s, so it came late.")
    return text % rule.words


def _no_value(rule: Rule) -> str:
    """Say that nothing was read."""
    if rule.is_counted:
        return _("There is not enough on record yet to count it.")
    return _("No value has been entered yet.")


def _too_old(rule: Rule) -> str:
    """Say that the last value no longer says how things are."""
    words = rule.words | {"days": str(SPEAKS_FOR.days)}
    if rule.standing.on > rule.plan.due_on:
        text = _(
            "The last value, %(value)s, is of %(day)s: more than %(days)s days before it was due "
            "on %(due)s."
        )
    else:
        text = _("The last value, %(value)s, is of %(day)s. A value speaks for %(days)s days.")
    return text % words


def _past_due(rule: Rule) -> str:
    """Say that the day is over."""
    return _("%(target)s was aimed at by %(due)s; the last value is %(value)s.") % rule.words


def _no_baseline(rule: Rule) -> str:
    """Say that there is no line to compare with."""
    return (
        _(
            "Without a baseline and its day nobody can say how far it should be by today. "
            "Aimed at: %(target)s by %(due)s."
        )
        % rule.words
    )


def _along_the_line(rule: Rule) -> str:
    """Say how far it should be by today, and what still counts as on course."""
    standing, plan = rule.standing, rule.plan
    if plan.baseline == plan.target:
        return _("It should stay at %(target)s until %(due)s.") % rule.words
    expected, needed = standing.expected or Fraction(0), standing.needed or Fraction(0)
    towards_target = ROUND_CEILING if plan.better == Better.HIGHER else ROUND_FLOOR
    places = rule.places
    figures = rule.words | {
        "way": percent(standing.way_expected),
        "expected": amount(expected, rule.unit, places=min(places + 1, MOST_PLACES)),
        "needed": amount(needed, rule.unit, places=places, rounding=towards_target),
    }
    text = _("Expected by today: %(expected)s, %(way)s of the way from %(baseline)s to %(target)s.")
    is_up = plan.better == Better.HIGHER
    enough = _("On course from %(needed)s.") if is_up else _("On course up to %(needed)s.")
    return f"{text % figures} {enough % figures}"


def percent(share: Fraction | None) -> str:
    """Return a share of the way as whole per cent."""
    return amount(Decimal(round(100 * (share or Fraction(0)))), "%")


def _decimal(value: Fraction) -> Decimal:
    """Return a fraction as a decimal, exact enough to be rounded afterwards."""
    return Decimal(value.numerator) / Decimal(value.denominator)


# Good news first; what nobody can tell comes last.
_IN_SUMMARY = (
    Status.MET,
    Status.ON_COURSE,
    Status.BEHIND,
    Status.MISSED,
    Status.CANNOT_TELL,
)

_BOTH = 2

_SENTENCES = {
    Reason.REACHED: _reached,
    Reason.REACHED_LATE: _reached_late,
    Reason.NO_VALUE: _no_value,
    Reason.VALUE_TOO_OLD: _too_old,
    Reason.PAST_DUE: _past_due,
    Reason.NO_BASELINE: _no_baseline,
    Reason.NEAR_THE_LINE: _along_the_line,
    Reason.OFF_THE_LINE: _along_the_line,
}
