"""Meetings on the page of one's match: the next one, or what one of them waits for."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.models import Match
from matching.pair_page import PairPart
from mentorship.accounts.models import Person

ORDER = 30


def meetings_part(match: Match, viewer: Person) -> Iterator[PairPart]:
    """Yield how meetings stand for one of the match's people; three queries.

    One that is over, and of which nobody has said a word, comes first: it takes a tap.
    """
    if match.is_under_way and (over := match.meetings.to_log().order_by("starts_at").first()):
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
    upcoming = match.meetings.upcoming().first()
    held = match.meetings.held().count()
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
