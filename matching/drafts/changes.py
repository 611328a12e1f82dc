"""What a change by hand touches: kept before and after, compared, and put back."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from matching.drafts.enums import DraftState
from matching.models import Draft, DraftChange, DraftHold, DraftPair, DraftUnplaced
from mentorship.common.lifecycle import IllegalTransitionError

Row = dict[str, Any]
PAIR, HOLD, UNPLACED = "pair", "hold", "unplaced"
# Of a pair, what is compared, kept, and put back.
_PAIR_FIELDS = (
    "points",
    "parts",
    "facts",
    "is_pinned",
    "is_by_hand",
    "broken_rules",
    "override_reason",
    "wish_rank",
)


class ChangedMeanwhileError(Exception):
    """Somebody changed what this change would touch; `change` says what. Nothing was done."""

    def __init__(self, change: DraftChange) -> None:
        """Keep what was done meanwhile."""
        self.change = change
        super().__init__(str(change))


class RefusedError(Exception):
    """The change cannot be made; `reasons` says why, a sentence each. Nothing was done.

    `can_override` tells whether it can be made all the same, by whoever gives a reason.
    """

    def __init__(self, reasons: Iterable[str], *, can_override: bool = False) -> None:
        """Keep the reasons."""
        self.reasons = list(reasons)
        self.can_override = can_override
        super().__init__(" ".join(self.reasons))


def lock_draft(draft: Draft) -> Draft:
    """Return a ready draft as it is now, and let nobody else change it until the end.

    Raises IllegalTransitionError where it is not ready any more.
    """
    related = Draft.objects.select_related("round__cohort__programme__organisation")
    now = related.select_for_update(of=("self",)).get(pk=draft.pk)
    if now.state != DraftState.READY:
        raise IllegalTransitionError(now, DraftState.READY)
    return now


def refuse_if_moved(draft: Draft, mentees: Collection[UUID], seen_version: int) -> None:
    """Raise ChangedMeanwhileError where a later version touched any of these mentees.

    A version that has not been yet was not seen: it counts as older than any.
    """
    if seen_version > draft.version:
        seen_version = 0
    wanted = {str(mentee) for mentee in mentees}
    later = DraftChange.objects.filter(draft=draft, version__gt=seen_version)
    for change in later.select_related("by").order_by("-version"):
        if wanted & mentees_in(change):
            raise ChangedMeanwhileError(change)


def mentees_in(change: DraftChange) -> set[str]:
    """Return the ids of the mentees whom a change touched."""
    return {row["mentee"] for row in (*change.before, *change.after)}


def rows_of(draft: Draft, mentees: Collection[UUID]) -> list[Row]:
    """Return everything a draft holds about some mentees, in a fixed order; three queries."""
    about = {"draft": draft, "mentee__in": list(mentees)}
    pairs = [_pair_row(pair) for pair in DraftPair.objects.filter(**about)]
    holds = [_hold_row(hold) for hold in DraftHold.objects.filter(**about)]
    left = [
        {
            "row": UNPLACED,
            "id": str(each.pk),
            "mentee": str(each.mentee_id),
            "reason": each.reason,
            "facts": each.facts,
        }
        for each in DraftUnplaced.objects.filter(**about)
    ]
    return sorted(
        [*pairs, *holds, *left],
        key=lambda row: (row["row"], row["mentee"], row.get("mentor", "")),
    )


def is_alike(one: Iterable[Mapping[str, Any]], other: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether two states say the same of who is with whom, and of what is held."""
    return [_meaning(row) for row in one] == [_meaning(row) for row in other]


def put_back(draft: Draft, mentees: Collection[UUID], rows: Iterable[Row]) -> None:
    """Make what a draft holds about some mentees what it was once."""
    about = {"draft": draft, "mentee__in": list(mentees)}
    for model in (DraftPair, DraftHold, DraftUnplaced):
        model._base_manager.filter(**about).delete()
    for row in rows:
        common = {"id": row["id"], "draft": draft, "mentee_id": row["mentee"]}
        if row["row"] == PAIR:
            fields = {name: row[name] for name in _PAIR_FIELDS}
            DraftPair.objects.create(**common, mentor_id=row["mentor"], **fields)
        elif row["row"] == HOLD:
            DraftHold.objects.create(
                **common,
                mentor_id=row["mentor"],
                kind=row["kind"],
                reason=row["reason"],
                by_id=row["by"],
                at=datetime.fromisoformat(row["at"]),
            )
        else:
            DraftUnplaced.objects.create(**common, reason=row["reason"], facts=row["facts"])


def pairs_in(rows: Iterable[Row]) -> list[Row]:
    """Return the pairs among kept rows."""
    return [row for row in rows if row["row"] == PAIR]


def _pair_row(pair: DraftPair) -> Row:
    """Return a pair as a change keeps it."""
    fields = {name: getattr(pair, name) for name in _PAIR_FIELDS}
    return {
        "row": PAIR,
        "id": str(pair.pk),
        "mentee": str(pair.mentee_id),
        "mentor": str(pair.mentor_id),
        **fields,
    }


def _hold_row(hold: DraftHold) -> Row:
    """Return a hold as a change keeps it."""
    return {
        "row": HOLD,
        "id": str(hold.pk),
        "mentee": str(hold.mentee_id),
        "mentor": str(hold.mentor_id),
        "kind": hold.kind,
        "reason": hold.reason,
        "by": str(hold.by_id) if hold.by_id else None,
        "at": hold.at.isoformat(),
    }


def _meaning(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what of a row decides whether something has changed."""
    return (
        row["row"],
        row["mentee"],
        row.get("mentor"),
        row.get("kind"),
        row.get("is_pinned"),
        tuple(row.get("broken_rules", ())),
    )
