"""All pairs at once: one small cell each, so that trouble is seen before anything is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject, Lower
from django.urls import reverse

from matching.care.enums import HealthLevel
from matching.care.wording import level_in_words, reason_in_words
from matching.enums import CURRENT_STATES, MENTORING_SIDES, MatchState
from matching.models import Match, MatchMember
from matching.models.match import MatchQuerySet
from matching.queries.relationships import Health
from matching.wording import in_words
from mentorship.accounts.models.person import first_word
from programmes.models import Programme

# More cells than this are no overview; whoever looks after more pairs narrows the list.
MOST_CELLS = 240
_SCORED = (MatchState.ACCEPTED, MatchState.ACTIVE)
_ANY = UUID(int=0)
# The match, its state, how it fares, why, until when it is put off, and who is in it.
CellRow = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One pair: its page, its tone, and in words who it is and how it fares."""

    url: str
    tone: str
    words: str


def rows_of_cells(ordered: MatchQuerySet) -> "QuerySet[Match, CellRow]":
    """Return what the cells of current pairs rest on, in the order of need; one more than fit."""
    members = (
        MatchMember.objects.filter(match=OuterRef("pk"))
        .order_by(Lower("participant__person__name"), "pk")
        .values(member=JSONObject(side="side", name="participant__person__name"))
    )
    return (
        ordered.filter(state__in=CURRENT_STATES)
        .prefetch_related(None)
        .annotate(told=ArraySubquery(members))
        .values_list(
            "pk", "state", "health__level", "health__reasons", "health__snoozed_until", "told"
        )[: MOST_CELLS + 1]
    )


def cells_of(programme: Programme, rows: Sequence["CellRow"]) -> tuple[list[Cell], bool]:
    """Return a cell for each of these pairs, and whether some had no room."""
    # An address differs from the next by the id alone.
    url = reverse("matching:match", args=(programme.slug, _ANY))
    cells = [_cell(url, row) for row in rows[:MOST_CELLS]]
    return cells, len(rows) > MOST_CELLS


def _cell(url: str, row: "CellRow") -> Cell:
    """Return the cell of one pair."""
    pk, state, level, reasons, snoozed_until, told = row
    health = Health(level or HealthLevel.NOT_SCORED, reasons or (), snoozed_until=snoozed_until)
    tone, word = level_in_words(health)
    if state not in _SCORED:
        word = str(MatchState(state).label)
    said = [word, *(reason_in_words(reason) for reason in health.reasons[:1])]
    # Mentors first, as the page of the pair has them.
    people = sorted(told, key=lambda member: member["side"] not in MENTORING_SIDES)
    names = in_words(first_word(member["name"]) for member in people)
    return Cell(url=url.replace(str(_ANY), str(pk)), tone=tone, words=f"{names}: {'. '.join(said)}")
