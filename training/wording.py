"""Currency in words that a person would say, for themselves and for those who look after them."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from training.currency import Currency, Kind, Line, Need, Option, Policy, Reason, Status
from training.enums import CurrencyRule, CurrencyStatus, EntryKind
from training.models import Waiver

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

DAYS_IN_WEEK = 7
MANY_MINUTES, HALF_HOUR = 120, 30

TONES: dict[str, str] = {
    CurrencyStatus.IN_DATE: "good",
    CurrencyStatus.DUE: "warn",
    CurrencyStatus.IN_GRACE: "warn",
    CurrencyStatus.LAPSED: "bad",
    CurrencyStatus.IN_TRAINING: "idle",
}

# Why an hour of the ledger does not count today, where that needs saying.
REASONS: "dict[Reason, _StrPromise]" = {
    Reason.PAST_PERIOD: gettext_lazy("counted in its time"),
    Reason.OVER_CAP: gettext_lazy("over what counts at most"),
    Reason.SURPLUS: gettext_lazy("more than the initial training asks for"),
    Reason.BEFORE_ACCREDITATION: gettext_lazy("came before the initial training was complete"),
    Reason.NOT_ASSURED: gettext_lazy("not confirmed"),
    Reason.NOT_ASKED: gettext_lazy("nothing of this kind is asked for"),
    Reason.NOT_YET: gettext_lazy("dated after today"),
    Reason.REVERSED: gettext_lazy("taken back"),
    Reason.REVERSAL: gettext_lazy("takes another entry back"),
}

# Why an hour counts today.
COUNTS: "dict[Reason, _StrPromise]" = {
    Reason.INITIAL: gettext_lazy("counts as initial training"),
    Reason.IN_PERIOD: gettext_lazy("keeps training current today"),
    Reason.REVIEW: gettext_lazy("the latest review"),
}

# What runs out, by the rule whose clock it is.
RULES: "dict[str, _StrPromise]" = {
    CurrencyRule.REFRESHER: gettext_lazy("refresher"),
    CurrencyRule.ACTIVITY: gettext_lazy("practice with mentees"),
    CurrencyRule.REVIEW: gettext_lazy("review"),
}


def day(on: date) -> str:
    """Return a day as people write it: “3 March 2027”."""
    return date_format(on, "j F Y")


def on_day(on: date, today: date) -> str:
    """Say when a day is, seen from today: “today”, “tomorrow”, “on Tuesday”, “on 3 March”."""
    days = (on - today).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    shape = "l" if 1 < days < DAYS_IN_WEEK else "j F"
    return _("on %(day)s") % {"day": date_format(on, shape)}


def number(count: int) -> str:
    """Return a count as a sentence begins with it: in words up to nine."""
    return str(capfirst(str(apnumber(count))))


def lasting(minutes: int) -> str:
    """Return a length as people say it: “45 minutes”, and from two hours on “3.5 hours”."""
    if minutes >= MANY_MINUTES and minutes % HALF_HOUR == 0:
        return hours(Decimal(minutes) / 60)
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def turn_in_words(turn: int) -> str:
    """Return a place in a line as people say it: “next in line”, “second in line”."""
    if turn == 1:
        return _("next in line")
    words = {2: _("second in line"), 3: _("third in line"), 4: _("fourth in line")}
    return words.get(turn) or _("number %(turn)d in line") % {"turn": turn}


def hours(number: Decimal) -> str:
    """Return hours as people say them: “3 hours”, “1.5 hours”."""
    words = ngettext("%(hours)s hour", "%(hours)s hours", 1 if number == 1 else 2)
    return words % {"hours": amount(number)}


def amount(number: Decimal) -> str:
    """Return an amount of hours without idle digits: “3”, “1.5”."""
    return number_format(number.normalize() if number % 1 else number.to_integral_value())


def own_sentence(current: Currency) -> str:
    """Tell a person how current their training is, and until when."""
    if current.is_paused and current.status is not Status.IN_TRAINING:
        return _("Your training rests while you are away")
    if current.status is Status.IN_TRAINING:
        return _("You are still in training")
    if not current.expires_on:
        return _("Your training is complete")
    words = {
        Status.IN_DATE: _("Your training is in date until %(until)s"),
        Status.DUE: _("Your training is due by %(until)s"),
        Status.IN_GRACE: _("Your training was due by %(until)s"),
        Status.LAPSED: _("Your training lapsed after %(until)s"),
    }
    return words[current.status] % {"until": day(current.expires_on)}


def sentence_of(current: Currency, name: str) -> str:
    """Say of somebody by name how current their training is, and until when."""
    facts = {"name": name, "until": day(current.expires_on) if current.expires_on else ""}
    if current.is_paused and current.status is not Status.IN_TRAINING:
        return _("%(name)s’s training rests while they are away") % facts
    if current.status is Status.IN_TRAINING:
        return _("%(name)s is still in training") % facts
    if not current.expires_on:
        return _("%(name)s’s training is complete") % facts
    words = {
        Status.IN_DATE: _("%(name)s is in date until %(until)s"),
        Status.DUE: _("%(name)s is due by %(until)s"),
        Status.IN_GRACE: _("%(name)s was due by %(until)s, and is in grace"),
        Status.LAPSED: _("%(name)s lapsed after %(until)s"),
    }
    return words[current.status] % facts


def restore_sentence(current: Currency) -> str:
    """Say what would bring a person's training up to date, and by when; empty when it is."""
    return " ".join(_need(need, current.status) for need in current.restore)


def restore_of_others(current: Currency) -> str:
    """Say what would bring somebody else’s training up to date; empty when it is."""
    both = pgettext("one thing and another", " and ")
    return both.join(_ways(need) for need in current.restore)


def next_change(current: Currency) -> str:
    """Say what somebody’s training becomes next and when, unless something is done; or a dash."""
    if current.next_change_on is None or current.next_status is None:
        return "–"
    words = {
        CurrencyStatus.DUE: _("Due from %(day)s"),
        CurrencyStatus.IN_GRACE: _("In grace from %(day)s"),
        CurrencyStatus.LAPSED: _("Lapses on %(day)s"),
    }
    status = CurrencyStatus(current.next_status)
    otherwise = _("%(status)s on %(day)s")
    facts = {"status": status.label, "day": day(current.next_change_on)}
    return words.get(status, otherwise) % facts


def why(line: Line | None, kind: str) -> str:
    """Say what became of an entry today; practice counts mentees and no hours."""
    if kind == EntryKind.PRACTICE:
        return _("practice with a mentee")
    if line is None:
        return ""
    if line.reason is Reason.NOT_ASKED and kind in {EntryKind.TOPIC, EntryKind.TRANSITION}:
        return _("a topic of its own")
    return str(COUNTS.get(line.reason) or REASONS[line.reason])


def gate_sentence(current: Currency, rules: Policy, name: str) -> str:
    """Say of somebody by name why they may, or may not, be matched."""
    facts = {"name": name, "until": day(current.expires_on) if current.expires_on else ""}
    if current.status is Status.IN_TRAINING:
        missing = sum(
            (option.hours or Decimal(0) for need in current.restore for option in need.options),
            start=Decimal(0),
        )
        facts |= {"done": hours(rules.initial_hours - missing), "all": hours(rules.initial_hours)}
        return _("%(name)s has %(done)s of the %(all)s of initial training.") % facts
    if current.status is Status.LAPSED:
        facts["restore"] = restore_sentence(current)
        return _("%(name)s’s training lapsed after %(until)s. %(restore)s") % facts
    if current.status is Status.IN_GRACE:
        return _("%(name)s’s training was due by %(until)s, and is still in grace.") % facts
    if not current.expires_on:
        return _("%(name)s’s training is complete.") % facts
    return _("%(name)s’s training is in date until %(until)s.") % facts


def waived_sentence(waiver: Waiver, name: str) -> str:
    """Say of somebody by name until when their training is waived, by whom and why."""
    return _("%(name)s’s training is waived until %(until)s by %(by)s: %(reason)s") % {
        "name": name,
        "until": day(waiver.ends_on),
        "by": waiver.given_by.short_name,
        "reason": waiver.reason,
    }


def pass_sentence(current: Currency, name: str) -> str:
    """Say that somebody lapsed for want of mentees alone, so that one match is open to them."""
    facts = {"name": name, "until": day(current.expires_on) if current.expires_on else ""}
    return (
        _(
            "%(name)s’s practice with mentees lapsed after %(until)s. Since only a match brings it "
            "back, one match is open to them."
        )
        % facts
    )


def pass_used_sentence(current: Currency, name: str) -> str:
    """Say that the one match open to somebody has yet to hold its first meeting."""
    facts = {"name": name, "until": day(current.expires_on) if current.expires_on else ""}
    return (
        _(
            "%(name)s’s practice with mentees lapsed after %(until)s, and the match that brings it "
            "back has not met yet."
        )
        % facts
    )


def _need(need: Need, status: Status) -> str:
    """Return one need as a sentence."""
    ways = _ways(need)
    if need.by and status is Status.IN_GRACE:
        return _("You can still catch up until %(by)s with %(ways)s.") % {
            "ways": ways,
            "by": day(need.by),
        }
    if need.by:
        return _("%(ways)s by then keeps it in date.") % {"ways": ways[:1].upper() + ways[1:]}
    if status is Status.LAPSED:
        return _("%(ways)s brings it back.") % {"ways": ways[:1].upper() + ways[1:]}
    return _("%(ways)s to go.") % {"ways": ways[:1].upper() + ways[1:]}


def _ways(need: Need) -> str:
    """Return the ways to meet a need, any one of which is enough."""
    return pgettext("one way or another", " or ").join(_option(option) for option in need.options)


def _option(option: Option) -> str:
    """Return one way to meet a need in words."""
    if option.hours is not None:
        kind = _("initial training") if option.kind == Kind.INITIAL else _("refresher training")
        return _("%(hours)s of %(kind)s") % {"hours": hours(option.hours), "kind": kind}
    count = option.count or 1
    if option.kind == Kind.GATHERING:
        return ngettext("%(count)d gathering", "%(count)d gatherings", count) % {"count": count}
    if option.kind == Kind.REFRESHER:
        return ngettext("%(count)d refresher", "%(count)d refreshers", count) % {"count": count}
    if option.kind == Kind.REVIEW:
        return _("a review with your coordinator")
    return ngettext("a match with %(count)d mentee", "matches with %(count)d mentees", count) % {
        "count": count
    }
