"""The demo's surveys that together ask for a little too much, in months to come."""

from datetime import date, timedelta

from evaluation.burden.planning import next_month
from evaluation.enums import Candour, ItemKind, Purpose, Trigger, WaveState
from evaluation.models import AnsweringTime, Instrument, Item, Wave, WavePlan
from mentorship.accounts.models import Organisation
from mentorship.demo.programmes import Year, noon
from programmes.enums import ParticipantRole
from programmes.models import Cohort

# Title, role, purpose, candour, minutes, questions always asked and others.
Sketch = tuple[str, str, str, str, int, int, int]
MIDWAY: Sketch = (
    "Half-way with your mentor",
    ParticipantRole.MENTEE,
    Purpose.MID,
    Candour.CONFIDENTIAL,
    9,
    4,
    8,
)
TOGETHER: Sketch = (
    "Working together",
    ParticipantRole.MENTEE,
    Purpose.RELATIONSHIP,
    Candour.CONFIDENTIAL,
    6,
    6,
    0,
)
SKILLS: Sketch = (
    "Your skills as a mentor",
    ParticipantRole.MENTOR,
    Purpose.COMPETENCY_SELF,
    Candour.CONFIDENTIAL,
    12,
    12,
    0,
)
MENTORS_PULSE: Sketch = (
    "How is mentoring going?",
    ParticipantRole.MENTOR,
    Purpose.PULSE,
    Candour.ANONYMOUS,
    4,
    5,
    0,
)
GROWTH: Sketch = (
    "What you have grown into",
    ParticipantRole.MENTEE,
    Purpose.OTHER,
    Candour.CONFIDENTIAL,
    20,
    6,
    14,
)
FRIDAY = 4
OF_MENTEES = (
    "I know what I want to reach this year.",
    "I ask for feedback when I need it.",
    "I say what I think in meetings.",
    "I know people outside my own team.",
    "I plan my own development.",
    "I can explain what I am good at.",
    "My mentor and I talk openly.",
    "We agree on what we work on.",
    "Our meetings are prepared.",
    "We find enough time.",
    "I try out what we talked about.",
    "I learn from what goes wrong.",
    "I take on work that is new to me.",
    "I can say no when it is too much.",
    "I know whom to ask for help.",
    "I lead small pieces of work.",
    "I see how decisions are made here.",
    "I help others to learn.",
    "I have a plan for the next two years.",
    "I feel I belong here.",
)
OF_MENTORS = (
    "I listen before I advise.",
    "I ask questions that open something up.",
    "I say back what I heard.",
    "I agree goals with my mentee.",
    "I give feedback that can be used.",
    "I keep what I hear to myself.",
    "I notice when we get stuck.",
    "I open doors to other people.",
    "I share what I got wrong myself.",
    "I leave decisions with my mentee.",
    "I prepare our meetings.",
    "I know when to send somebody on.",
)
# How many people took how many half minutes to answer “Working together”.
TIMES = {7: 3, 8: 6, 9: 8, 10: 7, 11: 4, 13: 2}


def build_budget(organisation: Organisation, year: Year, today: date) -> None:
    """Store surveys of the running cohort that want to be merged, postponed and asked in part."""
    cohort = year.running.cohort
    first = next_month(today)
    second = next_month(first)
    fourth = next_month(next_month(second))
    together = _instrument(organisation, "working-together", TOGETHER)
    AnsweringTime.objects.bulk_create(
        AnsweringTime(instrument=together, half_minutes=halves, people=people)
        for halves, people in TIMES.items()
    )
    skills = _instrument(organisation, "mentor-skills", SKILLS)
    _planned(_instrument(organisation, "half-way", MIDWAY), cohort, first.replace(day=8))
    _planned(together, cohort, first.replace(day=13))
    _planned(skills, cohort, second.replace(day=20))
    _planned(
        _instrument(organisation, "mentors-pulse", MENTORS_PULSE), cohort, second.replace(day=9)
    )
    _planned(_instrument(organisation, "growth", GROWTH), cohort, fourth.replace(day=6))
    WavePlan.objects.create(
        programme=year.leadership, instrument_key=skills.key, trigger=Trigger.AT_CLOSE
    )


def _instrument(organisation: Organisation, key: str, sketch: Sketch) -> Instrument:
    """Store an instrument with as many questions as its sketch says."""
    title, audience, purpose, candour, minutes, core, others = sketch
    instrument = Instrument.objects.create(
        organisation=organisation,
        key=key,
        title=title,
        audience=audience,
        purpose=purpose,
        candour=candour,
        minutes=minutes,
    )
    statements = OF_MENTORS if audience == ParticipantRole.MENTOR else OF_MENTEES
    Item.objects.bulk_create(
        Item(
            instrument=instrument,
            position=position,
            key=f"statement-{position}",
            kind=ItemKind.SCALE,
            text=statement,
            low=1,
            high=5,
            is_core=position <= core,
        )
        for position, statement in enumerate(statements[: core + others], start=1)
    )
    return instrument


def _planned(instrument: Instrument, cohort: Cohort, opens_on: date) -> None:
    """Plan a wave of ten days, from a day or the Monday after its weekend."""
    opens_on += timedelta(days=7 - opens_on.weekday() if opens_on.weekday() > FRIDAY else 0)
    Wave.objects.create(
        instrument=instrument,
        cohort=cohort,
        state=WaveState.PLANNED,
        opens_at=noon(opens_on),
        closes_at=noon(opens_on) + timedelta(days=10),
    )
