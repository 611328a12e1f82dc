"""Changing a draft by hand: each change is kept, told to everybody, and can be taken back.

Every change names the version of the draft that somebody saw. It is made only where nobody has
touched the same mentees since; else ChangedMeanwhileError says what happened, and nothing is done.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from matching.drafts.changes import (
    RefusedError,
    is_alike,
    lock_draft,
    mentees_in,
    pairs_in,
    put_back,
    refuse_if_moved,
    rows_of,
)
from matching.drafts.enums import DraftChangeKind, HoldKind, UnplacedReason
from matching.drafts.judging import (
    Judged,
    assembly_of,
    broken_with_seats,
    judge,
    refusal_for_holds,
    refusal_for_room,
    refusal_of,
)
from matching.drafts.queries import measures_of
from matching.drafts.snapshot import SEATS
from matching.models import Draft, DraftChange, DraftHold, DraftPair, DraftSeat, DraftUnplaced
from matching.publishing.enums import SendingState
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Participant

Act = Callable[[Draft], DraftChangeKind]


def pin(draft: Draft, pair: DraftPair, *, by: Person | None, seen_version: int) -> None:
    """Keep a pair together, whatever comes; a second time changes nothing."""

    def act(now: Draft) -> DraftChangeKind:
        row = _pair_now(now, pair)
        row.is_pinned = True
        row.save(update_fields=["is_pinned"])
        _hold(now, pair, HoldKind.PIN, by)
        return DraftChangeKind.PINNED

    _change(draft, [pair.mentee_id], act, by=by, seen_version=seen_version)


def unpin(draft: Draft, pair: DraftPair, *, by: Person | None, seen_version: int) -> None:
    """Let the next run move a pair again."""

    def act(now: Draft) -> DraftChangeKind:
        row = _pair_now(now, pair)
        row.is_pinned = False
        row.save(update_fields=["is_pinned"])
        _holds(now, pair).filter(kind=HoldKind.PIN).delete()
        return DraftChangeKind.UNPINNED

    _change(draft, [pair.mentee_id], act, by=by, seen_version=seen_version)


def keep_apart(
    draft: Draft, pair: DraftPair, *, by: Person | None, seen_version: int, reason: str = ""
) -> None:
    """Take a pair apart, and let no run bring it together again."""

    def act(now: Draft) -> DraftChangeKind:
        _take_apart(now, pair)
        _hold(now, pair, HoldKind.FORBID, by, reason)
        return DraftChangeKind.FORBIDDEN

    _change(draft, [pair.mentee_id], act, by=by, seen_version=seen_version, reason=reason)


def allow(draft: Draft, hold: DraftHold, *, by: Person | None, seen_version: int) -> None:
    """Let two people meet again who were kept apart."""

    def act(now: Draft) -> DraftChangeKind:
        _holds(now, hold).filter(kind=HoldKind.FORBID).delete()
        return DraftChangeKind.ALLOWED

    _change(draft, [hold.mentee_id], act, by=by, seen_version=seen_version)


def take_out(
    draft: Draft, pair: DraftPair, *, by: Person | None, seen_version: int, reason: str = ""
) -> None:
    """Take a mentee out of a pair; a later run may bring it together again."""

    def act(now: Draft) -> DraftChangeKind:
        _take_apart(now, pair)
        return DraftChangeKind.REMOVED

    _change(draft, [pair.mentee_id], act, by=by, seen_version=seen_version, reason=reason)


def place(
    draft: Draft,
    mentee: Participant,
    mentor: Participant,
    *,
    by: Person | None,
    seen_version: int,
    instead_of: DraftPair | None = None,
    reason: str = "",
) -> None:
    """Give a mentee a mentor: in place of the mentor of `instead_of`, or one (more).

    What breaks a MUST, or fills more than a mentor's seats, takes a `reason`. Raises RefusedError.
    """
    judged = judge(assembly_of(draft), [(mentee.pk, mentor.pk)])[0]

    def act(now: Draft) -> DraftChangeKind:
        before = DraftPair.objects.filter(draft=now, mentee=mentee).count()
        if instead_of is None and before >= now.settings.get("mentors_each", 1):
            words = {"name": mentee.person.name}
            raise RefusedError([_("%(name)s has a mentor already in this draft.") % words])
        if instead_of is not None:
            _take_apart(now, instead_of)
        _put_together(now, judged, mentee, mentor, reason)
        DraftUnplaced.objects.filter(draft=now, mentee=mentee).delete()
        is_against = DraftPair.objects.filter(draft=now, mentee=mentee, mentor=mentor).exclude(
            broken_rules=[]
        )
        return DraftChangeKind.OVERRIDDEN if is_against.exists() else DraftChangeKind.PLACED

    _change(draft, [mentee.pk], act, by=by, seen_version=seen_version, reason=reason)


def swap(
    draft: Draft,
    one: DraftPair,
    other: DraftPair,
    *,
    by: Person | None,
    seen_version: int,
    reason: str = "",
) -> None:
    """Let two mentees change mentors; what breaks a MUST takes a `reason`. Raises RefusedError."""
    wanted = [(one.mentee, other.mentor), (other.mentee, one.mentor)]
    judged = judge(assembly_of(draft), [(mentee.pk, mentor.pk) for mentee, mentor in wanted])

    def act(now: Draft) -> DraftChangeKind:
        if one.mentee_id == other.mentee_id or one.mentor_id == other.mentor_id:
            raise RefusedError([_("There is nothing to swap: they share a mentor or a mentee.")])
        for pair in (one, other):
            _take_apart(now, pair)
        refusals = [
            refusal
            for each, people in zip(judged, wanted, strict=True)
            if (refusal := _refusal(now, each, *people, seats_count=False))
        ]
        _raise_unless_reason(refusals, reason)
        for each, people in zip(judged, wanted, strict=True):
            _put_together(now, each, *people, reason, seats_count=False)
        mentees = [one.mentee_id, other.mentee_id]
        DraftUnplaced.objects.filter(draft=now, mentee__in=mentees).delete()
        return DraftChangeKind.SWAPPED

    mentees = [one.mentee_id, other.mentee_id]
    _change(draft, mentees, act, by=by, seen_version=seen_version, reason=reason)


@transaction.atomic
def undo(draft: Draft, change: DraftChange, *, by: Person | None, seen_version: int) -> None:
    """Take one change back; raises RefusedError where something later rests on it."""
    now = lock_draft(draft)
    change = DraftChange.objects.get(pk=change.pk, draft=now)
    if change.kind == DraftChangeKind.MADE or DraftChange.objects.filter(takes_back=change):
        raise RefusedError([_("That was taken back already.")])
    mentees = [UUID(mentee) for mentee in sorted(mentees_in(change))]
    _refuse_if_sent(now, mentees)
    before = rows_of(now, mentees)
    if not is_alike(before, change.after):
        raise RefusedError([_("Something later was done to these people. Take that back first.")])
    put_back(now, mentees, change.before)
    _refuse_if_over_full(now, change)
    _note(
        now,
        DraftChangeKind.RESTORED,
        by=by,
        before=before,
        after=rows_of(now, mentees),
        takes_back=change,
    )


@transaction.atomic
def _change(
    draft: Draft,
    mentees: Sequence[UUID],
    act: Act,
    *,
    by: Person | None,
    seen_version: int,
    reason: str = "",
) -> None:
    """Make a change where nobody touched its mentees since; keep it, unless nothing changed.

    Raises ChangedMeanwhileError, RefusedError, and IllegalTransitionError where the draft is not
    ready any more.
    """
    now = lock_draft(draft)
    refuse_if_moved(now, mentees, seen_version)
    _refuse_if_sent(now, mentees)
    before = rows_of(now, mentees)
    kind = act(now)
    after = rows_of(now, mentees)
    if not is_alike(before, after):
        _note(now, kind, by=by, before=before, after=after, reason=reason)
    draft.version, draft.measures = now.version, now.measures


def _note(
    draft: Draft,
    kind: DraftChangeKind,
    *,
    by: Person | None,
    before: list[dict[str, object]],
    after: list[dict[str, object]],
    reason: str = "",
    takes_back: DraftChange | None = None,
) -> None:
    """Keep a change under the next version, count the draft anew, and record it."""
    draft.version += 1
    draft.measures = {**draft.measures, **measures_of(draft)}
    draft.save(update_fields=["version", "measures"])
    DraftChange.objects.create(
        draft=draft,
        version=draft.version,
        kind=kind,
        by=by,
        before=before,
        after=after,
        reason=reason,
        takes_back=takes_back,
    )
    record(
        "draft.changed",
        draft,
        by=by,
        organisation_id=draft.round.cohort.programme.organisation_id,
        changes={"kind": kind.value, "version": draft.version},
    )


def _pair_now(draft: Draft, pair: DraftPair) -> DraftPair:
    """Return a pair as it is now; raises RefusedError where it is no more."""
    row = DraftPair.objects.filter(draft=draft, pk=pair.pk).first()
    if row is None:
        raise RefusedError([_("This pair is not in the draft any more.")])
    return row


def _holds(draft: Draft, pair: DraftPair | DraftHold) -> "QuerySet[DraftHold]":
    """Return what was decided of a pair."""
    return DraftHold.objects.filter(draft=draft, mentee=pair.mentee_id, mentor=pair.mentor_id)


def _hold(
    draft: Draft, pair: DraftPair, kind: HoldKind, by: Person | None, reason: str = ""
) -> None:
    """Decide of a pair; the latest decision counts."""
    held = _holds(draft, pair).filter(kind=kind)
    if held.exists():
        return
    _holds(draft, pair).delete()
    DraftHold.objects.create(
        draft=draft,
        mentee_id=pair.mentee_id,
        mentor_id=pair.mentor_id,
        kind=kind,
        by=by,
        reason=reason,
    )


def _take_apart(draft: Draft, pair: DraftPair) -> None:
    """Remove a pair that is not pinned; its mentee is without a mentor, unless they have others."""
    row = _pair_now(draft, pair)
    if row.is_pinned:
        words = {"mentee": pair.mentee.person.name, "mentor": pair.mentor.person.name}
        said = _("%(mentee)s and %(mentor)s are pinned. Take the pin out first.")
        raise RefusedError([said % words])
    row.delete()
    if not DraftPair.objects.filter(draft=draft, mentee=pair.mentee_id).exists():
        DraftUnplaced.objects.get_or_create(
            draft=draft,
            mentee_id=pair.mentee_id,
            defaults={"reason": UnplacedReason.TAKEN_OUT},
        )


def _put_together(
    draft: Draft,
    judged: Judged,
    mentee: Participant,
    mentor: Participant,
    reason: str,
    *,
    seats_count: bool = True,
) -> None:
    """Make a pair; raises RefusedError where something is against it and nobody says why."""
    if DraftPair.objects.filter(draft=draft, mentee=mentee, mentor=mentor).exists():
        words = {"mentee": mentee.person.name, "mentor": mentor.person.name}
        raise RefusedError([_("%(mentee)s and %(mentor)s are a pair already.") % words])
    refusal = _refusal(draft, judged, mentee, mentor, seats_count=seats_count)
    _raise_unless_reason([refusal] if refusal else [], reason)
    is_full = seats_count and refusal_for_room(draft, mentor) is not None
    broken = broken_with_seats(judged, is_full=is_full)
    DraftPair.objects.create(
        draft=draft,
        mentee=mentee,
        mentor=mentor,
        points=judged.points,
        parts=judged.parts,
        facts=judged.facts,
        wish_rank=judged.wish_rank,
        is_by_hand=True,
        broken_rules=broken,
        override_reason=reason if broken else "",
    )


def _refusal(
    draft: Draft, judged: Judged, mentee: Participant, mentor: Participant, *, seats_count: bool
) -> RefusedError | None:
    """Return everything that speaks against a pair, if anything does."""
    found = [
        refusal_for_holds(draft, mentee, mentor),
        refusal_of(draft, judged, mentee, mentor),
        refusal_for_room(draft, mentor) if seats_count else None,
    ]
    return _together([refusal for refusal in found if refusal])


def _together(refusals: Sequence[RefusedError]) -> RefusedError | None:
    """Return several refusals as one, which a reason sets aside only where it could each."""
    if not refusals:
        return None
    reasons = [reason for refusal in refusals for reason in refusal.reasons]
    return RefusedError(reasons, can_override=all(each.can_override for each in refusals))


def _raise_unless_reason(refusals: Sequence[RefusedError], reason: str) -> None:
    """Raise what speaks against a change, unless it can be set aside and somebody says why."""
    refusal = _together(refusals)
    if refusal and not (refusal.can_override and reason.strip()):
        raise refusal


def _refuse_if_sent(draft: Draft, mentees: Sequence[UUID]) -> None:
    """Raise RefusedError where somebody has a proposal; what is only staged is told there."""
    pairs = DraftPair.objects.filter(
        draft=draft, mentee__in=mentees, sending__state=SendingState.SENT
    )
    sent = pairs.select_related("mentee__person").first()
    if sent is not None:
        said = _("The proposal for %(name)s is being sent, or was sent already.")
        raise RefusedError([said % {"name": sent.mentee.person.name}])


def _refuse_if_over_full(draft: Draft, change: DraftChange) -> None:
    """Raise RefusedError where a pair that is put back finds its mentor full meanwhile."""
    for row in pairs_in(change.before):
        taken = DraftPair.objects.filter(draft=draft, mentor=row["mentor"]).count()
        seats = DraftSeat.objects.filter(draft=draft, mentor=row["mentor"]).first()
        if seats is not None and taken > seats.seats and SEATS not in row["broken_rules"]:
            mentor = Participant.objects.select_related("person").get(pk=row["mentor"])
            said = _("%(name)s has no room any more.")
            raise RefusedError([said % {"name": mentor.person.name}])
