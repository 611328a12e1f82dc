"""Two surveys of the same mentees next month that together ask for too much."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from evaluation.burden.planning import next_month
from evaluation.enums import Candour, Purpose, WaveState
from evaluation.models import Wave
from tests.factories.evaluation import InstrumentFactory, ItemFactory, WaveFactory


def planned(cohort, *, purpose=Purpose.MID, minutes=9, months=1, day=8, optional=0, **more) -> Wave:
    """Plan a confidential survey at noon of a day so many months ahead."""
    opens_on = timezone.localdate()
    for _each in range(months):
        opens_on = next_month(opens_on)
    opens_at = timezone.make_aware(datetime.combine(opens_on.replace(day=day), time(12)))
    instrument = InstrumentFactory.create(
        organisation=cohort.programme.organisation,
        **{"candour": Candour.CONFIDENTIAL, "purpose": purpose, "minutes": minutes} | more,
    )
    for number in range(optional):
        ItemFactory.create(instrument=instrument, key=f"item-{number}", is_core=False)
    wave: Wave = WaveFactory.create(
        cohort=cohort,
        instrument=instrument,
        state=WaveState.PLANNED,
        opens_at=opens_at,
        closes_at=opens_at + timedelta(days=10),
    )
    return wave
