"""What is known of a participant for matching, before they change it."""

from matching.models import MatchingPlace
from programmes.models import Participant, Profile


def known_of(place: Participant) -> MatchingPlace:
    """Return what a participant told, or what they told at another place of theirs; not stored.

    Nobody is asked twice: hours and languages begin with those told last, seats with none.
    """
    told = MatchingPlace.objects.filter(participant__person=place.person_id)
    own = told.filter(participant=place).first()
    if own is not None:
        return own
    last = told.order_by("-updated_at").first()
    if last is None:
        return MatchingPlace(participant=place)
    return MatchingPlace(
        participant=place,
        free_half_hours=last.free_half_hours,
        language_levels=last.language_levels,
    )


def languages_of(place: Participant, known: MatchingPlace) -> list[str]:
    """Return the languages of a person's profile, and those whose level they told."""
    profile = Profile.objects.filter(
        membership__organisation=place.cohort.programme.organisation_id,
        membership__person=place.person_id,
    ).first()
    spoken = list(profile.languages) if profile else []
    return spoken + [each for each in known.language_levels if each not in spoken]
