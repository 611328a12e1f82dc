"""The demo's survey that shows all of answering: a table, a branch, two languages, a room."""

from datetime import date, timedelta
from typing import Any

from evaluation.enums import Candour, ItemKind, Layout, WaveState
from evaluation.models import Call, Instrument, Item, Section, Wave
from mentorship.accounts.models import Organisation
from mentorship.demo.programmes import Year, noon
from programmes.enums import ParticipantRole

SEVEN: dict[str, Any] = {
    "kind": ItemKind.SCALE,
    "low": 1,
    "high": 7,
    "low_anchor": "Not at all",
    "high_anchor": "Entirely",
}
ROWS = (
    ("listening", "I listen without interrupting.", "Ich höre zu, ohne zu unterbrechen."),
    ("asking", "I ask before I advise.", "Ich frage, bevor ich rate."),
    ("goals", "We come back to the goals we agreed.", "Wir kommen auf unsere Ziele zurück."),
    ("doors", "I open doors for my mentees.", "Ich öffne meinen Mentees Türen."),
)
WHAT = [["time", "Time"], ["topic", "Topics"], ["distance", "Distance"], ["other", "Other things"]]
WAS_IST = {"time": "Zeit", "topic": "Themen", "distance": "Entfernung", "other": "Anderes"}
ROOM = "guildhall-together"


def build_answering(organisation: Organisation, year: Year, today: date) -> None:
    """Ask the mentors of the running cohort how mentoring goes, and open a room for the pulse."""
    instrument = Instrument.objects.create(
        organisation=organisation,
        key="mid-way-mentor",
        title="Half-way, as a mentor",
        introduction="Seven short questions, so that the second half gets better than the first.",
        audience=ParticipantRole.MENTOR,
        candour=Candour.CONFIDENTIAL,
        minutes=3,
        translations={
            "de": {
                "title": "Halbzeit als Mentorin oder Mentor",
                "introduction": "Sieben kurze Fragen, damit die zweite Hälfte besser wird.",
            }
        },
    )
    _ask(instrument)
    wave = Wave.objects.create(
        instrument=instrument,
        cohort=year.running.cohort,
        state=WaveState.OPEN,
        opens_at=noon(today - timedelta(days=2)),
        closes_at=noon(today + timedelta(days=10)),
        invited=len(year.running.mentors),
    )
    Call.objects.bulk_create(
        Call(wave=wave, person=place.person, place=place, called_on=today - timedelta(days=2))
        for place in year.running.mentors
    )
    pulse = Wave.objects.filter(
        cohort=year.running.cohort, state=WaveState.OPEN, instrument__key="pulse"
    )
    pulse.update(room_key=ROOM)


def _ask(instrument: Instrument) -> None:
    """Write the questions: a table, a question with one that hangs on it, and words."""
    table = Section.objects.create(
        instrument=instrument,
        position=0,
        title="You as a mentor",
        introduction="How well does each describe your last meetings?",
        layout=Layout.MATRIX,
        translations={"de": {"title": "Sie als Mentorin oder Mentor"}},
    )
    german = {"low_anchor": "Gar nicht", "high_anchor": "Ganz und gar"}
    rows = [
        {"key": key, "text": text, "section": table, "translations": {"de": {"text": de, **german}}}
        for key, text, de in ROWS
    ]
    after = Section.objects.create(instrument=instrument, position=1, title="What gets in the way")
    rest: list[dict[str, Any]] = [
        {
            "key": "obstacles",
            "kind": ItemKind.YES_NO,
            "text": "Does anything get in the way?",
            "is_required": True,
            "translations": {"de": {"text": "Steht etwas im Weg?"}},
        },
        {
            "key": "which",
            "kind": ItemKind.SEVERAL,
            "text": "What gets in the way?",
            "options": WHAT,
            "asked_if_key": "obstacles",
            "asked_if_values": [True],
            "translations": {"de": {"text": "Was steht im Weg?", "options": WAS_IST}},
        },
        {
            "key": "help",
            "kind": ItemKind.TEXT,
            "text": "What would help you most?",
            "translations": {"de": {"text": "Was würde Ihnen am meisten helfen?"}},
        },
    ]
    questions = [{**SEVEN, **row} for row in rows] + [{"section": after, **row} for row in rest]
    Item.objects.bulk_create(
        Item(instrument=instrument, position=position, **question)
        for position, question in enumerate(questions)
    )
