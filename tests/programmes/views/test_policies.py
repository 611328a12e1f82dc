"""How a programme is run, and what its messages say."""

from decimal import Decimal

import pytest

from programmes.enums import TextKind
from programmes.models import MessageText
from programmes.queries import policy_of

POLICY = "/programmes/leaders/policy/"
TEXTS = "/programmes/leaders/texts/"
AGREED = {
    "months": "6",
    "meets_every_weeks": "2",
    "mentees_per_mentor": "1",
    "hours_a_month": "1.5",
    "review_months": "12",
    "silence_days": "10",
}


def test_what_is_agreed_is_saved(world, client_of):
    client = client_of(world.coordinator)
    assert 'value="9"' in client.get(POLICY).text
    saved = client.post(POLICY, AGREED, follow=True)

    assert saved.redirect_chain == [("/programmes/leaders/setup/", 302)]
    policy = policy_of(world.programme)
    assert (policy.months, policy.hours_a_month, policy.may_go_on_early) == (
        6,
        Decimal("1.5"),
        False,
    )


def test_opening_reported_messages_holds_from_when_it_is_switched_on(world, client_of):
    client = client_of(world.coordinator)
    assert "Every pair reads it above where they write" in client.get(POLICY).text
    client.post(POLICY, AGREED | {"may_open_reports": "on"})
    since = policy_of(world.programme).reports_open_since
    assert since is not None
    client.post(POLICY, AGREED | {"may_open_reports": "on", "months": "7"})
    assert policy_of(world.programme).reports_open_since == since
    client.post(POLICY, AGREED)
    assert policy_of(world.programme).reports_open_since is None


@pytest.mark.parametrize("field", list(AGREED))
@pytest.mark.parametrize("value", ["0", "-3", "a lot", "1e9", ""])
def test_a_length_that_is_none_is_said_next_to_it(world, client_of, field, value):
    page = client_of(world.coordinator).post(POLICY, AGREED | {field: value})

    assert page.status_code == 200
    assert 'class="errorlist"' in page.text
    assert "Constraint" not in page.text
    assert policy_of(world.programme)._state.adding


def words(mentor="", mentee="", charter="", **more):
    return {
        TextKind.INVITATION_MENTOR.value: mentor,
        TextKind.INVITATION_MENTEE.value: mentee,
        TextKind.CHARTER_REQUEST.value: charter,
    } | more


def test_a_preview_shows_the_mail_and_saves_nothing(world, client_of):
    client = client_of(world.coordinator)
    page = client.post(TEXTS, words(mentor="{{ x }} <i>Do</i> come", preview="yes"))

    previews = page.text.split('id="previews"')[1]
    assert "Would you like to be a mentor in Leaders?" in previews
    assert "{{ x }} &lt;i&gt;Do&lt;/i&gt; come" in previews
    assert not MessageText.objects.exists()


def test_texts_are_saved(world, client_of):
    client = client_of(world.coordinator)
    client.post(TEXTS, words(mentor="Do come", mentee="You too"))

    assert dict(world.programme.texts.values_list("kind", "text")) == {
        "invitation_mentor": "Do come",
        "invitation_mentee": "You too",
    }
    assert "Do come" in client.get(TEXTS).text


def test_a_text_too_long_is_said_and_kept(world, client_of):
    page = client_of(world.coordinator).post(TEXTS, words(mentor="long " * 500))
    assert "At most 2000 characters" in page.text
    assert page.text.count("long long") > 1
    assert not MessageText.objects.exists()


def test_texts_can_be_written_before_there_is_a_cohort(world, client_of):
    world.programme.cohorts.get().participants.all().delete()
    world.programme.cohorts.all().delete()
    assert "It runs from" in client_of(world.coordinator).get(TEXTS).text
