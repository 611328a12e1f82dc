"""Closing well: what people say at the end, and the end itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from matching.actions.goals import rate_end
from matching.actions.locks import lock_people_and_match, record_about
from matching.actions.matches import close_match
from matching.ending.emails import post_thanks
from matching.ending.nearing import NEARING, nearing_end
from matching.enums import MatchSide, MatchState
from matching.models import ClosingWord, Goal, Match, MatchMember, Meeting
from mentorship.accounts.models import Person
from mentorship.common.lifecycle import IllegalTransitionError
from training.actions.pathway import note_interest
from training.pathway.enums import InterestSource

log = structlog.get_logger(__name__)
# After a match has closed its people may still look back for so long.
STILL_OPEN = timedelta(days=30)


class NotYetClosingError(Exception):
    """The end is too far away, or too long ago, to look back; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody says at the end; `ratings` are those of their own goals, 1 to 7, by id."""

    gained: str = ""
    thanks: str = ""
    keeps_in_touch: bool = False
    would_mentor: bool = False
    ratings: Mapping[UUID, int] = field(default_factory=dict)


def may_look_back(match: Match) -> bool:
    """Tell whether the people of a match may write their closing words now."""
    today = timezone.localdate()
    if match.state == MatchState.CLOSED and match.ended_on is not None:
        return today <= match.ended_on + STILL_OPEN
    return nearing_end(Match.objects.filter(pk=match.pk), today).exists()


@transaction.atomic
def keep_closing_words(member: MatchMember, *, by: Person, words: Words) -> ClosingWord:
    """Keep what somebody has written so far, for themselves alone.

    What is finished stays as it is. Raises NotYetClosingError.
    """
    _participants, match = lock_people_and_match(member.match)
    return _keep(match, member, words, by=by)


@transaction.atomic
def finish_closing(member: MatchMember, *, by: Person, words: Words) -> ClosingWord:
    """Finish looking back; recorded. The others are told of a thank-you, without a word of it.

    Once everybody has finished and no meeting is planned, the match is closed. A mentee who would
    like to become a mentor is noted for that. Finishing twice does nothing twice. Raises
    NotYetClosingError.
    """
    _participants, match = lock_people_and_match(member.match)
    word = _keep(match, member, words, by=by)
    if word.finished_at is not None:
        return word
    word.finished_at = timezone.now()
    word.save(update_fields=["finished_at"])
    record_about("match.looked_back", match, by=by, changes={"member": member.pk})
    if word.would_mentor and member.side == MatchSide.MENTEE:
        note_interest(
            match.cohort.programme,
            member.person,
            source=InterestSource.CLOSE,
            on=timezone.localdate(),
            by=by,
        )
    if match.state in NEARING and is_through(match):
        close_match(match, by=by)
    elif word.thanks:
        post_thanks(member, match)
    return word


def close_finished() -> int:
    """Close every match whose people have all looked back and meet no more; return how many."""
    silent = MatchMember.objects.filter(
        match=OuterRef("pk"), closing_word__finished_at__isnull=True
    )
    planned = Meeting.objects.upcoming().filter(match=OuterRef("pk"))
    through = Match.objects.filter(~Exists(silent), ~Exists(planned), state__in=NEARING)
    return close_all(through.order_by("pk"), by=None)


def close_all(matches: Iterable[Match], *, by: Person | None) -> int:
    """Close these matches, each by itself; return how many: those gone meanwhile do not count."""
    closed = 0
    for match in matches:
        try:
            close_match(match, by=by)
        except IllegalTransitionError:
            log.info("match_ended_meanwhile", match_id=str(match.pk))
        else:
            closed += 1
    return closed


def is_through(match: Match) -> bool:
    """Tell whether everybody has looked back, and no meeting is planned any more."""
    finished = ClosingWord.objects.filter(member__match=match, finished_at__isnull=False).count()
    return finished == match.members.count() and not match.meetings.upcoming().exists()


def _keep(match: Match, member: MatchMember, words: Words, *, by: Person) -> ClosingWord:
    """Store somebody's words and the ratings of their own goals; what is finished stays."""
    if not may_look_back(match):
        raise NotYetClosingError
    word, _is_new = ClosingWord.objects.get_or_create(member=member)
    if word.finished_at is not None:
        return word
    word.gained, word.thanks = words.gained, words.thanks
    word.keeps_in_touch, word.would_mentor = words.keeps_in_touch, words.would_mentor
    word.save()
    own = Goal.objects.open().filter(match=match, person=by, pk__in=list(words.ratings))
    for goal in own:
        rate_end(goal, by=by, rating=words.ratings[goal.pk])
    return word
