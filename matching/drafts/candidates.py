"""Whom a mentee could be with instead, and with whom they could change mentors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.utils.translation import gettext as _

from matching.drafts.cards import Face, faces_of
from matching.drafts.judging import position_of
from matching.drafts.queries import kept_apart, pairs_of, seats_of
from matching.drafts.snapshot import rule_lines
from matching.drafts.wording import fit_of
from matching.models import Draft, DraftPair
from matching.publishing.enums import SendingState
from matching.rounds.assembling import Assembly
from matching.solver.model import IntArray
from programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mentor for a mentee: how well they fit, their room, and what is against it."""

    mentor: Face
    fit: int
    taken: int
    seats: int
    against: str
    is_full: bool

    @property
    def is_free(self) -> bool:
        """Tell whether nothing is against it."""
        return not self.against and not self.is_full


@dataclass(frozen=True, slots=True)
class SwapCandidate:
    """A pair to swap mentors with: both fits before and after, in points of 100."""

    pair_id: UUID
    mentee: Face
    mentor: Face
    before: tuple[int, int]
    after: tuple[int, int]
    against: str

    @property
    def gain(self) -> int:
        """Return how much both fits rise together."""
        return sum(self.after) - sum(self.before)


def mentors_for(
    programme: Programme, draft: Draft, assembly: Assembly, mentee_id: UUID, *, name: str, most: int
) -> list[Candidate]:
    """Return mentors for a mentee: those with room who fit best first, then full, then ruled out.

    Those whose name holds `name`, `most` at most; three queries.
    """
    mentee = position_of(assembly, mentee_id)
    everybody = np.arange(len(assembly.mentors), dtype=np.int64)
    mine = np.full_like(everybody, mentee)
    points = _points(assembly, mine, everybody)
    against = _against(draft, assembly, mine, everybody)
    seats = {row.mentor_id: (row.taken, row.seats) for row in seats_of(draft)}
    has = set(pairs_of(draft).filter(mentee=mentee_id).values_list("mentor", flat=True))
    apart = set(kept_apart(draft).filter(mentee=mentee_id).values_list("mentor", flat=True))
    wanted = name.casefold()
    found = []
    for at, mentor in enumerate(assembly.mentors):
        if mentor.pk in has or wanted not in mentor.person.name.casefold():
            continue
        taken, room = seats.get(mentor.pk, (0, 0))
        said = _("Kept apart") if mentor.pk in apart else against[at]
        found.append((bool(said), taken >= room, -int(points[at]), at, said, taken, room))
    found = sorted(found)[:most]
    faces = faces_of(programme, [assembly.mentors[row[3]] for row in found])
    return [
        Candidate(faces[assembly.mentors[at].pk], fit_of(-less), taken, room, said, is_full)
        for _is_out, is_full, less, at, said, taken, room in found
    ]


def swaps_for(
    programme: Programme, draft: Draft, assembly: Assembly, pair: DraftPair, *, name: str, most: int
) -> list[SwapCandidate]:
    """Return pairs to swap mentors with: those that gain most first, then those against a rule.

    Pinned pairs, and pairs already sent, are left out. Two queries.
    """
    rows = pairs_of(draft).filter(is_pinned=False).exclude(sending__state=SendingState.SENT)
    others = [
        other
        for other in rows.exclude(mentor=pair.mentor_id).exclude(mentee=pair.mentee_id)
        if _is_in(assembly, other) and name.casefold() in _names(other)
    ]
    mentee, mentor = position_of(assembly, pair.mentee_id), position_of(assembly, pair.mentor_id)
    theirs = np.array([assembly.index_of(row.mentee_id) for row in others], dtype=np.int64)
    mentors = np.array([assembly.index_of(row.mentor_id) for row in others], dtype=np.int64)
    one = (np.full_like(mentors, mentee), mentors)
    other_way = (theirs, np.full_like(theirs, mentor))
    mine, back = _points(assembly, *one), _points(assembly, *other_way)
    against = [
        first or second
        for first, second in zip(
            _against(draft, assembly, *one), _against(draft, assembly, *other_way), strict=True
        )
    ]
    order = sorted(
        range(len(others)),
        key=lambda at: (
            bool(against[at]),
            others[at].points - int(mine[at]) - int(back[at]),
            _names(others[at]),
        ),
    )[:most]
    faces = faces_of(
        programme, [side for at in order for side in (others[at].mentee, others[at].mentor)]
    )
    return [
        SwapCandidate(
            pair_id=others[at].pk,
            mentee=faces[others[at].mentee_id],
            mentor=faces[others[at].mentor_id],
            before=(fit_of(pair.points), fit_of(others[at].points)),
            after=(fit_of(int(mine[at])), fit_of(int(back[at]))),
            against=against[at],
        )
        for at in order
    ]


def _points(assembly: Assembly, mentees: IntArray, mentors: IntArray) -> IntArray:
    """Return the points of pairs, as they would be if no rule ruled them out."""
    points: IntArray = assembly.scores.contributions_of(mentees, mentors).sum(axis=1)
    return points


def _against(draft: Draft, assembly: Assembly, mentees: IntArray, mentors: IntArray) -> list[str]:
    """Return the first rule that each pair breaks, by its sentence; “” where none is broken."""
    sentences: Mapping[str, str] = {line.id: line.sentence for line in rule_lines(draft)}
    flags = assembly.scores.broken_of(mentees, mentors)
    deciding = [each.rule.id for each in assembly.scores.deciding]
    return [_first(row, deciding, sentences) for row in flags]


def _first(flags: Iterable[bool], deciding: Sequence[str], sentences: Mapping[str, str]) -> str:
    """Return the sentence of the first rule that is broken."""
    broken = [rule for rule, is_broken in zip(deciding, flags, strict=True) if is_broken]
    if not broken:
        return ""
    return sentences.get(broken[0]) or _("Nobody is matched with themselves.")


def _is_in(assembly: Assembly, pair: DraftPair) -> bool:
    """Tell whether both people of a pair can still be matched."""
    try:
        return assembly.index_of(pair.mentee_id) >= 0 and assembly.index_of(pair.mentor_id) >= 0
    except KeyError:
        return False


def _names(pair: DraftPair) -> str:
    """Return the names of a pair, to be looked through and sorted by."""
    return f"{pair.mentee.person.name} {pair.mentor.person.name}".casefold()
