"""What one source puts on somebody's home, asked as the home asks it."""

from mentorship.accounts.models import Person
from mentorship.common.together import rows_of
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
