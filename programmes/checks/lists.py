"""Checks as a list: how many stand where, and those of one sort."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.checks.enums import CheckState
from programmes.models import Check, Programme
from programmes.models.check import CheckQuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SOON = timedelta(days=60)


class Sort(StrEnum):
    """Which checks somebody looks at."""

    WAITING = "waiting"
    ASKED = "asked"
    REFUSED = "refused"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    CONFIRMED = "confirmed"


LABELS: "dict[Sort, _StrPromise]" = {
    Sort.WAITING: gettext_lazy("Sent in"),
    Sort.ASKED: gettext_lazy("Asked for"),
    Sort.REFUSED: gettext_lazy("Sent back"),
    Sort.EXPIRING: gettext_lazy("Running out"),
    Sort.EXPIRED: gettext_lazy("Run out"),
    Sort.CONFIRMED: gettext_lazy("Confirmed"),
}


def _conditions(day: date) -> dict[Sort, Q]:
    """Return what puts a check among those of each sort on a day."""
    confirmed = Q(state=CheckState.CONFIRMED)
    return {
        Sort.WAITING: Q(state=CheckState.SENT_IN),
        Sort.ASKED: Q(state=CheckState.ASKED),
        Sort.REFUSED: Q(state=CheckState.REFUSED),
        Sort.EXPIRING: confirmed & Q(expires_on__range=(day, day + SOON)),
        Sort.EXPIRED: confirmed & Q(expires_on__lt=day),
        Sort.CONFIRMED: confirmed & (Q(expires_on=None) | Q(expires_on__gte=day)),
    }


@dataclass(frozen=True, slots=True)
class Standing:
    """How a check stands, in one word with its shape, and in a sentence."""

    tone: str
    word: str
    sentence: str


def checks_of(programme: Programme) -> CheckQuerySet:
    """Return what is asked now of people who take part in the programme."""
    return Check.objects.in_force().filter(requirement__programme=programme)


def counts_of(programme: Programme, day: date) -> dict[Sort, int]:
    """Count the checks of each sort; one query."""
    counts = {sort.value: Count("pk", filter=is_of) for sort, is_of in _conditions(day).items()}
    found = checks_of(programme).aggregate(**counts)
    return {sort: found[sort.value] for sort in Sort}


def of_sort(programme: Programme, sort: Sort, day: date) -> CheckQuerySet:
    """Return the checks of one sort, those that press first."""
    rows = checks_of(programme).filter(_conditions(day)[sort])
    order = {Sort.WAITING: "sent_in_at", Sort.ASKED: "asked_at"}.get(sort, "expires_on")
    return rows.select_related("person", "requirement").order_by(order, "person__name", "pk")


def standing_of(check: Check, day: date) -> Standing:
    """Say how a check stands on a day."""
    end = check.expires_on
    words = {"day": date_format(end)} if end else {}
    if check.state == CheckState.ASKED:
        asked = {"day": date_format(check.asked_at)}
        return Standing("idle", _("Asked for"), _("Asked for on %(day)s") % asked)
    if check.state == CheckState.SENT_IN:
        return Standing("warn", _("Sent in"), _("Sent in, and not looked at yet"))
    if check.state == CheckState.REFUSED:
        return Standing("bad", _("Sent back"), check.refused_reason)
    if end is None:
        return Standing("good", _("Confirmed"), _("Confirmed, for good"))
    if end < day:
        return Standing("bad", _("Run out"), _("Was good until %(day)s") % words)
    tone = "warn" if end <= day + SOON else "good"
    return Standing(tone, _("Confirmed"), _("Good until %(day)s") % words)
