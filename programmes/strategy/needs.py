"""What the strategy puts on Today: indicators behind or missed, and values nobody looked at."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.enums import CohortState
from programmes.indicators import Reason, Status
from programmes.models import Indicator, Programme
from programmes.needs import Need, Urgency, tells_needs
from programmes.strategy import IndicatorStatus, objectives_with_status
from programmes.strategy.wording import day_words

# While one of these is so, somebody should be looking at the figures.
UNDER_WAY = (CohortState.RUNNING, CohortState.CLOSING)


@tells_needs(
    Permission.MANAGE_REPORTS,
    gate=lambda: Exists(Indicator.objects.filter(objective__programme=OuterRef("pk"))),
)
def needs_of_strategy(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield what whoever reports on the programme should look at; one need of each kind at most."""
    indicators = [
        indicator
        for objective in objectives_with_status(programme)
        for indicator in objective.indicators
    ]
    if missed := [each for each in indicators if each.status == Status.MISSED]:
        yield _missed(programme, missed)
    if behind := [each for each in indicators if each.status == Status.BEHIND]:
        yield _behind(programme, behind)
    unread = [each for each in indicators if _is_unread(each)]
    if unread and any(cohort.state in UNDER_WAY for cohort in programme.cohorts.all()):
        yield _to_enter(programme, unread)


def _is_unread(indicator: IndicatorStatus) -> bool:
    """Tell whether a value is to be entered by hand, and was not for long."""
    reasons = {Reason.NO_VALUE, Reason.VALUE_TOO_OLD}
    return not indicator.is_counted and indicator.standing.reason in reasons


def _missed(programme: Programme, missed: list[IndicatorStatus]) -> Need:
    """Say that a target was not reached by its day."""
    title = ngettext(
        "“%(name)s” missed its target", "%(count)d indicators missed their targets", len(missed)
    )
    return Need(
        key="programmes.strategy.missed",
        title=title % {"name": missed[0].name, "count": len(missed)},
        reason=_reason(missed),
        action=_("Look at it") if len(missed) == 1 else _("See which"),
        url=_where(programme, missed),
        urgency=Urgency.SOON,
    )


def _behind(programme: Programme, behind: list[IndicatorStatus]) -> Need:
    """Say that a value is short of what is expected by today."""
    title = ngettext("“%(name)s” is behind", "%(count)d indicators are behind", len(behind))
    return Need(
        key="programmes.strategy.behind",
        title=title % {"name": behind[0].name, "count": len(behind)},
        reason=_reason(behind),
        action=_("Look at it") if len(behind) == 1 else _("See which"),
        url=_where(programme, behind),
        urgency=Urgency.SOON,
    )


def _to_enter(programme: Programme, unread: list[IndicatorStatus]) -> Need:
    """Say that nobody can tell how an indicator stands before somebody enters a value."""
    title = ngettext("“%(name)s” needs a value", "%(count)d indicators need a value", len(unread))
    url = _where(programme, unread)
    if len(unread) == 1:
        url = reverse("programmes:indicator-value", args=(programme.slug, unread[0].id))
    return Need(
        key="programmes.strategy.value",
        title=title % {"name": unread[0].name, "count": len(unread)},
        reason=_reason(unread),
        action=_("Enter it") if len(unread) == 1 else _("See which"),
        url=url,
        urgency=Urgency.WHEN_READY,
    )


def _reason(indicators: list[IndicatorStatus]) -> str:
    """Say what one indicator has reached, or name them all."""
    if len(indicators) > 1:
        return _("Of them: %(names)s") % {"names": ", ".join(each.name for each in indicators)}
    found = indicators[0]
    if not found.value:
        return _("Nobody has entered a value yet")
    words = {"value": found.value, "target": found.target, "due": day_words(found.due_on)}
    return _("It stands at %(value)s; %(target)s is aimed at by %(due)s") % words


def _where(programme: Programme, indicators: list[IndicatorStatus]) -> str:
    """Return the page of the one indicator, or the map."""
    if len(indicators) == 1:
        return reverse("programmes:indicator", args=(programme.slug, indicators[0].id))
    return reverse("programmes:strategy", args=(programme.slug,))
