"""Asking to talk before one says yes or no."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from matching.actions.locks import lock_match, record_about
from matching.actions.proposals import NotInMatchError
from matching.agreeing.emails import post_talk_asked
from matching.enums import MatchState
from matching.models import Match, MatchMember
from mentorship.accounts.models import Person
from mentorship.common.lifecycle import IllegalTransitionError

# When the end is nearer than this, there is more time, once for each match.
NEAR = timedelta(days=3)
MORE_TIME = timedelta(days=4)


def more_time_for(match: Match) -> datetime | None:
    """Return until when people may answer if somebody asks to talk now; None without an end.

    Later than before only where the end is near and nobody asked yet. The match comes with its
    people.
    """
    until = match.answer_by
    if until is None or any(member.talk_asked_at for member in match.members.all()):
        return until
    return until + MORE_TIME if until - timezone.now() < NEAR else until


@transaction.atomic
def ask_to_talk(match: Match, *, by: Person) -> None:
    """Note that somebody would like to talk with the others first; recorded, and they are told.

    The first who asks while the end is near gets everybody some more days to answer. A second
    press, or asking after one's own yes, changes nothing. Raises NotInMatchError, and
    IllegalTransitionError when the match is no longer proposed, or the time to answer is over.
    """
    now = lock_match(match)
    own = [member for member in now.members.all() if member.person == by]
    if not own:
        raise NotInMatchError
    if now.state != MatchState.PROPOSED or now.is_too_late_to_answer:
        raise IllegalTransitionError(match, MatchState.ACCEPTED)
    if all(member.talk_asked_at or member.accepted_at for member in own):
        return
    at = timezone.now()
    MatchMember.objects.filter(pk__in=[member.pk for member in own]).update(talk_asked_at=at)
    changes = {}
    if (until := more_time_for(now)) != now.answer_by:
        now.answer_by = until
        Match.objects.filter(pk=now.pk).update(answer_by=until)
        changes["more_days"] = MORE_TIME.days
    record_about("match.talk_asked", now, by=by, changes=changes)
    post_talk_asked(now, by=by)
