"""What people of a match write is read by nobody else; `test_walk` looks for it everywhere."""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import structlog
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.models import AnswerDraft, Wave
from matching.actions.care import work_out_health
from matching.actions.meetings import log_meeting
from matching.afterwards.enums import FitAnswer
from matching.afterwards.tasks import ask_whether_they_fit
from matching.concerns.enums import Channel
from matching.models import Concern, FitCheck, Match, Meeting
from mentorship.audit.models import Event
from mentorship.notifications.models import Attachment, Message
from programmes.models import Cohort
from tests.architecture.deeds import TO_COORDINATORS, live, send
from tests.architecture.planted import MARK, PAIR, READERS, plant, texts_in, words_of
from tests.architecture.walking import ROLES, named_addresses, resolve
from tests.architecture.world import WalkedWorld, make_walked_world
from tests.factories.dates import days_ahead
from tests.people import sign_in

# What differs from one showing of a page to the next.
PASSING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"|[0-9a-f]{8}-[0-9a-f-]{27}'
    r"|Expires: [^G]+GMT"
)

# Where something of a pair is drawn for others; `test_walk` visits every address.
ABOUT_PAIRS = re.compile(
    r"matching:(match|care|reported|concern)|programmes:(today|participant|people|home|caseload)"
    r"|notifications:(outbox|message)"
)


def read(client: Client, name: str, walked: WalkedWorld) -> str:
    """Return what a named address says, and leave the database as it was."""
    return read_at(client, resolve(name, walked))


def read_at(client: Client, address: str) -> str:
    """Return what an address says, and leave the database as it was."""
    before = transaction.savepoint()
    try:
        return words_of(client.get(address))
    finally:
        transaction.savepoint_rollback(before)


@pytest.mark.django_db
def test_the_two_themselves_do_read_them():
    """So that the search in `test_walk` can fail: whoever may read a word finds it somewhere."""
    walked = make_walked_world()
    plant(walked)
    # Closing words are read near the end, a concern where it is told of.
    Cohort.objects.filter(pk=walked.world.cohort.pk).update(ends_on=days_ahead(7)())
    hidden = Concern.objects.get(channel=Channel.CONTACT)
    begun = AnswerDraft.objects.get()
    missed = set()
    for role in sorted(PAIR):
        client = sign_in(ROLES[role](walked))
        own = [name for name in named_addresses() if name.startswith("matching:")]
        pages = [read(client, name, walked) for name in own]
        pages.append(read_at(client, reverse("matching:my-concern", args=[hidden.pk])))
        pages.append(read_at(client, reverse("evaluation:answer", args=[begun.call_id])))
        found = {word for page in pages for word in MARK.findall(page)}
        wanted = {word for word, readers in READERS.items() if role in readers}
        missed |= {(role, word) for word in wanted - found}
    assert not missed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("coordinator", {"zqxbyname", "zqxsponsor", "zqxfinding", "zqxjudged"}),
        ("administrator", set()),
    ],
)
def test_who_reads_results_reads_what_was_said_by_name_and_no_other_words(role, words):
    """Of closed surveys that were answered in confidence, too, on every page and in every file."""
    walked = make_walked_world()
    plant(walked)
    client = sign_in(ROLES[role](walked))
    surveys = [name for name in named_addresses() if name.startswith("evaluation:")]
    pages = [read(client, name, walked) for name in surveys]
    for wave in Wave.objects.all():
        for name in ("wave", "wave-close", "survey-results-file", "survey-results-people"):
            address = reverse(f"evaluation:{name}", args=[walked.world.programme.slug, wave.pk])
            pages.append(read_at(client, address))
    assert {word for page in pages for word in MARK.findall(page)} == words


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["mentor", "coordinator", "administrator"])
def test_a_fit_answer_changes_nothing_that_others_see(role):
    """Good and still deciding look the same to everybody but who said so."""
    walked = make_walked_world()
    plant(walked)
    client = sign_in(ROLES[role](walked))
    pages = [
        name
        for name in named_addresses()
        if name.startswith("matching:") or name in {"programmes:today", "programmes:participant"}
    ]
    # Pages tell the time ("Counted at 07:48"), which is not what is looked for.
    with time_machine.travel(timezone.now(), tick=False):
        before = {name: _without_tokens(client, name, walked) for name in pages}
        FitCheck.objects.update(answer=FitAnswer.DECIDING)
        changed = [name for name in pages if _without_tokens(client, name, walked) != before[name]]
    assert not changed


def _without_tokens(client: Client, name: str, walked: WalkedWorld) -> str:
    """Return a page without what differs from one showing to the next."""
    return PASSING.sub("", read(client, name, walked))


@pytest.mark.django_db
def test_no_mail_and_no_audit_row_holds_them():
    """Nothing that was written down about the planted match quotes it."""
    walked = make_walked_world()
    plant(walked)
    told = [
        *(f"{mail.subject} {mail.text} {mail.html}" for mail in Message.objects.all()),
        *(str(event.changes) for event in Event.objects.all()),
        *(text for file in Attachment.objects.all() for text in texts_in(bytes(file.content))),
    ]
    assert told
    assert not MARK.findall(" ".join(told))


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Collect every line that the product would write at its most talkative."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    given = {**settings.LOGGING["formatters"]["structured"]}
    handler.setFormatter(given.pop("()")(**given))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield written
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


def sessions_and_cache() -> str:
    """Return what is remembered from one request to the next."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM platform_cache")
        kept = [str(value) for (value,) in cursor.fetchall()]
    return " ".join([*(str(row.get_decoded()) for row in Session.objects.all()), *kept])


@pytest.mark.django_db
def test_no_deed_of_two_people_leaves_their_words_anywhere_else():
    """Everything is really done, through the pages; then all that is kept or said is searched."""
    walked = make_walked_world()
    with logged() as lines:
        structlog.get_logger("canary").debug("zqxheard")
        live(walked)
        shown = {
            (role, name, word)
            for role in ("coordinator", "administrator")
            for client in [sign_in(ROLES[role](walked))]
            for name in named_addresses()
            if ABOUT_PAIRS.match(name)
            for word in MARK.findall(_without_tokens(client, name, walked))
        }
    assert "zqxheard" in lines.getvalue()
    kept = {
        "log": lines.getvalue(),
        "mails": " ".join(f"{m.subject} {m.text} {m.html}" for m in Message.objects.all()),
        "audit": " ".join(str(event.changes) for event in Event.objects.all()),
        "sessions": sessions_and_cache(),
    }
    found = {(place, word) for place, text in kept.items() for word in MARK.findall(text)}
    assert found == {("log", "zqxheard")}
    copies = {
        (file.message.recipient, word)
        for file in Attachment.objects.select_related("message__recipient")
        for text in texts_in(bytes(file.content))
        for word in MARK.findall(text)
    }
    signers = {walked.world.mentor, walked.world.mentee}
    assert {person for person, _word in copies} == signers
    assert {word for _person, word in copies} <= {"zqxpurpose", "zqxconfidentiality", "zqxcontact"}
    assert {each for each in shown if each[2] not in TO_COORDINATORS} == set()


def course_of_fit(walked: WalkedWorld, who: str, pages: list[str]) -> dict[str, str]:
    """Let one of the two say that the fit is not good; return what a coordinator sees for days.

    The database is left as it was.
    """
    before = transaction.savepoint()
    person = getattr(walked.world, who)
    shown = {}
    start = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    with time_machine.travel(start, tick=False) as clock:
        Meeting.objects.filter(pk=walked.meeting.pk).update(starts_at=start - timedelta(hours=2))
        log_meeting(Meeting.objects.get(pk=walked.meeting.pk), by=walked.world.mentor, is_held=True)
        ask_whether_they_fit()
        clock.shift(timedelta(hours=1))
        send(sign_in(person), "my-fit", walked.match.pk, answer=FitAnswer.NOT_GOOD)
        for day in (0, 9):
            clock.shift(timedelta(days=day))
            ask_whether_they_fit()
            work_out_health(Match.objects.all(), on=timezone.localdate())
            # Nobody stays signed in for nine days without a page.
            coordinator = sign_in(walked.world.coordinator)
            shown |= {f"{day} {name}": _without_tokens(coordinator, name, walked) for name in pages}
        counts = Message.objects.visible_to(walked.world.coordinator).count()
        shown["mails"] = str(counts)
    transaction.savepoint_rollback(before)
    return shown


@pytest.mark.django_db
def test_nobody_can_tell_who_said_that_the_fit_is_not_good():
    """One of two answers: the coordinator sees the same for days, whichever of them it was."""
    walked = make_walked_world()
    FitCheck.objects.all().delete()
    pages = [name for name in named_addresses() if ABOUT_PAIRS.match(name)]
    course = {who: course_of_fit(walked, who, pages) for who in ("mentor", "mentee")}
    assert "The fit was said not to be good" in course["mentor"]["9 matching:match"]
    differing = [
        page for page, shown in course["mentor"].items() if shown != course["mentee"][page]
    ]
    assert not differing
