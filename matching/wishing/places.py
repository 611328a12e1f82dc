"""What is known of a participant for matching, before they change it."""

from matching.models import FreeHours, MatchingPlace
from mentorship.accounts.models import Person
from programmes.models import Participant, Profile


def hours_of(person: Person) -> list[int]:
    """Return the half hours of a week at which a person is free; empty where they never said."""
    row = FreeHours.objects.filter(person=person).first()
    return list(row.half_hours) if row else []


def known_of(place: Participant) -> MatchingPlace:
    """Return what a participant told, or what they told at another place of theirs; not stored.

    Nobody is asked twice: languages begin with those told last, seats with none.
    """
    told = MatchingPlace.objects.filter(participant__person=place.person_id)
    own = told.filter(participant=place).first()
    if own is not None:
        return own
    last = told.order_by("-updated_at").first()
    if last is None:
        return MatchingPlace(participant=place)
    return MatchingPlace(participant=place, language_levels=last.language_levels)


def languages_of(place: Participant, known: MatchingPlace) -> list[str]:
    """Return the languages of a person's profile, and those whose level they told."""
    profile = Profile.objects.filter(
        membership__organisation=place.cohort.programme.organisation_id,
        membership__person=place.person_id,
    ).first()
    spoken = list(profile.languages) if profile else []
    return spoken + [each for each in known.language_levels if each not in spoken]
