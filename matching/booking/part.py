"""Meetings on the page of one's match: the next one, or what one of them waits for."""

from collections.abc import Iterator, Sequence

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.enums import MeetingState
from matching.models import Match, Meeting
from matching.models.meeting import MeetingQuerySet
from matching.pair_page import PairPart
from mentorship.accounts.models import Person

ORDER = 30


Counted = tuple[str, int]


def meetings_by_state(match: Match, _viewer: Person) -> QuerySet[Meeting, Counted]:
    """Count the meetings of a match by state."""
    rows = Meeting.objects.filter(match=match).order_by()
    return rows.values_list("state").annotate(number=Count("pk"))


def planned_meetings(match: Match, _viewer: Person) -> MeetingQuerySet:
    """Return the planned meetings of a match, the earliest first."""
    return Meeting.objects.filter(match=match, state=MeetingState.PLANNED)


def meetings_part(
    match: Match, viewer: Person, planned: Sequence[Meeting], counted: Sequence[Counted]
) -> Iterator[PairPart]:
    """Yield how meetings stand for one of the match's people.

    One that is over, and of which nobody has said a word, comes first: it takes a tap.
    """
    over = next((meeting for meeting in planned if meeting.is_over), None)
    if match.is_under_way and over is not None:
        local = timezone.localtime(over.starts_at, viewer.time_zone)
        yield PairPart(
            key="meetings",
            title=_("Meetings"),
            text=_("Did you meet on %(day)s?") % {"day": date_format(local, "l j F")},
            url=reverse("matching:meeting-log", args=(over.pk,)),
            order=ORDER,
            icon="calendar",
            wants_you=True,
            action=_("Say so"),
        )
        return
    upcoming = next((meeting for meeting in planned if not meeting.is_over), None)
    held = dict(counted).get(MeetingState.HELD, 0)
    so_far = ngettext("%(n)d meeting so far", "%(n)d meetings so far", held) % {"n": held}
    told = [so_far] if held else []
    can_plan = match.is_under_way and upcoming is None
    if upcoming is not None:
        local = timezone.localtime(upcoming.starts_at, viewer.time_zone)
        told.insert(0, _("Next on %(day)s") % {"day": date_format(local, "l j F")})
    elif can_plan:
        told.insert(0, _("No meeting is planned yet"))
    if not told:
        return
    plan_url = reverse("matching:meeting-plan", args=(match.pk,))
    yield PairPart(
        key="meetings",
        title=_("Meetings"),
        text=". ".join(told) + ".",
        url=plan_url if can_plan else reverse("matching:meetings"),
        order=ORDER,
        icon="calendar",
        wants_you=can_plan,
        action=_("Plan a meeting") if can_plan else "",
    )
