"""What a policy asks, and where its rules come from, in words that a person would say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from programmes.person_facts import Fact
from training import wording
from training.currency import MENTEE_DEFAULT, MENTOR_DEFAULT, POLICIES, Policy, Renewal

# Any leap year: only its days and months are written.
SOME_YEAR = 2024


@dataclass(frozen=True, slots=True)
class Source:
    """Rules that a form can start from: our own, or ones that an authority published."""

    key: str
    title: str
    note: str
    rules: Policy


def sources() -> list[Source]:
    """Return all rules that come with the product."""
    ours = _("What we suggest where nothing else binds you.")
    return [
        Source("mentors", _("Our default for mentors"), ours, MENTOR_DEFAULT),
        Source("mentees", _("Our default for mentees"), ours, MENTEE_DEFAULT),
        *(
            Source(key, f"{regime.title} ({regime.edition})", _origin(key), regime.policy)
            for key, regime in POLICIES.items()
        ),
    ]


def source_called(key: str) -> Source | None:
    """Return the rules of that name, if there are any."""
    return next((source for source in sources() if source.key == key), None)


def origin_of(regime: str) -> str:
    """Say which published rules a policy has; empty where it has none."""
    if regime not in POLICIES:
        return ""
    published = POLICIES[regime]
    return _("As in “%(title)s”, %(edition)s. %(note)s") % {
        "title": published.title,
        "edition": published.edition,
        "note": _origin(regime),
    }


def _origin(key: str) -> str:
    """Say whose published rules these are, and that they are of their time."""
    regime = POLICIES[key]
    return _("%(authority)s. In force %(when)s: of its time, not current advice.") % {
        "authority": regime.authority,
        "when": regime.in_force,
    }


def facts_of(rules: Policy) -> list[Fact]:
    """Return what rules ask, a line for each."""
    return [*_before(rules), *_refreshing(rules), *_others(rules), *_windows(rules)]


def _before(rules: Policy) -> Iterator[Fact]:
    """Yield what is asked before the first match."""
    if not rules.initial_hours:
        yield Fact(_("Before the first match"), _("nothing"))
        return
    words = _("%(hours)s of initial training") % {"hours": wording.hours(rules.initial_hours)}
    caps = [
        (_("at most %(hours)s of it learnt before"), rules.prior_learning_cap),
        (_("at most %(hours)s count"), rules.initial_cap),
    ]
    yield Fact(_("Before the first match"), ", ".join([words, *_caps(caps)]))


def _refreshing(rules: Policy) -> Iterator[Fact]:
    """Yield what is to be refreshed, and from when periods run."""
    if not rules.refreshes:
        yield Fact(_("To stay current"), _("nothing is to be refreshed"))
        return
    ways = []
    if rules.refresher_hours is not None:
        hours = {"hours": wording.hours(rules.refresher_hours)}
        ways.append(_("%(hours)s of refreshers") % hours)
    if rules.counted_gatherings is not None:
        count = rules.counted_gatherings
        ways.append(
            ngettext("%(count)d gathering", "%(count)d gatherings", count) % {"count": count}
        )
    if rules.counted_refreshers is not None:
        count = rules.counted_refreshers
        ways.append(
            ngettext("%(count)d refresher", "%(count)d refreshers", count) % {"count": count}
        )
    asked = pgettext("one way or another", " or ").join(ways)
    facts = {"ways": asked, "months": _months(rules.period_months)}
    often = _("%(ways)s in %(months)s") if rules.is_repeated else _("%(ways)s once, in %(months)s")
    caps = _caps([(_("at most %(hours)s count"), rules.refresher_cap)])
    yield Fact(_("To stay current"), ", ".join([often % facts, *caps]))
    if rules.is_repeated:
        yield Fact(_("The next period runs"), _renewal(rules))


def _others(rules: Policy) -> Iterator[Fact]:
    """Yield what practice and reviews are asked for."""
    if rules.activity_mentees is not None and rules.activity_months is not None:
        count = rules.activity_mentees
        words = ngettext(
            "%(count)d mentee in %(months)s", "%(count)d mentees in %(months)s", count
        ) % {"count": count, "months": _months(rules.activity_months)}
        yield Fact(_("Practice"), words)
    if rules.review_months is not None:
        yield Fact(_("Review"), _("every %(months)s") % {"months": _months(rules.review_months)})


def _windows(rules: Policy) -> Iterator[Fact]:
    """Yield from when training is due, and how long it is in grace."""
    yield Fact(_("Due"), _("%(days)s before it runs out") % {"days": _days(rules.due_window_days)})
    grace = _("%(days)s after it ran out") % {"days": _days(rules.grace_days)}
    yield Fact(_("In grace"), grace if rules.grace_days else _("not at all"))


def _renewal(rules: Policy) -> str:
    """Say from when the next period runs."""
    if rules.renewal != Renewal.ANCHORED:
        return _("from the last renewal")
    if rules.anchor is None:
        return _("from each person’s anniversary")
    first = date(SOME_YEAR, *rules.anchor)
    return _("for everybody from %(day)s") % {"day": date_format(first, "j F")}


def _caps(caps: list[tuple[str, Decimal | None]]) -> list[str]:
    """Return the caps that there are, in words."""
    return [words % {"hours": wording.hours(cap)} for words, cap in caps if cap is not None]


def _months(count: int) -> str:
    """Return months in words."""
    return ngettext("%(count)d month", "%(count)d months", count) % {"count": count}


def _days(count: int) -> str:
    """Return days in words."""
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def changes_between(before: Policy, after: Policy) -> list[Fact]:
    """Return the lines that other rules would change: as it is, and as it would be."""
    old = {fact.label: fact.value for fact in facts_of(before)}
    new = {fact.label: fact.value for fact in facts_of(after)}
    nothing = _("not asked for")
    return [
        Fact(
            str(capfirst(label)),
            _("%(before)s → %(after)s")
            % {"before": old.get(label, nothing), "after": new.get(label, nothing)},
        )
        for label in {**old, **new}
        if old.get(label) != new.get(label)
    ]
