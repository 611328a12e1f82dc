"""The cards of the board: pairs with bars and reasons, mentees who wait, mentors with room."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.drafts.enums import UnplacedReason
from matching.drafts.queries import jobs_of
from matching.drafts.snapshot import COLOURS, SEATS, RuleLine, rule_lines
from matching.drafts.wording import Names, fit_of, reasons_of, warnings_of
from matching.models import Draft, DraftPair, DraftUnplaced
from matching.solver.model import MOST_POINTS
from programmes.models import Participant, Programme


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody on a card: name, job and place, and their page."""

    id: UUID
    name: str
    short_name: str
    job: str
    url: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar, in whole points of 10 000 from the left."""

    start: int
    width: int
    colour: int


@dataclass(frozen=True, slots=True)
class Bar:
    """How the rules make up a fit: pieces, and the same in words."""

    segments: tuple[Segment, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend."""

    name: str
    colour: int


@dataclass(frozen=True, slots=True)
class PairCard:
    """A proposed pair."""

    id: UUID
    mentee: Face
    mentor: Face
    fit: int
    bar: Bar
    reason: str
    warnings: list[str]
    against: list[str]
    override_reason: str
    is_pinned: bool
    is_by_hand: bool
    is_sent: bool
    wish_rank: int | None = None


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """A mentee without a mentor, and why."""

    id: UUID
    face: Face
    wants: str
    reasons: list[str]
    can_be_placed: bool = True


@dataclass(frozen=True, slots=True)
class RoomCard:
    """A mentor with room."""

    id: UUID
    face: Face
    offers: str
    taken: int
    seats: int
    words: str = field(default="")


def faces_of(programme: Programme, places: Iterable[Participant]) -> dict[UUID, Face]:
    """Return participants, whose people are fetched already, as cards show them; one query."""
    rows = {place.pk: place for place in places}
    jobs = jobs_of([place.person_id for place in rows.values()], programme.organisation_id)
    return {
        pk: Face(
            id=pk,
            name=place.person.name,
            short_name=place.person.short_name,
            job=jobs.get(place.person_id, ""),
            url=reverse("programmes:participant", args=(programme.slug, pk)),
        )
        for pk, place in rows.items()
    }


def legend_of(draft: Draft) -> list[Key]:
    """Return the rules that weigh by their colours; the last stands for several where many do."""
    weighing = [line for line in rule_lines(draft) if line.weighs]
    sharing = [line for line in weighing if line.colour > COLOURS]
    keys = [Key(line.name, line.colour) for line in weighing if line.colour <= COLOURS]
    keys.sort(key=lambda key: key.colour)
    if len(sharing) == 1:
        keys.append(Key(sharing[0].name, sharing[0].colour))
    elif sharing:
        keys.append(Key(_("Other rules"), COLOURS + 1))
    return keys


def pair_cards(programme: Programme, draft: Draft, pairs: Sequence[DraftPair]) -> list[PairCard]:
    """Return pairs, fetched with their people, as cards; one query."""
    faces = faces_of(programme, [side for pair in pairs for side in (pair.mentee, pair.mentor)])
    lines = rule_lines(draft)
    return [_pair_card(pair, faces, lines) for pair in pairs]


def bar_of(parts: Sequence[int], lines: Sequence[RuleLine], fit: int) -> Bar:
    """Return the bar of a pair: what each rule adds, those of one colour together."""
    weighing = [line for line in lines if line.weighs]
    by_colour: dict[int, int] = {}
    for line, points in zip(weighing, parts, strict=False):
        by_colour[line.colour] = by_colour.get(line.colour, 0) + points
    segments, start = [], 0
    for colour in sorted(by_colour):
        width = min(by_colour[colour], MOST_POINTS - start)
        if width > 0:
            segments.append(Segment(start, width, colour))
            start += width
    said = [
        _("%(rule)s %(points)d") % {"rule": line.name, "points": fit_of(points)}
        for line, points in zip(weighing, parts, strict=False)
        if points
    ]
    words = _("Fit %(fit)d of 100") % {"fit": fit}
    if said:
        words = _("%(fit)s: %(rules)s") % {"fit": words, "rules": ", ".join(said)}
    return Bar(tuple(segments), words)


def waiting_cards(
    programme: Programme, draft: Draft, rows: Sequence[DraftUnplaced]
) -> list[WaitingCard]:
    """Return mentees without a mentor as cards; one query."""
    faces = faces_of(programme, [row.mentee for row in rows])
    lines = {line.id: line for line in rule_lines(draft)}
    return [
        WaitingCard(
            id=row.mentee_id,
            face=faces[row.mentee_id],
            wants=", ".join(row.facts.get("wants", ())),
            reasons=why_waiting(row, lines),
            can_be_placed=row.reason != UnplacedReason.NOT_READY,
        )
        for row in rows
    ]


def room_cards(programme: Programme, rows: Sequence[Any]) -> list[RoomCard]:
    """Return mentors with room, counted as `seats_of` does, as cards; one query."""
    faces = faces_of(programme, [row.mentor for row in rows])
    return [
        RoomCard(
            id=row.mentor_id,
            face=faces[row.mentor_id],
            offers=", ".join(row.offers),
            taken=row.taken,
            seats=row.seats,
            words=room_in_words(row),
        )
        for row in rows
    ]


def room_in_words(row: Any) -> str:
    """Say how many of a mentor's seats are taken, of a row counted by `seats_of`."""
    said = ngettext(
        "%(taken)d of %(seats)d seat taken", "%(taken)d of %(seats)d seats taken", row.seats
    )
    return said % {"taken": row.taken, "seats": row.seats}


def why_waiting(row: DraftUnplaced, lines: Mapping[str, RuleLine]) -> list[str]:
    """Return why a mentee has nobody, a sentence each."""
    facts, name = row.facts, row.mentee.person.short_name
    if row.reason == UnplacedReason.NOT_READY:
        return [facts.get("why") or _("%(name)s cannot be matched yet.") % {"name": name}]
    if row.reason == UnplacedReason.TAKEN_OUT:
        return [_("Taken out by hand.")]
    if row.reason == UnplacedReason.ALL_FULL:
        fits = facts.get("fits", 0)
        said = ngettext(
            "The one mentor who fits is full.", "All %(count)d mentors who fit are full.", fits
        )
        return [said % {"count": fits}]
    rules = [lines[each["rule"]] for each in facts.get("rules", ()) if each["rule"] in lines]
    if not rules:
        return [_("The rules leave nobody.")]
    every = facts.get("mentors", 0)
    alone = [each for each in facts["rules"] if each["out"] == every and each["rule"] in lines]
    if alone:
        return [_("One rule leaves nobody: %(rule)s") % {"rule": lines[alone[0]["rule"]].sentence}]
    together = [lines[each] for each in facts.get("together", ()) if each in lines] or rules[:3]
    names = get_text_list([_("“%(name)s”") % {"name": rule.name} for rule in together], _("and"))
    return [_("Together these rules leave nobody: %(rules)s.") % {"rules": names}]


def _pair_card(pair: DraftPair, faces: Mapping[UUID, Face], lines: Sequence[RuleLine]) -> PairCard:
    """Return one pair as a card."""
    mentee, mentor = faces[pair.mentee_id], faces[pair.mentor_id]
    names = Names(mentee.short_name, mentor.short_name)
    fit = fit_of(pair.points)
    return PairCard(
        id=pair.pk,
        mentee=mentee,
        mentor=mentor,
        fit=fit,
        bar=bar_of(pair.parts, lines, fit),
        reason=reasons_of(pair.facts, names, lines),
        warnings=warnings_of(pair.facts),
        against=broken_in_words(pair, lines),
        override_reason=pair.override_reason,
        is_pinned=pair.is_pinned,
        is_by_hand=pair.is_by_hand,
        is_sent=pair.sending_id is not None,
        wish_rank=pair.wish_rank,
    )


def broken_in_words(pair: DraftPair, lines: Sequence[RuleLine]) -> list[str]:
    """Return the rules that a pair breaks, by their sentences."""
    known = {line.id: line.sentence for line in lines}
    known[SEATS] = _("%(name)s has more mentees than seats.") % {"name": pair.mentor.person.name}
    return [known.get(rule, _("A rule that is no more.")) for rule in pair.broken_rules]
