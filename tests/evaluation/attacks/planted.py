"""One planted answer among others, given by one person or by another, and all that can be seen."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.actions.answers import submit_answer
from evaluation.actions.calls import call_people
from evaluation.actions.reports import build_by_hand
from evaluation.actions.waves import close_wave
from evaluation.enums import Candour
from evaluation.models import Report, Wave
from mentorship.accounts.models import Person
from tests.architecture.planted import words_of
from tests.architecture.walking import resolve
from tests.architecture.world import WalkedWorld
from tests.evaluation.calling import called
from tests.factories.evaluation import (
    AgainItemFactory,
    InstrumentFactory,
    ItemFactory,
    TextItemFactory,
    WaveFactory,
)
from tests.factories.programmes import MenteeFactory

# The answer that somebody wants to trace, and what everybody else says.
PLANTED = {
    "mentor_met_expectations": 1,
    "work_with_mentor_again": "no",
    "would_help": "zqxplanted",
}
# What differs from one showing of a page to the next, and ids.
PASSING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"|[0-9a-f]{8}-[0-9a-f-]{27}'
    r"|Expires: [^G]+GMT|Content-Length: [0-9]+"
)
# What was written stands in an order that chance decides, ten of them on the first page.
TEXT = re.compile(r"<li>(zqxplanted|More time, [0-9]+)</li>")


@dataclass(frozen=True)
class Survey:
    """A survey of twelve mentees; the first two of them are suspected of the planted answer."""

    wave: Wave
    people: tuple[Person, ...]


def plain(number: int) -> dict[str, Any]:
    """Return what somebody else answers."""
    return {
        "mentor_met_expectations": 3 + number % 3,
        "work_with_mentor_again": "yes" if number % 3 else "maybe",
        "would_help": f"More time, {number}",
    }


def make_survey(walked: WalkedWorld, candour: Candour = Candour.ANONYMOUS) -> Survey:
    """Put a survey to twelve mentees of the walked cohort."""
    world = walked.world
    instrument = InstrumentFactory.create(organisation=world.organisation, candour=candour)
    for make in (ItemFactory, AgainItemFactory, TextItemFactory):
        make.create(instrument=instrument)
    wave = WaveFactory.create(cohort=world.cohort, instrument=instrument)
    others = [MenteeFactory.create(cohort=world.cohort).person for _number in range(11)]
    call_people(wave, on=timezone.localdate())
    return Survey(wave, (world.mentee, *others))


def answer_all(survey: Survey, culprit: int) -> None:
    """Let everybody answer, in order; one of them gives the planted answer."""
    for number, person in enumerate(survey.people):
        values = PLANTED if number == culprit else plain(max(number, 1))
        submit_answer(called(survey.wave, person), values)


def close_and_report(survey: Survey, walked: WalkedWorld) -> str:
    """Close the survey and report on the cohort; return the figures as the report keeps them."""
    Report.objects.all().delete()
    close_wave(Wave.objects.get(pk=survey.wave.pk), by=None)
    world = walked.world
    report = build_by_hand(world.programme, world.cohort, by=world.coordinator)
    return PASSING.sub("", report.snapshot)


def page(client: Client, name: str, walked: WalkedWorld, **query: str) -> str:
    """Return what an address says, without what passes, and leave the database as it was."""
    before = transaction.savepoint()
    try:
        return TEXT.sub("", PASSING.sub("", words_of(client.get(resolve(name, walked), query))))
    finally:
        transaction.savepoint_rollback(before)


def texts_of(client: Client, survey: Survey, walked: WalkedWorld) -> list[str]:
    """Return all that was written to the survey's free question, in no order."""
    where = (walked.world.programme.slug, survey.wave.pk, "would_help")
    found = client.get(reverse("evaluation:survey-results-words", args=where)).content.decode()
    return sorted(TEXT.findall(found))
