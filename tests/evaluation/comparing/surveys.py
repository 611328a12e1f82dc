"""Surveys of the same people for tests of comparisons."""

from datetime import timedelta

from django.utils import timezone

from evaluation.enums import Audience, Candour, Purpose, Subject, WaveState
from programmes.enums import ParticipantRole
from tests.factories.evaluation import AnswerFactory, InstrumentFactory, ItemFactory, WaveFactory
from tests.factories.programmes import MenteeFactory, ParticipantFactory

NOW = timezone.now()


def instrument(world, purpose, *, keys=("confidence",), audience=Audience.MENTEE, **fields):
    """Make a confidential survey with marks from 1 to 7; keys like "area.2" belong to an area."""
    made = InstrumentFactory.create(
        organisation=world.organisation,
        purpose=purpose,
        audience=audience,
        candour=fields.pop("candour", Candour.CONFIDENTIAL),
        **fields,
    )
    for key in keys:
        area = key.split("-")[0] if "-" in key else ""
        ItemFactory.create(instrument=made, key=key, text=f"About {key}.", high=7, subscale=area)
    return made


def closed(world, asked, *, day, cohort=None):
    """Make a closed wave."""
    end = NOW - timedelta(days=400 - day)
    return WaveFactory.create(
        cohort=cohort or world.cohort,
        instrument=asked,
        state=WaveState.CLOSED,
        opens_at=end - timedelta(days=10),
        closes_at=end,
        closed_at=end,
    )


def answered(wave, people, marks, key="confidence", **fields):
    """Store one answer for each person; None leaves somebody out."""
    for person, mark in zip(people, marks, strict=True):
        if mark is not None:
            AnswerFactory.create(wave=wave, participant=person, values={key: mark}, **fields)


def mentees(world, count):
    """Make so many mentees of the world's cohort."""
    return MenteeFactory.create_batch(count, cohort=world.cohort)


def mentors(world, count):
    """Make so many mentors of the world's cohort."""
    return ParticipantFactory.create_batch(count, cohort=world.cohort, role=ParticipantRole.MENTOR)


def seen_by_others(world, **fields):
    """Make the mentees' side of the twin."""
    return instrument(
        world, Purpose.COMPETENCY_OTHER, subject=Subject.PARTNER, audience=Audience.MENTEE, **fields
    )


def seen_by_oneself(world, **fields):
    """Make the mentors' side of the twin."""
    return instrument(world, Purpose.COMPETENCY_SELF, audience=Audience.MENTOR, **fields)
