"""The pages of an agreement: write, sign, take back, keep; and nobody else comes near."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.agreeing.enums import AgreementState
from matching.agreeing.queries import agreement_in_force
from matching.enums import MatchState
from matching.models import Agreement
from mentorship.notifications.models import Message
from tests.factories.matching import MatchFactory, MeetingFactory, pair
from tests.factories.relationships import AgreementFactory, AgreementInForceFactory

pytestmark = pytest.mark.django_db


def url(match, name="my-agreement", version=None):
    args = (match.pk,) if version is None else (match.pk, version)
    return reverse(f"matching:{name}", args=args)


def text(response):
    return response.content.decode()


def said(**fields):
    return {
        "purpose": "We look at <b>maps</b>.",
        "confidentiality": "Between us.",
        "every_weeks": 3,
        "contact": "By message.",
        "ends_on": (timezone.localdate() + timedelta(days=60)).isoformat(),
        "seen": 0,
        **fields,
    }


def test_the_first_one_is_written_already(world, client_of):
    match = pair(world, title="First year as a team lead")
    client = client_of(world.mentee)
    assert "Write it down" in text(client.get(url(match)))
    shown = text(client.get(url(match, "my-agreement-write")))
    for words in ("First year as a team lead", "may come to harm", "within two working days"):
        assert words in shown
    assert f'value="{match.cohort.ends_on:%Y-%m-%d}"' in shown
    assert "Amara gets a mail" in shown
    assert not Agreement.objects.exists()


def test_one_writes_and_the_other_signs_with_one_tap(world, client_of):
    match = pair(world)
    mentee, mentor = client_of(world.mentee), client_of(world.mentor)
    shown = text(mentee.post(url(match, "my-agreement-write"), said(), follow=True))
    assert "Your agreement waits for Amara" in shown
    assert "&lt;b&gt;maps&lt;/b&gt;" in shown
    shown = text(mentor.get(url(match)))
    assert "Sign these words" in shown
    assert mentor.get(url(match, "my-agreement-sign", 1)).status_code == 405
    shown = text(mentor.post(url(match, "my-agreement-sign", 1), follow=True))
    assert "Everybody has signed" in shown
    assert "Every 3 weeks" in shown
    assert agreement_in_force(match).version == 1


def test_what_was_changed_meanwhile_is_shown_and_not_signed(world, client_of):
    match = pair(world)
    client_of(world.mentee).post(url(match, "my-agreement-write"), said())
    client_of(world.mentee).post(url(match, "my-agreement-write"), said(every_weeks=5, seen=1))
    shown = text(client_of(world.mentor).post(url(match, "my-agreement-sign", 1), follow=True))
    assert "Jonas changed it meanwhile. You did not sign" in shown
    assert "Every 5 weeks" in shown
    assert agreement_in_force(match) is None


def test_what_was_taken_back_meanwhile_is_not_signed(world, client_of):
    match = pair(world)
    client_of(world.mentee).post(url(match, "my-agreement-write"), said())
    assert "Take it back" not in text(client_of(world.mentor).get(url(match)))
    client_of(world.mentee).post(url(match, "my-agreement-take-back", 1))
    shown = text(client_of(world.mentor).post(url(match, "my-agreement-sign", 1), follow=True))
    assert "Jonas took it back meanwhile" in shown


def test_whoever_wrote_at_the_same_time_loses_no_word_and_may_send_again(world, client_of):
    match = pair(world)
    client_of(world.mentor).post(url(match, "my-agreement-write"), said())
    client = client_of(world.mentee)
    shown = text(client.post(url(match, "my-agreement-write"), said(contact="MY OWN WORDS")))
    assert "Amara was quicker and wrote version 1" in shown
    assert "MY OWN WORDS" in shown
    assert 'name="seen" value="1"' in shown
    client.post(url(match, "my-agreement-write"), said(contact="MY OWN WORDS", seen=1))
    assert Agreement.objects.get(state=AgreementState.PROPOSED).contact == "MY OWN WORDS"


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": ""},
        {"every_weeks": 0},
        {"every_weeks": 27},
        {"ends_on": "2001-01-01"},
        {"ends_on": "2099-01-01"},
        {"contact": "x" * 1001},
        {"seen": "-1"},
    ],
)
def test_bad_input_loses_nothing(world, client_of, wrong):
    match = pair(world)
    typed = said(confidentiality="KEEP THIS") | wrong
    shown = text(client_of(world.mentee).post(url(match, "my-agreement-write"), typed))
    assert "KEEP THIS" in shown
    assert not Agreement.objects.exists()


def test_versions_say_what_changed_and_the_old_one_counts(world, client_of):
    match = pair(world)
    AgreementInForceFactory.create(match=match)
    client_of(world.mentee).post(
        url(match, "my-agreement-write"), said(every_weeks=6, seen=1, contact="By bell.")
    )
    shown = text(client_of(world.mentor).get(url(match)))
    assert "Jonas suggests a change" in shown
    assert "What changes" in shown
    assert "<del>Every 2 weeks</del>" in shown
    assert "<ins>Every 6 weeks</ins>" in shown
    assert "What counts now" in shown


def test_the_paper_is_for_its_people_and_only_of_what_was_signed(world, client_of):
    match = pair(world)
    AgreementInForceFactory.create(match=match)
    response = client_of(world.mentee).get(url(match, "my-agreement-pdf", 1))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert "no-store" in response["Cache-Control"]
    AgreementFactory.create(match=match, version=2)
    assert client_of(world.mentee).get(url(match, "my-agreement-pdf", 2)).status_code == 302
    assert client_of(world.mentee).get(url(match, "my-agreement-pdf", 3)).status_code == 404


def test_after_the_end_it_is_there_to_read_and_nothing_more(world, client_of):
    match = pair(world, MatchState.CLOSED)
    AgreementInForceFactory.create(match=match)
    client = client_of(world.mentee)
    shown = text(client.get(url(match)))
    assert "What you and Amara agreed" in shown
    assert url(match, "my-agreement-write") not in shown
    assert client.get(url(match, "my-agreement-write")).status_code == 302
    assert client.post(url(match, "my-agreement-write"), said(seen=1)).status_code == 409
    assert Agreement.objects.count() == 1


def test_nobody_else_reads_or_signs(world, client_of):
    match = pair(world)
    AgreementInForceFactory.create(match=match, purpose="PLANTED purpose")
    AgreementFactory.create(match=match, version=2, contact="PLANTED contact")
    other = MatchFactory.create(cohort=world.cohort)
    outsiders = [
        world.coordinator,
        world.administrator,
        world.stranger,
        world.other_coordinator,
        other.mentors[0],
    ]
    for person in outsiders:
        client = client_of(person)
        for name, version in (
            ("my-agreement", None),
            ("my-agreement-write", None),
            ("my-agreement-pdf", 1),
        ):
            response = client.get(url(match, name, version))
            assert response.status_code == 404, (person, name)
            assert "PLANTED" not in text(response)
        for name in ("my-agreement-sign", "my-agreement-take-back"):
            assert client.post(url(match, name, 2)).status_code == 404, (person, name)
    console = reverse("matching:match", args=(world.programme.slug, match.pk))
    assert "PLANTED" not in text(client_of(world.coordinator).get(console))
    assert not Agreement.objects.filter(signatures__isnull=True, state="in_force").exists()


def test_a_version_of_another_match_is_not_reached_through_ones_own(world, client_of):
    own, other = pair(world), MatchFactory.create(cohort=world.cohort)
    AgreementFactory.create(match=other)
    assert client_of(world.mentee).post(url(own, "my-agreement-sign", 1)).status_code == 404


def test_many_versions_ask_the_database_no_more(world, client_of):
    match, client = pair(world), client_of(world.mentee)
    MeetingFactory.create(match=match)
    page = reverse("matching:my-match", args=(match.pk,))

    def count(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    AgreementInForceFactory.create(match=match)
    before = [count(address) for address in (url(match), page)]
    for version in range(2, 32):
        AgreementFactory.create(match=match, version=version, state=AgreementState.WITHDRAWN)
    assert [count(address) for address in (url(match), page)] == before


def test_mails_about_it_are_closed_to_coordinators(world, client_of):
    match = pair(world)
    client_of(world.mentee).post(url(match, "my-agreement-write"), said(purpose="PLANTED"))
    (mail,) = Message.objects.filter(kind="matching.agreement_proposed")
    assert "PLANTED" not in mail.subject + mail.text + mail.html
    assert mail.subject == "Jonas wrote down how you could work together"
