"""What a pair would be worth by the rules of a draft, and what speaks against it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.drafts.changes import RefusedError
from matching.drafts.enums import HoldKind
from matching.drafts.facts import facts_of, rank_in
from matching.drafts.snapshot import SEATS, RuleLine, rule_lines
from matching.models import Draft, DraftHold, DraftPair, DraftSeat
from matching.rounds.assembling import Assembly, assemble
from matching.solver.features import SAME_PERSON
from programmes.models import Participant


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair by the rules: its fit in points and parts, and the ids of the rules it breaks."""

    mentee_id: UUID
    mentor_id: UUID
    points: int
    parts: list[int]
    facts: list[dict[str, Any]] = field(default_factory=list)
    broken: tuple[str, ...] = ()
    wish_rank: int | None = None


def assembly_of(draft: Draft) -> Assembly:
    """Return the people of a draft's round, by the rules that the draft was made with."""
    return assemble(draft.round, settings=draft.settings or None)


def judge(assembly: Assembly, pairs: Sequence[tuple[UUID, UUID]]) -> list[Judged]:
    """Return what the rules say of pairs of mentee and mentor, in order.

    Raises RefusedError where somebody among them can no longer be matched.
    """
    if not pairs:
        return []
    places = [
        (position_of(assembly, mentee), position_of(assembly, mentor)) for mentee, mentor in pairs
    ]
    rows, columns = (np.array(side, dtype=np.int64) for side in zip(*places, strict=True))
    scores = assembly.scores
    parts, flags = scores.contributions_of(rows, columns), scores.broken_of(rows, columns)
    deciding = [each.rule.id for each in scores.deciding]
    return [
        Judged(
            mentee_id=mentee,
            mentor_id=mentor,
            points=int(parts[number].sum()),
            parts=[int(part) for part in parts[number]],
            facts=facts_of(assembly, *places[number]),
            broken=tuple(
                rule for rule, is_broken in zip(deciding, flags[number], strict=True) if is_broken
            ),
            wish_rank=rank_in(assembly.mentee_wishes, *places[number]),
        )
        for number, (mentee, mentor) in enumerate(pairs)
    ]


def position_of(assembly: Assembly, participant_id: UUID) -> int:
    """Return somebody's position on their side; raises RefusedError where they have none."""
    try:
        return assembly.index_of(participant_id)
    except KeyError as error:
        someone = Participant.objects.select_related("person").filter(pk=participant_id).first()
        name = someone.person.name if someone else ""
        raise RefusedError([_("%(name)s cannot be matched any more.") % {"name": name}]) from error


def refusal_of(
    draft: Draft, judged: Judged, mentee: Participant, mentor: Participant
) -> RefusedError | None:
    """Return why the rules speak against a pair, if they do: each rule by its sentence."""
    if SAME_PERSON in judged.broken:
        words = {"name": mentee.person.name}
        return RefusedError([_("%(name)s cannot be matched with themselves.") % words])
    lines = {line.id: line for line in rule_lines(draft)}
    broken = [lines[rule] for rule in judged.broken if rule in lines]
    if not broken:
        return None
    can_override = all(line.can_be_set_aside for line in broken)
    return RefusedError(
        [_against(line, mentee, mentor) for line in broken], can_override=can_override
    )


def _against(line: RuleLine, mentee: Participant, mentor: Participant) -> str:
    """Return which rule a pair breaks, in a sentence."""
    return _("%(mentee)s with %(mentor)s would break a rule: “%(rule)s”") % {
        "mentee": mentee.person.name,
        "mentor": mentor.person.name,
        "rule": line.sentence,
    }


def refusal_for_room(
    draft: Draft, mentor: Participant, *, leaving: DraftPair | None = None
) -> RefusedError | None:
    """Return that a mentor, or a group they belong to, is full; four queries at most.

    A pair that is `leaving` takes no room any more.
    """
    pairs = DraftPair.objects.filter(draft=draft)
    if leaving is not None:
        pairs = pairs.exclude(pk=leaving.pk)
    taken = pairs.filter(mentor=mentor).count()
    seats = DraftSeat.objects.filter(draft=draft, mentor=mentor).values_list("seats", flat=True)
    most = seats.first() or 0
    if taken >= most:
        return RefusedError([_full(mentor, most)], can_override=True)
    for group in draft.settings.get("groups", []):
        members = group["members"]
        if str(mentor.pk) not in members:
            continue
        taken = pairs.filter(mentor__in=members).count()
        if taken >= group["ceiling"]:
            said = _("%(group)s is full: together they take %(number)d.")
            words = {"group": group["name"], "number": group["ceiling"]}
            return RefusedError([said % words], can_override=True)
    return None


def _full(mentor: Participant, most: int) -> str:
    """Say that a mentor is full."""
    words = {"name": mentor.person.name, "seats": most}
    if not most:
        return _("%(name)s takes nobody in this round.") % words
    said = ngettext(
        "%(name)s is full: there is room for %(seats)d mentee.",
        "%(name)s is full: there is room for %(seats)d mentees.",
        most,
    )
    return said % words


def refusal_for_holds(
    draft: Draft, mentee: Participant, mentor: Participant
) -> RefusedError | None:
    """Return that somebody decided to keep a pair apart, if so."""
    held = DraftHold.objects.filter(
        draft=draft, mentee=mentee, mentor=mentor, kind=HoldKind.FORBID
    ).first()
    if held is None:
        return None
    said = _("%(mentee)s and %(mentor)s are kept apart. Allow them to meet first.")
    return RefusedError([said % {"mentee": mentee.person.name, "mentor": mentor.person.name}])


def broken_with_seats(judged: Judged, *, is_full: bool) -> list[str]:
    """Return what a pair keeps as broken: rules, and the mentor's seats."""
    return [*judged.broken, *([SEATS] if is_full else [])]
