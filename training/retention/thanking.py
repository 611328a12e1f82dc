"""Whom somebody may thank: the mentors they have, or had."""

from dataclasses import dataclass

from mentorship.accounts.models import Person
from programmes.models import Participant, Programme
from training.pathway.pairs import pairs_of_person


@dataclass(frozen=True, slots=True)
class Choice:
    """A mentor of a person, and the programme in which they met."""

    mentor: Person
    programme: Programme


def mentors_to_thank(person: Person) -> list[Choice]:
    """Return the person's mentors who can be written to; queries grow with their programmes."""
    places = Participant.objects.of(person).mentees().select_related("cohort__programme")
    programmes = {place.cohort.programme_id: place.cohort.programme for place in places}
    return [
        Choice(pair.mentor, programme)
        for programme in programmes.values()
        for pair in pairs_of_person(person, programme)
        if pair.mentee == person and pair.mentor.can_sign_in
    ]
