"""What the people of a cohort have filled in: how many, and which values occur."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from matching.models import Round
from matching.rounds.knowing import answers_in, of_profile, profiles_in
from matching.rounds.readiness import everybody_in
from programmes.enums import ParticipantRole
from programmes.models import Participant


@dataclass(slots=True)
class Occurring:
    """How often each value of a field occurs on one side, and how many people said anything."""

    people: int = 0
    filled: int = 0
    values: Counter[str] = field(default_factory=Counter)


def occurring_in(chosen: Round, fields: Collection[str]) -> dict[tuple[str, str], Occurring]:
    """Return, by role and field, what people said; four queries at most."""
    places = everybody_in(chosen)
    profiles, answers = profiles_in(chosen), answers_in(chosen, places, fields)
    found = {(role, name): Occurring() for role in ParticipantRole.values for name in fields}
    for place in places:
        known = of_profile(profiles.get(place.person_id))
        answered = answers.get(place.pk)
        values = known.values | (answered.values if answered else {})
        texts = known.texts | (answered.texts if answered else {})
        _count(found, place, fields, values, texts)
    return found


def _count(
    found: dict[tuple[str, str], Occurring],
    place: Participant,
    fields: Collection[str],
    values: dict[str, frozenset[str]],
    texts: dict[str, str],
) -> None:
    """Count what one participant said."""
    for name in fields:
        entry = found[place.role, name]
        entry.people += 1
        entry.filled += bool(values.get(name) or texts.get(name))
        entry.values.update(values.get(name, ()))
