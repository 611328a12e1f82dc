"""The demo's plan of surveys: what is asked by itself, day counts, and a survey that is named."""

from datetime import date, timedelta

from evaluation.actions.calls import call_people
from evaluation.actions.plans import add_usual_plans
from evaluation.enums import Candour, Trigger, WaveState
from evaluation.models import Instrument, Item, Receipt, Wave, WaveDay, WavePlan
from mentorship.accounts.models import Organisation, Person
from mentorship.demo.evaluation import CLOSE
from mentorship.demo.programmes import Year, noon
from programmes.enums import ParticipantRole

# Which part of all answers came on each day, the day of opening first.
PACE = (0.22, 0.15, 0.08, 0.05, 0.12, 0.09, 0.04, 0.03, 0.1, 0.06, 0.03, 0.01, 0.01, 0.01)


def build_waves(organisation: Organisation, year: Year, today: date, by: Person) -> None:
    """Store plans, how answers came in, and an open survey of which one may see who answered."""
    WavePlan.objects.create(
        programme=year.leadership,
        instrument_key="pulse",
        trigger=Trigger.MATCH_DAY,
        days=30,
        every_days=60,
    )
    WavePlan.objects.create(
        programme=year.leadership, instrument_key="mentor-close", trigger=Trigger.AT_CLOSE
    )
    add_usual_plans(year.leadership, by=by)
    for wave in Wave.objects.filter(instrument__organisation=organisation, invited__gt=0):
        _spread(wave, wave.receipts.count(), today)
    _named(organisation, year, today)


def _spread(wave: Wave, answered: int, today: date) -> None:
    """Store how many answered on each day, as far as days have come."""
    first = wave.opens_at.date()
    days = [day for day in range(len(PACE)) if first + timedelta(days=day) <= today]
    whole = sum(PACE[day] for day in days)
    done, share = 0, 0.0
    for day in days:
        share += PACE[day] / whole
        reached = round(share * answered)
        WaveDay.objects.create(
            wave=wave, day=first + timedelta(days=day), answered=max(reached - done, 0)
        )
        done = max(reached, done)


def _named(organisation: Organisation, year: Year, today: date) -> None:
    """Store a survey of mentors that is given with one's name; half of them have answered."""
    instrument = Instrument.objects.create(
        organisation=organisation,
        key="mentor-needs",
        title="What would help you as a mentor?",
        audience=ParticipantRole.MENTOR,
        candour=Candour.NAMED,
    )
    Item.objects.bulk_create(
        Item(instrument=instrument, position=position, key=name, text=text, **kind)
        for position, (name, text, kind) in enumerate(CLOSE)
    )
    opens_at = noon(today - timedelta(days=4))
    wave = Wave.objects.create(
        instrument=instrument,
        cohort=year.running.cohort,
        state=WaveState.OPEN,
        opens_at=opens_at,
        closes_at=opens_at + timedelta(days=10),
    )
    call_people(wave, on=today - timedelta(days=4))
    calls = list(wave.calls.order_by("pk"))
    wave.calls.update(invited_at=opens_at)
    Receipt.objects.bulk_create(Receipt(wave=wave, person_id=c.person_id) for c in calls[::2])
    _spread(wave, len(calls[::2]), today)
