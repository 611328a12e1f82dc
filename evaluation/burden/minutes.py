"""How long a survey takes: as measured where enough people answered, else as its author said."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from evaluation.models import AnsweringTime, Instrument

# From so many answers on, people's own time counts more than the author's guess.
FEWEST_TIMES = 10
HALVES_IN_A_MINUTE = 2


def minutes_of(instrument: Instrument) -> tuple[int, bool]:
    """Return the minutes a version takes, from 1, and whether they were measured; one query."""
    return minutes_by_instrument([instrument])[instrument.pk]


def minutes_by_instrument(instruments: Iterable[Instrument]) -> dict[UUID, tuple[int, bool]]:
    """Return the minutes of each version, and whether they were measured; one query for all."""
    wanted = {instrument.pk: instrument.minutes for instrument in instruments}
    times: dict[UUID, dict[int, int]] = defaultdict(dict)
    counted = AnsweringTime.objects.filter(instrument__in=wanted)
    for pk, halves, people in counted.values_list("instrument_id", "half_minutes", "people"):
        times[pk][halves] = people
    found: dict[UUID, tuple[int, bool]] = {}
    for pk, said in wanted.items():
        measured = median_minutes(times[pk])
        found[pk] = (max(said, 1), False) if measured is None else (measured, True)
    return found


def median_minutes(people_by_halves: Mapping[int, int]) -> int | None:
    """Return in how many whole minutes at least half of the people were done; None below ten.

    `people_by_halves` counts people by half minutes: those of 3 took more than one minute, and
    one and a half at most.
    """
    people = sum(people_by_halves.values())
    if people < FEWEST_TIMES:
        return None
    reached = 0
    for halves in sorted(people_by_halves):
        reached += people_by_halves[halves]
        if reached * 2 >= people:
            return -(-halves // HALVES_IN_A_MINUTE)
    return None
