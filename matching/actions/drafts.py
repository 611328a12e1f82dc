"""Drafts: asked for, worked out here or by a worker, stopped, named, put aside."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.drafts.certificates import certificate_in_json
from matching.drafts.enums import (
    DRAFT_TRANSITIONS,
    DraftChangeKind,
    DraftOrigin,
    DraftState,
    HoldKind,
)
from matching.drafts.judging import assembly_of
from matching.drafts.keeping import keep_rows
from matching.drafts.queries import measures_of
from matching.drafts.running import (
    SECONDS_AT_ONCE,
    SECONDS_OF_A_WORKER,
    HopelessError,
    Teller,
    ask,
    conflict_in_words,
    is_small,
    step_in_words,
)
from matching.models import Draft, DraftChange, DraftHold, DraftPair, Round
from matching.rounds.settings import settings_of
from matching.solver.model import (
    BadProblemError,
    CancelledError,
    Mode,
    PinsConflictError,
    Solution,
)
from matching.solver.solve import solve
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.enums import ParticipantRole
from programmes.importing.locks import alone_with
from programmes.models import Participant

log = structlog.get_logger(__name__)

PairOfIds = tuple[UUID, UUID]
Decided = Iterable[tuple[HoldKind, Iterable[PairOfIds]]]
MOST_ATTEMPTS = 3
# A run that was last heard of so long ago, and is in nobody's hands, was lost.
LOST_AFTER = timedelta(seconds=30)


def ask_for_draft(  # noqa: PLR0913 - each by name, and most of them left out
    chosen: Round,
    *,
    by: Person | None,
    mode: str | None = None,
    parent: Draft | None = None,
    origin: DraftOrigin | str = DraftOrigin.RUN,
    settings: Mapping[str, Any] | None = None,
    pins: Iterable[PairOfIds] = (),
    forbidden: Iterable[PairOfIds] = (),
    draft_id: UUID | None = None,
) -> Draft:
    """Make a draft of a round, with the pins and the pairs kept apart of `parent`; recorded.

    A small one is worked out before this returns (it may have failed: see its state and problem);
    a large one goes to a worker once the transaction is over. `settings` stands for the round's
    own; `pins` and `forbidden` are further pairs of participants' ids, mentee first. Of two presses
    with the same `draft_id` the second returns what the first made.
    """
    decided = ((HoldKind.PIN, pins), (HoldKind.FORBID, forbidden))
    draft = _make(chosen, by, mode, parent, origin, settings, decided, draft_id)
    if is_small(_pairs_possible(chosen), draft.mode):
        solve_draft(draft.pk, time_limit=SECONDS_AT_ONCE)
        draft.refresh_from_db()
    else:
        from matching.tasks import ring_for_draft  # noqa: PLC0415 - tasks import these actions

        transaction.on_commit(lambda: ring_for_draft(draft.pk))
    return draft


def solve_draft(draft_id: UUID, *, time_limit: float = SECONDS_OF_A_WORKER) -> None:
    """Work a draft out and keep the answer, unless it has one or somebody else is at it.

    Safe to run twice, and after whoever ran it first was lost.
    """
    with alone_with(draft_id) as is_ours:
        draft = _take_up(draft_id) if is_ours else None
        if draft is None:
            return
        try:
            _work_out(draft, time_limit)
        except CancelledError:
            _give_up(draft, DraftState.CANCELLED, "")
        except (HopelessError, SoftTimeLimitExceeded) as error:
            _give_up(draft, DraftState.FAILED, str(error) or _took_too_long())
        except BadProblemError as error:
            log.warning("draft_refused", draft_id=str(draft_id), error=str(error))
            _give_up(draft, DraftState.FAILED, _contradicts_itself())


def tend_drafts() -> int:
    """Take up drafts whose worker was lost, or that nobody began; return how many."""
    lost = Draft.objects.filter(
        state__in=[DraftState.WAITING, DraftState.SOLVING],
        asked_at__lt=timezone.now() - LOST_AFTER,
    ).exclude(touched_at__gte=timezone.now() - LOST_AFTER)
    ids = list(lost.values_list("pk", flat=True))
    for draft_id in ids:
        solve_draft(draft_id)
    return len(ids)


@transaction.atomic
def stop_draft(draft: Draft, *, by: Person | None) -> None:
    """Ask a run to stop; one that nobody has begun stops at once. Raises IllegalTransitionError."""
    now = Draft.objects.select_for_update().get(pk=draft.pk)
    if now.state == DraftState.SOLVING:
        Draft.objects.filter(pk=draft.pk).update(is_stop_asked=True)
    else:
        advance(draft, DraftState.CANCELLED, DRAFT_TRANSITIONS, is_stop_asked=True)
    _record("draft.stopped", draft, by)


@transaction.atomic
def name_draft(draft: Draft, name: str, *, by: Person | None) -> None:
    """Give a draft a name, or take it away; recorded where it changes."""
    if Draft.objects.filter(pk=draft.pk).exclude(name=name).update(name=name):
        draft.name = name
        _record("draft.named", draft, by)


@transaction.atomic
def put_aside(draft: Draft, *, by: Person | None) -> None:
    """Put a draft aside; it can be taken up again. Raises IllegalTransitionError."""
    advance(draft, DraftState.DISCARDED, DRAFT_TRANSITIONS)
    _record("draft.discarded", draft, by)


@transaction.atomic
def take_up_again(draft: Draft, *, by: Person | None) -> None:
    """Take up a draft that was put aside. Raises IllegalTransitionError."""
    if Draft.objects.filter(pk=draft.pk, state=DraftState.DISCARDED).exists():
        advance(draft, DraftState.READY, {DraftState.READY: frozenset({DraftState.DISCARDED})})
        _record("draft.taken_up", draft, by)
        return
    raise IllegalTransitionError(draft, DraftState.READY)


@transaction.atomic
def _make(
    chosen: Round,
    by: Person | None,
    mode: str | None,
    parent: Draft | None,
    origin: DraftOrigin | str,
    settings: Mapping[str, Any] | None,
    decided: Decided,
    draft_id: UUID | None,
) -> Draft:
    """Store a draft that waits for its turn, with what was decided of pairs; or return it."""
    now = Round.objects.select_related("cohort__programme").select_for_update(of=("self",))
    chosen = now.get(pk=chosen.pk)
    known = Draft.objects.filter(pk=draft_id).first() if draft_id else None
    if known is not None and known.round_id == chosen.pk:
        return known
    last = Draft.objects.filter(round=chosen).aggregate(number=Max("number"))["number"] or 0
    draft = Draft.objects.create(
        # Somebody else's id, typed in by hand, is not taken.
        pk=draft_id if draft_id and known is None else uuid4(),
        round=chosen,
        number=last + 1,
        mode=mode or chosen.mode,
        parent=parent,
        origin=origin,
        settings=dict(settings) if settings is not None else settings_of(chosen),
        round_version=chosen.version,
        asked_by=by,
    )
    _hold_pairs(draft, decided, by)
    _record("draft.asked", draft, by, {"mode": draft.mode, "origin": str(draft.origin)})
    return draft


def _hold_pairs(draft: Draft, decided: Decided, by: Person | None) -> None:
    """Keep what was decided of pairs in the parent draft, and what is decided anew."""
    held: dict[PairOfIds, DraftHold] = {}
    if draft.parent_id is not None:
        for hold in DraftHold.objects.filter(draft=draft.parent_id):
            held[hold.mentee_id, hold.mentor_id] = hold
        for pair in DraftPair.objects.filter(draft=draft.parent_id, is_pinned=True):
            key = (pair.mentee_id, pair.mentor_id)
            held.setdefault(key, DraftHold(kind=HoldKind.PIN, by=by))
    for kind, pairs in decided:
        held |= {pair: DraftHold(kind=kind, by=by) for pair in pairs}
    DraftHold.objects.bulk_create(
        DraftHold(
            draft=draft,
            mentee_id=mentee,
            mentor_id=mentor,
            kind=hold.kind,
            reason=hold.reason,
            by_id=hold.by_id,
            at=hold.at,
        )
        for (mentee, mentor), hold in held.items()
    )


def _pairs_possible(chosen: Round) -> int:
    """Return how many pairs a round's cohort has at most; one query."""
    roles = Participant.objects.filter(cohort=chosen.cohort_id).taking_part()
    counted = list(roles.values_list("role", flat=True))
    mentors = counted.count(ParticipantRole.MENTOR)
    return mentors * (len(counted) - mentors)


def _take_up(draft_id: UUID) -> Draft | None:
    """Note that a run begins, and return its draft; None where there is nothing to do.

    A draft that was begun several times and never came to an end is given up.
    """
    rows = Draft.objects.filter(pk=draft_id, state__in=[DraftState.WAITING, DraftState.SOLVING])
    began = rows.update(
        state=DraftState.SOLVING, attempts=F("attempts") + 1, touched_at=timezone.now()
    )
    if not began:
        return None
    draft = Draft.objects.select_related("round__cohort__programme__organisation").get(pk=draft_id)
    if draft.attempts > MOST_ATTEMPTS:
        _give_up(draft, DraftState.FAILED, _took_too_long())
        return None
    return draft


def _work_out(draft: Draft, time_limit: float) -> None:
    """Solve a draft and keep what comes of it."""
    teller = Teller(draft.pk, step_in_words)
    if teller.is_stopped():
        raise CancelledError
    assembly = assembly_of(draft)
    asked = ask(draft, assembly)
    try:
        solution = solve(
            asked.problem,
            Mode(draft.mode),
            time_limit=time_limit,
            progress=teller.tell,
            is_cancelled=teller.is_stopped,
        )
    except PinsConflictError as error:
        raise HopelessError(conflict_in_words(error, draft, assembly)) from error
    with transaction.atomic():
        now = Draft.objects.select_for_update().get(pk=draft.pk)
        if now.state != DraftState.SOLVING:
            return
        keep_rows(draft, assembly, asked, solution)
        _note_ready(draft, solution)


def _note_ready(draft: Draft, solution: Solution) -> None:
    """Say that a draft is ready, with its proof and its measures; recorded."""
    measures = measures_of(draft)
    advance(
        draft,
        DraftState.READY,
        DRAFT_TRANSITIONS,
        certificate=certificate_in_json(solution, measures),
        measures=measures,
        seconds=round(solution.seconds, 3),
        solved_at=timezone.now(),
        progress=100,
        progress_words="",
    )
    DraftChange.objects.get_or_create(
        draft=draft,
        version=1,
        defaults={"kind": DraftChangeKind.MADE, "by": draft.asked_by},
    )
    facts = {"placed": measures["placed"], "mentees": measures["mentees"]}
    _record("draft.solved", draft, None, facts)


def _give_up(draft: Draft, to: DraftState, problem: str) -> None:
    """Say that a run came to nothing, and why; recorded, unless somebody was quicker."""
    try:
        with transaction.atomic():
            advance(draft, to, DRAFT_TRANSITIONS, problem=problem, progress_words="")
            if to == DraftState.FAILED:
                _record("draft.failed", draft, None)
    except IllegalTransitionError:
        log.info("draft_given_up_already", draft_id=str(draft.pk))


def _record(
    kind: str, draft: Draft, by: Person | None, changes: Mapping[str, object] | None = None
) -> None:
    """Record something under the organisation that a draft belongs to."""
    organisation_id = draft.round.cohort.programme.organisation_id
    record(kind, draft, by=by, organisation_id=organisation_id, changes=changes)


def _took_too_long() -> str:
    """Say that no answer came in time."""
    return _(
        "This took longer than a run may take. Run it again with “Everybody placed first”, "
        "which is the quickest."
    )


def _contradicts_itself() -> str:
    """Say that the rules cannot be worked with."""
    return _(
        "The rules of this round contradict themselves. Look at the rules and at the numbers in "
        "them, then run it again."
    )
