"""Communities begun, changed, closed and opened again; who joins, leaves, and moderates."""

from collections.abc import Collection
from dataclasses import dataclass, fields

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.models import Cohort, Programme
from training.actions.community_keeping import give_up_gatherings, keep_members
from training.actions.digests import drop_mails
from training.communities.emails import post_community_invitation
from training.communities.enums import (
    MEMBER_TRANSITIONS,
    CommunityKind,
    DigestRhythm,
    Joining,
    LeftBecause,
    MemberState,
)
from training.communities.queries import gatherings_of, may_be_invited, open_to
from training.models import Community, CommunityMember


class CommunityClosedError(Exception):
    """The community is closed, so nobody joins it and nobody is invited."""


class NotForThemError(Exception):
    """The community is for other people, or the person was not invited."""


class GatheringsToComeError(Exception):
    """Gatherings are still planned, and people count on them; nothing was closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityPlan:
    """What a community is to be; with a cohort it is for that run alone."""

    name: str
    kind: CommunityKind | str
    joining: Joining | str
    purpose: str = ""
    gatherings_a_year: int = 2
    cohort: Cohort | None = None


@transaction.atomic
def begin_community(programme: Programme, plan: CommunityPlan, *, by: Person | None) -> Community:
    """Begin a community; where the role decides, everybody in it belongs at once. Recorded.

    Raises ValueError for a cohort of another programme.
    """
    _check(programme, plan)
    community = Community.objects.create(programme=programme, **_values(plan))
    _record("community.begun", community, by=by)
    keep_members([community], by=by)
    return community


@transaction.atomic
def change_community(community: Community, plan: CommunityPlan, *, by: Person | None) -> None:
    """Change what a community is, and who belongs by role along with it; recorded."""
    _check(community.programme, plan)
    locked = lock_community(community)
    values = _values(plan)
    changed = sorted(name for name, value in values.items() if getattr(locked, name) != value)
    if not changed:
        return
    for name, value in values.items():
        setattr(locked, name, value)
        setattr(community, name, value)
    locked.save(update_fields=changed)
    _record("community.changed", locked, by=by, changes={"fields": changed})
    keep_members([locked], by=by)


@transaction.atomic
def close_community(community: Community, *, by: Person | None) -> bool:
    """Close a community: its members keep what was written, and nobody joins any more; recorded.

    Return whether it was still open. Raises GatheringsToComeError.
    """
    if gatherings_of(community).upcoming().exists():
        raise GatheringsToComeError
    is_news = _set_closed(community, is_open=True)
    if is_news:
        _record("community.closed", community, by=by)
    return is_news


@transaction.atomic
def open_again(community: Community, *, by: Person | None) -> bool:
    """Open a community again, and bring who belongs by role up to date; return whether it was."""
    is_news = _set_closed(community, is_open=False)
    if is_news:
        _record("community.opened_again", community, by=by)
    keep_members([community], by=by)
    return is_news


@transaction.atomic
def join(community: Community, person: Person, *, by: Person | None) -> CommunityMember:
    """Let a person belong: who was invited, or who may come by themselves; recorded.

    Who belongs already keeps what they have. Raises CommunityClosedError, NotForThemError.
    """
    locked = lock_community(community)
    if not locked.is_alive:
        raise CommunityClosedError
    member = locked.members.filter(person=person).first()
    if member is not None and member.state == MemberState.MEMBER:
        return member
    is_invited = member is not None and member.state == MemberState.INVITED
    if not is_invited and not open_to(person).filter(pk=locked.pk).exists():
        raise NotForThemError
    if member is None:
        member = CommunityMember.objects.create(
            community=locked, person=person, state=MemberState.MEMBER
        )
    else:
        advance(
            member,
            MemberState.MEMBER,
            MEMBER_TRANSITIONS,
            since=timezone.now(),
            is_automatic=False,
            left_because="",
        )
    _record_member("community.joined", member, locked, by=by)
    return member


@transaction.atomic
def leave(community: Community, person: Person, *, by: Person | None) -> None:
    """Let a person leave, or say no to an invitation: nobody puts them back; recorded.

    Places at gatherings to come go to whoever waits. Raises IllegalTransitionError for somebody
    who left before.
    """
    member = community.members.select_related("person").get(person=person)
    was_invited = member.state == MemberState.INVITED
    _end(member, LeftBecause.THEMSELVES, by=by)
    _record_member(
        "community.invitation_declined" if was_invited else "community.left",
        member,
        community,
        by=by,
    )


@transaction.atomic
def remove_member(member: CommunityMember, *, by: Person | None) -> None:
    """Take a member out, or an invitation back: they come back by invitation alone; recorded.

    Raises IllegalTransitionError for somebody who left meanwhile.
    """
    _end(member, LeftBecause.REMOVED, by=by)
    _record_member("community.member_removed", member, member.community, by=by)


@transaction.atomic
def invite_members(
    community: Community, people: Collection[Person], *, by: Person | None
) -> list[Person]:
    """Invite people to belong, and write to them; recorded. Return who was newly invited.

    Who belongs, or is invited already, and whom it is not for are left out. Raises
    CommunityClosedError.
    """
    locked = lock_community(community)
    if not locked.is_alive:
        raise CommunityClosedError
    asked = [person.pk for person in people]
    news = list(may_be_invited(locked).filter(pk__in=asked))
    known = {row.person_id: row for row in locked.members.filter(person__in=news)}
    for person in news:
        member = known.get(person.pk)
        if member is None:
            member = CommunityMember.objects.create(
                community=locked, person=person, state=MemberState.INVITED
            )
        else:
            advance(
                member,
                MemberState.INVITED,
                INVITABLE,
                since=timezone.now(),
                is_automatic=False,
                left_because="",
            )
        turn = f"invited {member.since:%Y-%m-%dT%H:%M:%S.%f}"
        post_community_invitation(locked, person, occurrence=turn)
    if news:
        _record("community.invited", locked, by=by, changes={"people": len(news)})
    return news


@transaction.atomic
def set_moderator(member: CommunityMember, moderates: bool, *, by: Person | None) -> bool:  # noqa: FBT001  (the one thing it says)
    """Let a member moderate, or no longer; recorded. Return whether anything is new.

    Raises IllegalTransitionError for somebody who does not belong any more.
    """
    rows = CommunityMember.objects.current().filter(pk=member.pk)
    if rows.filter(is_moderator=not moderates).update(is_moderator=moderates):
        member.is_moderator = moderates
        _record_member(
            "community.moderator_appointed" if moderates else "community.moderator_withdrawn",
            member,
            member.community,
            by=by,
        )
        return True
    if not rows.exists():
        raise IllegalTransitionError(member, MemberState.MEMBER)
    return False


@transaction.atomic
def set_digest(member: CommunityMember, rhythm: DigestRhythm | str, *, by: Person | None) -> None:
    """Choose how often a member reads by e-mail what was written; recorded."""
    rows = CommunityMember.objects.filter(pk=member.pk).exclude(digest=rhythm)
    if rows.update(digest=rhythm):
        member.digest = rhythm
        _record_member("community.digest_changed", member, member.community, by=by)


# Who left may be invited anew.
INVITABLE: dict[str, frozenset[str]] = {MemberState.INVITED: frozenset({MemberState.LEFT})}


def lock_community(community: Community) -> Community:
    """Return the community as stored, kept from everybody else until the transaction ends."""
    rows = Community.objects.select_related("programme__organisation")
    return rows.select_for_update(of=("self",)).get(pk=community.pk)


def _end(member: CommunityMember, because: LeftBecause, *, by: Person | None) -> None:
    """Let a membership end, give back places at gatherings to come, and send no more words."""
    advance(
        member,
        MemberState.LEFT,
        MEMBER_TRANSITIONS,
        since=timezone.now(),
        is_moderator=False,
        left_because=because,
    )
    give_up_gatherings(member.community_id, [member.person_id], by=by)
    drop_mails(member.community_id, [member.person_id])


def _set_closed(community: Community, *, is_open: bool) -> bool:
    """Close or open a community by one conditional update; return whether it was the other."""
    closed_at = timezone.now() if is_open else None
    rows = Community.objects.filter(pk=community.pk, closed_at__isnull=is_open)
    if not rows.update(closed_at=closed_at):
        return False
    community.closed_at = closed_at
    return True


def _check(programme: Programme, plan: CommunityPlan) -> None:
    """Refuse a cohort of another programme."""
    if plan.cohort is not None and plan.cohort.programme_id != programme.pk:
        raise ValueError("The cohort belongs to another programme.")


def _values(plan: CommunityPlan) -> dict[str, object]:
    """Return the fields of a plan by name."""
    return {field.name: getattr(plan, field.name) for field in fields(plan)}


def _record(
    kind: str, community: Community, *, by: Person | None, changes: dict[str, object] | None = None
) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = community.programme.organisation_id
    record(kind, community, by=by, organisation_id=organisation_id, changes=changes)


def _record_member(
    kind: str, member: CommunityMember, community: Community, *, by: Person | None
) -> None:
    """Record what became of one member."""
    organisation_id = community.programme.organisation_id
    changes: dict[str, object] = {"community": str(community.pk), "person": str(member.person_id)}
    record(kind, member, by=by, organisation_id=organisation_id, changes=changes)
