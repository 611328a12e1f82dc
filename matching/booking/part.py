"""Meetings on the page of one's match: the next one, or what one of them waits for."""

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
    held, to_log = counts["held"], counts["to_log"]
    is_to_plan = match.is_under_way and upcoming is None and not to_log
    told, action = [], ""
    if to_log:
        words = ngettext("%(n)d meeting waits for a word", "%(n)d meetings wait for a word", to_log)
        told.append(words % {"n": to_log})
        action = _("Say whether you met")
    if upcoming is not None:
        local = timezone.localtime(upcoming.starts_at, viewer.time_zone)
        told.append(_("Next: %(when)s") % {"when": date_format(local, "l j F, H:i")})
    elif is_to_plan:
        told.append(_("No meeting is planned yet"))
        action = _("Plan a meeting")
    if held:
        so_far = ngettext("%(n)d meeting so far", "%(n)d meetings so far", held)
        told.append(so_far % {"n": held})
    if not told:
        return
    plan_url = reverse("matching:meeting-plan", args=(match.pk,))
    yield PairPart(
        key="meetings",
        title=_("Meetings"),
        text=". ".join(told) + ".",
        url=plan_url if is_to_plan else reverse("matching:meetings"),
        order=ORDER,
        icon="calendar",
        wants_you=bool(action),
        action=action,
    )
