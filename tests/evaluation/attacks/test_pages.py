"""Whoever may open every page learns as much when one person gave an answer as when another did."""

from dataclasses import replace

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from evaluation.actions.answers import submit_answer
from evaluation.models import Report
from mentorship.accounts.models import Person
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.architecture.walking import ROLES, named_addresses
from tests.architecture.world import WalkedWorld, make_walked_world
from tests.evaluation.attacks.planted import (
    PLANTED,
    Survey,
    answer_all,
    close_and_report,
    make_survey,
    page,
    plain,
    texts_of,
)
from tests.evaluation.calling import called
from tests.people import sign_in

pytestmark = pytest.mark.django_db

# Where something of a survey, of who answered it or of what was done is told.
NAMES = (
    "programmes:home",
    "programmes:today",
    "programmes:people",
    "programmes:people-csv",
    "programmes:participant",
    "programmes:profile",
    "programmes:indicator",
    "programmes:sponsor-pack",
    "programmes:calendar-file",
    "notifications:outbox",
    "notifications:outbox-file",
    "notifications:message-detail",
    "training:retention",
    "training:register",
    "training:fresh",
)
LOOKING = ("coordinator", "administrator")


def names() -> list[str]:
    known = named_addresses()
    return [name for name in known if name.startswith("evaluation:") or name in NAMES]


def pages(walked: WalkedWorld, who: str) -> dict[str, str]:
    client = sign_in(ROLES[who](walked))
    shown = {name: page(client, name, walked) for name in names()}
    for name in ("evaluation:wave-file", "notifications:outbox-file", "programmes:people-csv"):
        shown[f"{name} as a workbook"] = page(client, name, walked, format="xlsx")
    shown["search"] = page(client, "programmes:people", walked, q="zqxplanted")
    return shown


def written(people: tuple[Person, ...]) -> dict[str, str]:
    """Return what mails and the history hold, whose they are and in which order."""
    number: dict[object, str] = {person.pk: str(place) for place, person in enumerate(people)}
    mails = Message.objects.order_by("pk").values_list("recipient_id", "kind", "text")
    events = Event.objects.order_by("pk").values_list("kind", "actor_id", "changes")
    return {
        "mails": str([(number.get(who, "else"), kind, text) for who, kind, text in mails]),
        "history": str([(kind, number.get(who, "else"), len(more)) for kind, who, more in events]),
    }


def course(walked: WalkedWorld, survey: Survey, culprit: int) -> dict[str, str]:
    """Let everybody answer and the survey close; return all that was seen. Nothing is kept."""
    before = transaction.savepoint()
    walked = replace(walked, closed_wave=survey.wave)
    with time_machine.travel(timezone.now(), tick=False):
        answer_all(survey, culprit)
        report = close_and_report(survey, walked)
        walked = replace(walked, report=Report.objects.get())
        shown = {
            f"{who} {name}": text for who in LOOKING for name, text in pages(walked, who).items()
        }
        texts = texts_of(sign_in(walked.world.coordinator), survey, walked)
        shown |= {"report": report, "texts": str(texts)} | written(survey.people)
    transaction.savepoint_rollback(before)
    return shown


def test_no_page_file_mail_or_history_tells_which_of_two_gave_an_answer():
    walked = make_walked_world()
    survey = make_survey(walked)
    with time_machine.travel(timezone.now(), tick=False):
        one, other = (course(walked, survey, culprit) for culprit in (0, 1))
    # So that the comparison can fail: the answer itself is shown, to whoever reads results.
    assert "zqxplanted" in one["texts"]
    assert [name for name, text in one.items() if text != other[name]] == []


def test_while_it_is_open_an_answer_changes_counts_and_nothing_else():
    walked = make_walked_world()
    survey = make_survey(walked)
    walked = replace(walked, closed_wave=survey.wave)
    client = sign_in(walked.world.coordinator)
    addresses = [name for name in names() if name.startswith(("evaluation:", "programmes:"))]
    seen = []
    with time_machine.travel(timezone.now(), tick=False):
        for values in (PLANTED, plain(1)):
            before = transaction.savepoint()
            submit_answer(called(survey.wave, survey.people[0]), values)
            seen.append({name: page(client, name, walked) for name in addresses})
            transaction.savepoint_rollback(before)
    assert seen[0] == seen[1]
    assert "zqxplanted" not in str(seen[0])


def test_it_is_not_seen_either_who_it_was_that_answered():
    """Two of those asked, one answer: the coordinator's pages are the same whoever gave it."""
    walked = make_walked_world()
    survey = make_survey(walked)
    walked = replace(walked, closed_wave=survey.wave)
    client = sign_in(walked.world.coordinator)
    seen = []
    with time_machine.travel(timezone.now(), tick=False):
        for person in survey.people[:2]:
            before = transaction.savepoint()
            submit_answer(called(survey.wave, person), plain(1))
            seen.append({name: page(client, name, walked) for name in names()})
            transaction.savepoint_rollback(before)
    assert [name for name, text in seen[0].items() if text != seen[1][name]] == []
