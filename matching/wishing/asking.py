"""Asking a mentor oneself: whether it is possible, and what stands in the way, in a sentence."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.enums import CURRENT_STATES
from matching.models import MatchMember, MatchRequest
from matching.wishing.doors import Door
from matching.wishing.suitable import Suitable
from programmes.models import Participant

END_OF_DAY = time(23, 59)


def why_not_ask(door: Door, mentor: Participant, suitable: Suitable) -> str:
    """Return why a mentee cannot ask a mentor now, in a sentence to the mentee; "" if they can."""
    names = {"name": mentor.person.short_name}
    if not door.may_ask:
        return why_closed()
    if mentor.person_id == door.place.person_id:
        return _("You cannot ask yourself.")
    if why_not := why_nobody(door, suitable):
        return why_not
    if mentor.pk not in suitable.possible:
        return _("The rules of this round do not let you and %(name)s be matched.") % names
    if mentor.pk not in suitable.free:
        return _("%(name)s has no room just now. Somebody else may have been quicker.") % names
    return ""


def why_closed() -> str:
    """Return what somebody reads whose round lets nobody ask."""
    return _("Nobody can be asked just now. Your coordinators tell you when it begins.")


def why_not_ready() -> str:
    """Return what somebody reads whom training, a check or their own word keeps out."""
    return _("You cannot be matched just yet. Your coordinators know why, and help you.")


def why_nobody(door: Door, suitable: Suitable) -> str:
    """Return why a mentee can ask nobody at all now, in a sentence; "" if they can."""
    waiting = waiting_of(door)
    most = door.round.mentors_each
    if len(waiting) + matches_of(door.place) >= most:
        if waiting:
            return _("You have asked %(name)s. Wait for the answer, or take it back first.") % {
                "name": waiting[0].mentor.person.short_name
            }
        return ngettext(
            "You have a mentor already.", "You have %(count)d mentors, as many as planned.", most
        ) % {"count": most}
    if not suitable.is_ready:
        return why_not_ready()
    return ""


def waiting_of(door: Door) -> list[MatchRequest]:
    """Return the requests of a mentee that nobody has answered, the newest first; one query."""
    own = MatchRequest.objects.waiting().filter(round=door.round, mentee=door.place)
    return list(own.select_related("mentor__person"))


def matches_of(place: Participant) -> int:
    """Return in how many matches a participant is, or is being asked; one query."""
    return MatchMember.objects.filter(participant=place, match__state__in=CURRENT_STATES).count()


def new_request(door: Door, mentor: Participant, words: str = "") -> MatchRequest:
    """Return a request as it would be made now; not stored.

    There is time to answer until the end of the last day, where the mentor is.
    """
    now = timezone.now()
    zone = mentor.person.time_zone
    last = timezone.localdate(now, zone) + timedelta(days=door.round.answer_days)
    return MatchRequest(
        round=door.round,
        mentee=door.place,
        mentor=mentor,
        words=words,
        asked_at=now,
        answer_by=datetime.combine(last, END_OF_DAY, zone),
    )
