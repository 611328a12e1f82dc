"""Meetings on the page of one's match: the next one, or that one should be planned."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.enums import MeetingState
from matching.models import Match
from matching.pair_page import PairPart
from mentorship.accounts.models import Person

ORDER = 30


def meetings_part(match: Match, viewer: Person) -> Iterator[PairPart]:
    """Yield how meetings stand for one of the match's people; two queries."""
    upcoming = match.meetings.upcoming().first()
    counts = match.meetings.aggregate(
        held=Count("pk", filter=Q(state=MeetingState.HELD)),
        to_log=Count("pk", filter=Q(state=MeetingState.PLANNED, starts_at__lte=timezone.now())),
    )
    held = counts["held"]
    so_far = ngettext("%(n)d meeting so far", "%(n)d meetings so far", held) % {"n": held}
    told = [so_far] if held else []
    can_plan = match.is_under_way and upcoming is None
    if upcoming is not None:
        local = timezone.localtime(upcoming.starts_at, viewer.time_zone)
        told.insert(0, _("Next: %(when)s") % {"when": date_format(local, "l j F, H:i")})
    elif can_plan:
        told.insert(0, _("None is planned yet"))
    if not told:
        return
    url = reverse("matching:meeting-plan", args=(match.pk,))
    yield PairPart(
        key="meetings",
        title=_("Meetings"),
        text=". ".join(told) + ".",
        url=url if can_plan else reverse("matching:meetings"),
        order=ORDER,
        icon="calendar",
        wants_you=can_plan or bool(counts["to_log"]),
    )
