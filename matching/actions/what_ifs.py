"""Keeping what was tried with a draft as a draft of its own."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from matching.actions.drafts import ask_for_draft
from matching.drafts.certificates import certificate_in_json
from matching.drafts.enums import (
    DraftChangeKind,
    DraftOrigin,
    DraftState,
    HoldKind,
    UnplacedReason,
)
from matching.drafts.keeping import keep_rows
from matching.drafts.queries import measures_of
from matching.models import Draft, DraftChange, DraftHold, DraftPair, DraftUnplaced, Round
from matching.trying.solving import Outcome, held_in, settings_for, try_out
from matching.trying.wanted import Wanted
from mentorship.accounts.models import Person
from mentorship.audit.actions import record


class AnswerChangedError(Exception):
    """The answer is another one than somebody saw; `outcome` is what it is now. Nothing is kept."""

    def __init__(self, outcome: Outcome) -> None:
        """Keep the new answer."""
        self.outcome = outcome
        super().__init__(outcome.mark)


def keep_what_if(
    draft: Draft, wanted: Wanted, *, by: Person | None, mark: str, words: Sequence[str] = ()
) -> Draft:
    """Keep what was tried as a draft of its own, exactly as it was shown; recorded.

    `mark` is that of the answer somebody saw, `words` say what was tried. A second press returns
    the draft of the first. Raises AnswerChangedError, and what `try_out` raises.
    """
    if known := _kept(draft, mark):
        return known
    outcome = try_out(draft, wanted)
    if outcome.mark != mark:
        raise AnswerChangedError(outcome)
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=draft.round_id)
        return _kept(draft, mark) or _keep(outcome, by, words)


@transaction.atomic
def ask_for_what_if(
    draft: Draft, wanted: Wanted, *, by: Person | None, words: Sequence[str] = ()
) -> Draft:
    """Ask for a draft with changes in it that is too large to be tried while somebody waits."""
    held = held_in(draft, wanted, list(DraftPair.objects.filter(draft=draft)))
    asked = ask_for_draft(
        draft.round,
        by=by,
        mode=wanted.mode or draft.mode,
        parent=draft,
        origin=DraftOrigin.WHAT_IF,
        settings=settings_for(draft, wanted) | {"tried": list(words)},
        pins=held.pins,
        forbidden=held.apart,
    )
    for mentee, mentor in wanted.free:
        DraftHold.objects.filter(draft=asked, mentee=mentee, mentor=mentor).delete()
    return asked


def _kept(draft: Draft, mark: str) -> Draft | None:
    """Return the draft that an answer was kept as, unless it was put aside since."""
    rows = Draft.objects.filter(
        parent=draft, origin=DraftOrigin.WHAT_IF, settings__mark=mark, state=DraftState.READY
    )
    return rows.first()


def _keep(outcome: Outcome, by: Person | None, words: Sequence[str]) -> Draft:
    """Store an answer; the round is locked."""
    parent = outcome.draft
    last = Draft.objects.filter(round=parent.round_id).aggregate(number=Max("number"))["number"]
    draft = Draft.objects.create(
        round=parent.round,
        number=(last or 0) + 1,
        state=DraftState.READY,
        origin=DraftOrigin.WHAT_IF,
        mode=outcome.mode,
        parent=parent,
        settings=outcome.settings | {"mark": outcome.mark, "tried": list(words)},
        round_version=parent.round_version,
        asked_by=by,
        solved_at=timezone.now(),
        seconds=round(outcome.solution.seconds, 3),
        progress=100,
    )
    _keep_holds(draft, outcome, by)
    keep_rows(draft, outcome.assembly, outcome.asked, outcome.solution)
    left_out = DraftUnplaced.objects.filter(draft=draft, mentee__in=outcome.held.left_out)
    left_out.update(reason=UnplacedReason.TAKEN_OUT)
    draft.measures = measures_of(draft)
    draft.certificate = certificate_in_json(outcome.solution, draft.measures)
    draft.save(update_fields=["measures", "certificate"])
    DraftChange.objects.create(draft=draft, version=1, kind=DraftChangeKind.MADE, by=by)
    record(
        "draft.kept",
        draft,
        by=by,
        organisation_id=parent.round.cohort.programme.organisation_id,
        changes={"of": parent.number, "changes": outcome.wanted.count},
    )
    return draft


def _keep_holds(draft: Draft, outcome: Outcome, by: Person | None) -> None:
    """Store what was held: decisions of the parent stay with whoever made them."""
    before = {
        (hold.kind, hold.mentee_id, hold.mentor_id): hold
        for hold in DraftHold.objects.filter(draft=outcome.draft)
    }
    rows = []
    for kind, pairs in ((HoldKind.PIN, outcome.held.pins), (HoldKind.FORBID, outcome.held.apart)):
        for mentee, mentor in sorted(pairs, key=str):
            old = before.get((kind.value, mentee, mentor))
            row = DraftHold(draft=draft, mentee_id=mentee, mentor_id=mentor, kind=kind, by=by)
            if old is not None:
                row.by_id, row.at, row.reason = old.by_id, old.at, old.reason
            rows.append(row)
    DraftHold.objects.bulk_create(rows)
