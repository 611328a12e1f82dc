"""Nobody but its writer, or the match, reads what was said after a meeting: searched everywhere."""

import logging

import pytest
from django.core import mail
from django.urls import reverse

from matching.actions.afterwards import say_mood, write_notes
from matching.actions.fit import answer_fit
from matching.actions.meetings import log_meeting
from matching.afterwards.enums import FitAnswer
from matching.afterwards.tasks import ask_after_meetings, ask_whether_they_fit
from matching.timeline import course_of
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.architecture.planted import words_of
from tests.architecture.test_views import addresses, is_the_librarys
from tests.factories.matching import MatchFactory, MeetingFactory, ago, pair
from tests.factories.relationships import fit_check_of

OWN, SHARED = "Zebrafinch privately", "Quokka for everybody"
# What only a face or an answer draws.
SAID = ("So-so", "not_good", "Not good", "What now?")


@pytest.fixture
def said(world):
    """Let the mentee have felt, noted and answered; return the meeting."""
    meeting = MeetingFactory.create(match=pair(world), starts_at=ago(days=1))
    log_meeting(meeting, by=world.mentee, is_held=True)
    say_mood(meeting, by=world.mentee, mood=2)
    write_notes(meeting, by=world.mentee, own=OWN, shared=SHARED)
    check = fit_check_of(meeting.match, world.mentee)
    answer_fit(check, by=world.mentee, answer=FitAnswer.NOT_GOOD)
    ask_after_meetings()
    ask_whether_they_fit()
    return meeting


def pages_of_the_portal(meeting):
    """Return every address of this part, and those that others add to."""
    match = meeting.match
    own = [
        reverse(f"matching:{name}", args=(meeting.pk,)) for name in ("meeting-log", "meeting-note")
    ]
    names = ("meeting-notes", "meeting-past", "my-fit", "my-match")
    own += [reverse(f"matching:{name}", args=(match.pk,)) for name in names]
    return [*own, f"{own[0]}?change", "/", "/meetings/"]


def pages_of_the_console(world, match):
    """Return every address that needs no more than the programme, and those of one relationship."""
    slug = world.programme.slug
    found = [
        f"/{prefix}".replace("<slug:slug>", slug)
        for prefix, pattern in addresses()
        if not is_the_librarys(pattern)
    ]
    own = [reverse("matching:match", args=(slug, match.pk))]
    letters = [reverse("notifications:message-detail", args=(each.pk,)) for each in everything()]
    return [*(address for address in found if "<" not in address), *own, *letters]


def everything():
    """Return all mails that there are."""
    return Message.objects.all()


def read(client, addresses):
    """Return all that the pages say to one person."""
    return "\n".join(words_of(client.get(address, follow=True)) for address in addresses)


def test_the_writer_reads_it_all(world, client_of, said):
    shown = read(client_of(world.mentee), pages_of_the_portal(said))
    for words in (OWN, SHARED, "What now?"):
        assert words in shown


def test_the_partner_reads_the_shared_note_alone(world, client_of, said):
    shown = read(client_of(world.mentor), pages_of_the_portal(said))
    assert SHARED in shown
    assert OWN not in shown
    assert "What now?" not in shown
    # The partner's own pages: nothing is chosen there.
    assert "You have said how it was" not in shown
    assert "Say something else" not in shown


@pytest.mark.parametrize("who", ["coordinator", "administrator"])
def test_nobody_else_reads_any_of_it(world, client_of, said, who):
    pages = [*pages_of_the_portal(said), *pages_of_the_console(world, said.match)]
    assert len(pages) > 100
    shown = read(client_of(getattr(world, who)), pages)
    for words in (OWN, SHARED, *SAID):
        assert words not in shown, words


def test_other_participants_and_strangers_read_none_of_it(world, client_of, said):
    other = MatchFactory.create(cohort=world.cohort).mentees[0]
    for person in (other, world.stranger, world.sponsor):
        shown = read(client_of(person), pages_of_the_portal(said))
        for words in (OWN, SHARED, *SAID):
            assert words not in shown, (person, words)


def test_no_mail_row_or_record_holds_it(world, said):
    rows = [
        f"{message.subject}{message.text}{message.html}" for message in Message.objects.all()
    ] + [f"{event.kind}{event.changes}" for event in Event.objects.all()]
    course = [f"{fact.title}{fact.text}" for fact in course_of(said.match)[0]]
    letters = [letter.message().as_string() for letter in mail.outbox]
    written = "\n".join([*rows, *course, *letters])
    for words in (OWN, SHARED, "So-so", "not_good", "What now?"):
        assert words not in written
    about_fit = Event.objects.filter(kind__startswith="fit.")
    assert set(about_fit.values_list("actor_id", flat=True)) == {None}
    # Whom a mail reminds has not answered, so these stand in no outbox.
    assert not Message.objects.visible_to(world.coordinator).filter(kind="matching.fit_asked")


def test_no_log_line_holds_it(world, client_of, said, caplog):
    client = client_of(world.mentee)
    log = reverse("matching:meeting-log", args=(said.pk,))
    with caplog.at_level(logging.DEBUG):
        client.post(log, {"mood": "1"})
        client.post(
            reverse("matching:meeting-note", args=(said.pk,)), {"own": OWN, "shared": SHARED}
        )
        client.post(
            reverse("matching:my-fit", args=(said.match_id,)), {"answer": "deciding"}, follow=True
        )
        ask_whether_they_fit()
    lines = [line for line in caplog.messages if "SELECT" not in line and "INSERT" not in line]
    for words in (OWN, SHARED, "deciding", "mood"):
        assert not [line for line in lines if words in line and "UPDATE" not in line]
