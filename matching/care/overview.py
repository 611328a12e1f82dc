"""All pairs at once: one small cell each, so that trouble is seen before anything is read."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from matching.care.wording import level_in_words, reason_in_words
from matching.enums import CURRENT_STATES, MatchState
from matching.models.match import MatchQuerySet
from matching.queries.relationships import health_of
from matching.wording import short_names
from programmes.models import Programme

# More cells than this are no overview; whoever looks after more pairs narrows the list.
MOST_CELLS = 240
_SCORED = (MatchState.ACCEPTED, MatchState.ACTIVE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One pair: its page, its tone, and in words who it is and how it fares."""

    url: str
    tone: str
    words: str


def cells_of(programme: Programme, ordered: MatchQuerySet) -> tuple[list[Cell], bool]:
    """Return a cell for each current pair in the order of need, and whether some had no room.

    Two queries, however many there are.
    """
    found = list(ordered.filter(state__in=CURRENT_STATES)[: MOST_CELLS + 1])
    cells = [_cell(programme, match) for match in found[:MOST_CELLS]]
    return cells, len(found) > MOST_CELLS


def _cell(programme: Programme, match: Any) -> Cell:
    """Return the cell of one pair."""
    health = health_of(match)
    tone, word = level_in_words(health)
    if match.state not in _SCORED:
        word = match.get_state_display()
    said = [word, *(reason_in_words(reason) for reason in health.reasons[:1])]
    return Cell(
        url=reverse("matching:match", args=(programme.slug, match.pk)),
        tone=tone,
        words=f"{short_names(match.people)}: {'. '.join(said)}",
    )
