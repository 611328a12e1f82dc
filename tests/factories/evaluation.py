"""Surveys, answers and reports."""

import hashlib
from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from evaluation.enums import Cadence, Candour, FileFormat, ItemKind, Trigger, WaveState
from programmes.enums import ParticipantRole
from tests.factories.accounts import OrganisationFactory
from tests.factories.programmes import CohortFactory, ParticipantFactory, ProgrammeFactory


class InstrumentFactory(DjangoModelFactory):
    """An anonymous survey of mentees, without questions yet."""

    class Meta:
        model = "evaluation.Instrument"

    organisation = factory.SubFactory(OrganisationFactory)
    key = factory.Sequence("survey-{}".format)
    title = "How is it going?"
    audience = ParticipantRole.MENTEE
    candour = Candour.ANONYMOUS


class ItemFactory(DjangoModelFactory):
    """A question with marks from 1 to 5."""

    class Meta:
        model = "evaluation.Item"

    instrument = factory.SubFactory(InstrumentFactory)
    position = factory.Sequence(int)
    key = "mentor_met_expectations"
    kind = ItemKind.SCALE
    text = "My mentor met my expectations."
    low = factory.LazyAttribute(lambda new: 1 if new.kind == ItemKind.SCALE else None)
    high = factory.LazyAttribute(lambda new: 5 if new.kind == ItemKind.SCALE else None)


class AgainItemFactory(ItemFactory):
    """Whether one would do it again: yes, perhaps, no."""

    key = "work_with_mentor_again"
    kind = ItemKind.CHOICE
    text = "Would you work with your mentor again?"
    options = factory.LazyFunction(
        lambda: [["yes", "Yes"], ["maybe", "Perhaps"], ["no", "No"]],
    )


class TextItemFactory(ItemFactory):
    key = "would_help"
    kind = ItemKind.TEXT
    text = "What would help you now?"


class WaveFactory(DjangoModelFactory):
    """A wave that is open since yesterday; `state=WaveState.CLOSED` gets its `closed_at`."""

    class Meta:
        model = "evaluation.Wave"

    cohort = factory.SubFactory(CohortFactory)
    instrument = factory.SubFactory(
        InstrumentFactory,
        organisation=factory.SelfAttribute("..cohort.programme.organisation"),
    )
    state = WaveState.OPEN
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyAttribute(lambda new: new.opens_at + timedelta(days=10))
    closed_at = factory.LazyAttribute(
        lambda new: timezone.now() if new.state == WaveState.CLOSED else None
    )


class SectionFactory(DjangoModelFactory):
    """A heading without questions yet."""

    class Meta:
        model = "evaluation.Section"

    instrument = factory.SubFactory(InstrumentFactory)
    position = factory.Sequence(int)
    title = "You and your mentor"


class WavePlanFactory(DjangoModelFactory):
    """A pulse on day 30 of a match, and then every 60 days."""

    class Meta:
        model = "evaluation.WavePlan"

    programme = factory.SubFactory(ProgrammeFactory)
    instrument_key = "pulse-mentee"
    trigger = Trigger.MATCH_DAY
    days = 30
    every_days = 60


class CallFactory(DjangoModelFactory):
    """Somebody with a place in the cohort is asked; `place` says who."""

    class Meta:
        model = "evaluation.Call"

    wave = factory.SubFactory(WaveFactory)
    place = factory.SubFactory(
        ParticipantFactory,
        cohort=factory.SelfAttribute("..wave.cohort"),
        role=factory.SelfAttribute("..wave.instrument.audience"),
    )
    person = factory.LazyAttribute(lambda new: new.place.person)
    called_on = factory.LazyFunction(timezone.localdate)


class MirrorConsentFactory(DjangoModelFactory):
    class Meta:
        model = "evaluation.MirrorConsent"

    given_at = factory.LazyFunction(timezone.now)
    words = "My mentor may see how I rate them."


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = "evaluation.Answer"

    wave = factory.SubFactory(WaveFactory, state=WaveState.CLOSED)
    values = factory.LazyFunction(dict)


class ReportScheduleFactory(DjangoModelFactory):
    """Reports at each close, which a coordinator reads first."""

    class Meta:
        model = "evaluation.ReportSchedule"

    programme = factory.SubFactory(ProgrammeFactory)
    cadence = Cadence.AT_CLOSE


class ReportFileFactory(DjangoModelFactory):
    """A file of a report, as if it had been drawn."""

    class Meta:
        model = "evaluation.ReportFile"

    format = FileFormat.PDF
    content = factory.LazyAttribute(lambda new: f"{new.format} of {new.report.pk}".encode())
    sha256 = factory.LazyAttribute(lambda new: hashlib.sha256(new.content).hexdigest())
