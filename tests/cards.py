"""What one source puts on somebody's home, or on a pair's page, asked as those pages ask it."""

from matching import pair_page
from matching.models import Match
from matching.pair_page import PairPart, PartSource
from mentorship.accounts.models import Person
from mentorship.common.statements import rows_of
from programmes import cards
from programmes.cards import Card, CardSource, Step, StepSource
from programmes.models import Participant


def told_by(person: Person, *tellers: CardSource) -> list[Card]:
    """Return the cards of these sources for a person."""
    found: list[Card] = []
    for teller in tellers:
        (source,) = (each for each in cards._card_sources if each.tell == teller)
        rows = rows_of(source.reads, person)
        if rows[0]:
            found += source.tell(person, *rows)
    return found


def steps_by(place: Participant, teller: StepSource) -> list[Step]:
    """Return the steps of a source for one place."""
    (source,) = (each for each in cards._step_sources if each.tell == teller)
    return list(source.tell([place], *rows_of(source.reads, place.person))[place.pk])


def parts_by(match: Match, viewer: Person, source: PartSource) -> list[PairPart]:
    """Return the parts of a source on the page of a match, fetched as that page fetches it."""
    return list(source(match, viewer, *rows_of(pair_page._sources[source], match, viewer)))
