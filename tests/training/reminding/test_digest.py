"""Coordinators read once a week whose training runs out; and only when somebody's does."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.accounts.permissions import Role
from mentorship.notifications import sweeping
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from tests.factories.fresh import let_all_go
from tests.factories.training import EnrolmentFactory, SessionFactory
from tests.people import team_member
from training.actions.reminders import keep_reminding
from training.enums import CurrencyRule
from training.models import Standing
from training.reminding.digest import digests_of, week_name
from training.reminding.emails import REMINDER_DIGEST

pytestmark = pytest.mark.usefixtures("smtp_server")
A_DAY = timedelta(days=1)


def digests():
    return Message.objects.filter(kind=REMINDER_DIGEST.name).order_by("due_at")


@pytest.fixture(autouse=True)
def _seen(world, noon):
    let_all_go(world.programme)


def test_it_names_who_is_due_in_grace_and_lapsed_with_the_seats_there_are(world, trained):
    trained(335, name="Della Due")
    trained(385, name="Greta Grace")
    trained(430, name="Lars Lapsed")
    trained(900, name="Olaf Long-gone")
    SessionFactory.create(programme=world.programme, title="Asking more", capacity=9)
    keep_reminding()
    message = digests().get()
    assert message.recipient == world.coordinator
    assert message.subject == "1 person’s training in Leaders is due soon"
    for words in (
        "- Della Due, until 10 April",
        "- Greta Grace, lapses on ",
        "- Lars Lapsed",
        "“Asking more” on 21 March: 9 free",
        "/training/register/invite/",
    ):
        assert words in message.text
    assert "Olaf" not in message.text


def test_nothing_to_tell_is_not_told(trained):
    trained(100)
    keep_reminding()
    assert not digests().exists()


def test_who_has_booked_or_is_away_is_not_told_of(world, trained):
    booked = trained(335)
    session = SessionFactory.create(programme=world.programme)
    EnrolmentFactory.create(session=session, person=booked)
    keep_reminding()
    assert not digests().exists()


def test_practice_that_runs_out_is_for_the_coordinator_alone(world, trained):
    trained(100, name="Petra Practice")
    keep_reminding()
    Standing.objects.update(
        rule=CurrencyRule.ACTIVITY, expires_on=timezone.localdate() + 10 * A_DAY
    )
    (digest,) = digests_of(timezone.now())
    assert [row.person.name for row in digest.other] == ["Petra Practice"]
    assert not digest.due


def test_one_leaves_in_a_week_on_its_first_morning(trained, time_machine):
    trained(320)
    for number in range(15):
        time_machine.move_to(f"2027-03-{11 + number}T12:00:00Z", tick=False)
        keep_reminding()
        sweeping.sweep(seconds=20)
    assert {row.state for row in digests()} == {MessageState.SENT}
    assert [f"{row.sent_at:%a %d}" for row in digests()] == ["Thu 11", "Mon 15", "Mon 22"]
    assert digests()[1].occurrence == "week 2027-W11"


def test_a_digest_that_waits_follows_what_is_true(trained, time_machine):
    time_machine.move_to("2027-03-15T03:00:00Z")
    trained(335)
    keep_reminding()
    trained(335)
    assert keep_reminding().moved == 1
    assert digests().get().subject.startswith("2 people’s training")


def test_two_coordinators_each_get_their_own(world, trained):
    second = team_member(world.programme, "Zoe Zell", Role.COORDINATOR)
    trained(335)
    keep_reminding()
    assert {row.recipient for row in digests()} == {world.coordinator, second}


def test_many_are_counted_and_not_all_named(trained):
    for _ in range(14):
        trained(335)
    keep_reminding()
    assert "- and 2 more" in digests().get().text


def test_without_seats_it_leads_to_planning_some(trained):
    trained(335)
    keep_reminding()
    message = digests().get()
    assert "No refresher or gathering with a free place is planned." in message.text
    assert "Plan a refresher:" in message.text


def test_weeks_are_named_as_calendars_count_them():
    assert week_name(date(2027, 1, 4)) == "week 2027-W01"
