"""What others ask about endings."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from matching.models import (
    ClosingWord,
    Match,
    MatchMember,
    ParticipationCertificate,
    RematchWish,
)
from mentorship.accounts.models import Person

RELATED = ("member__participant__person", "member__match__cohort__programme__organisation")


def wishes_waiting(match_ids: Iterable[UUID]) -> dict[UUID, list[RematchWish]]:
    """Return who waits for somebody else, by match, oldest first; one query, for coordinators.

    Matches of which nobody waits are left out, so that `in` tells whether somebody does.
    """
    found: defaultdict[UUID, list[RematchWish]] = defaultdict(list)
    for wish in waiting_in(match_ids):
        found[wish.member.match_id].append(wish)
    return dict(found)


def waiting_in(match_ids: Iterable[UUID]) -> "QuerySet[RematchWish]":
    """Return who waits for somebody else in these matches, oldest first; for coordinators."""
    waiting = RematchWish.objects.waiting().filter(member__match__in=list(match_ids))
    return waiting.select_related("member__participant__person").order_by("asked_at")


def wishes_for(match: Match, viewer: Person) -> "QuerySet[RematchWish]":
    """Return who in a match waits for somebody else; none to a coordinator who is in it."""
    return waiting_in([] if viewer in match.people else [match.pk])


def words_of_others(member: MatchMember) -> list[ClosingWord]:
    """Return what the others in a match said at its end, once they have finished; one query.

    What they gained is theirs: pages for others show thanks and keeping in touch alone.
    """
    finished = ClosingWord.objects.filter(
        member__match=member.match_id, finished_at__isnull=False
    ).exclude(member=member)
    return list(finished.select_related("member__participant__person"))


def participation_with(code: str) -> ParticipationCertificate | None:
    """Return the certificate whose code was typed, for the page that says if it is genuine."""
    found = ParticipationCertificate.objects.with_code(code)
    return found.select_related(*RELATED).first()
