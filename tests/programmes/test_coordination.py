"""What this app puts on Today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from mentorship.notifications.actions import pause_outbox
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import AddressHealth, Message
from programmes.actions import add_participant
from programmes.actions.charters import CannotBeAskedError, ask_for_signature
from programmes.coordination import needs_of_programme
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.needs import Need, Urgency, needs_of
from tests.factories.accounts import MembershipFactory, PersonFactory
from tests.factories.charters import CharterFactory
from tests.factories.programmes import CohortFactory, ParticipantFactory, TeamMemberFactory


@pytest.fixture
def needs(world):
    """Ask what this app says, as a coordinator would be told."""

    def ask(person=world.coordinator):
        fresh = Person.objects.get(pk=person.pk)
        return {need.key: need for need in needs_of_programme(world.programme, fresh)}

    return ask


def waiting(world, state, days, name="Kim Person", **fields):
    return ParticipantFactory.create(
        cohort=world.cohort,
        person__name=name,
        state=state,
        moved_at=timezone.now() - timedelta(days=days),
        **fields,
    )


def test_all_is_well(needs):
    assert needs() == {}


def test_a_programme_without_a_sponsor_asks_for_one(world, needs):
    world.programme.sponsorships.update(ended_on=timezone.localdate())
    (need,) = needs().values()
    assert need.title == "Nobody champions Leaders yet"
    assert need.url == "/programmes/leaders/sponsor/add/"


def test_a_sponsor_who_left_is_told_of_until_somebody_else_stands_there(world, needs):
    sponsorship = world.programme.sponsorships.get()
    membership = MembershipFactory.create(organisation=world.organisation, person=world.sponsor)
    assert needs() == {}
    membership.ended_on = timezone.localdate()
    membership.save()

    (need,) = needs().values()
    assert need.title == "Helena Sørensen champions Leaders and has left"
    assert need.url == f"/programmes/leaders/sponsors/{sponsorship.pk}/change/"
    assert not world.programme.sponsorships.reachable().exists()
    with pytest.raises(CannotBeAskedError):
        ask_for_signature(
            CharterFactory.create(programme=world.programme), sponsorship=sponsorship, by=None
        )


def test_a_sponsor_of_another_house_is_reachable_whatever_ends_there(world, needs):
    MembershipFactory.create(
        organisation=world.other_organisation,
        person=world.sponsor,
        ended_on=timezone.localdate(),
    )
    assert needs() == {}
    assert world.programme.sponsorships.reachable().exists()


def test_a_cohort_past_its_last_day_should_be_moved_on(world, needs):
    today = timezone.localdate()
    world.cohort.ends_on = today
    world.cohort.save()
    CohortFactory.create(
        programme=world.programme,
        state=CohortState.CLOSED,
        starts_on=today - timedelta(days=99),
        ends_on=today - timedelta(days=9),
    )
    assert needs() == {}

    world.cohort.ends_on = today - timedelta(days=1)
    world.cohort.save()
    (need,) = needs().values()
    assert need.title.startswith("Spring cohort should have ended on")
    assert "“Running”" in need.reason
    assert need.urgency == Urgency.NOW


def test_applicants_wait_two_weeks_before_anybody_is_told(world, needs):
    waiting(world, ParticipantState.APPLIED, 14, "In Time")
    waiting(world, ParticipantState.ACCEPTED, 30, "Answered Long-Ago")
    assert needs() == {}

    place = waiting(world, ParticipantState.APPLIED, 15, "Ines Rossi")
    (need,) = needs().values()
    assert need.title == "Ines Rossi waits for an answer"
    assert need.reason == "Ines Rossi has waited longest: 15 days"
    assert need.url == f"/programmes/leaders/people/{place.pk}/"

    waiting(world, ParticipantState.APPLIED, 23, "Omar Haddad")
    (need,) = needs().values()
    assert need.title == "2 people wait for an answer"
    assert need.reason == "Omar Haddad has waited longest: 23 days"
    assert need.url == "/programmes/leaders/people/?cohort=&state=applied"


def test_applicants_of_a_closed_cohort_wait_no_more(world, needs):
    waiting(world, ParticipantState.APPLIED, 40)
    world.cohort.state, world.cohort.closed_at = CohortState.CLOSED, timezone.now()
    world.cohort.save()
    assert needs() == {}


def test_unanswered_invitations_press_less(world, needs):
    waiting(world, ParticipantState.INVITED, 20)
    waiting(world, ParticipantState.INVITED, 30, "Omar Haddad")
    (need,) = needs().values()
    assert need.title == "2 invitations are unanswered"
    assert need.urgency == Urgency.WHEN_READY


def invite(world):
    person = PersonFactory.create()
    add_participant(
        cohort=world.cohort, person=person, role=ParticipantRole.MENTOR, by=world.coordinator
    )
    return Message.objects.get(recipient=person)


@pytest.mark.parametrize(
    ("state", "title", "shelf"),
    [
        (MessageState.FAILED, "1 message was refused", "failed"),
        (MessageState.UNKNOWN, "1 message may not have arrived", "unknown"),
        (MessageState.AWAITING_APPROVAL, "1 message waits for your yes", "approval"),
    ],
)
def test_mail_in_trouble_is_told(world, needs, state, title, shelf):
    message = invite(world)
    Message.objects.filter(pk=message.pk).update(state=state)
    (need,) = needs().values()
    assert need.title == title
    assert need.url == f"/outbox/?state={shelf}"

    Message.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert needs() == {}


def test_an_address_that_takes_no_mail_is_told(world, needs):
    message = invite(world)
    AddressHealth.objects.create(
        address=message.to_address,
        refusals=5,
        paused_at=timezone.now(),
        last_refused_at=timezone.now(),
    )
    (need,) = needs().values()
    assert need.title == "1 e-mail address takes no mail"


def test_a_paused_outbox_is_told(world, needs):
    pause_outbox(by=world.administrator, reason="Moving house")
    (need,) = needs().values()
    assert need.urgency == Urgency.NOW
    assert needs(world.mentor) == {}


def test_needs_are_told_to_those_who_may_act(world, needs):
    world.programme.sponsorships.all().delete()
    waiting(world, ParticipantState.APPLIED, 20)
    coordinator = TeamMemberFactory.create(programme=world.programme, role=Role.COORDINATOR).person

    assert set(needs()) == {"programmes.sponsor", "programmes.applied"}
    assert set(needs(coordinator)) == {"programmes.applied"}
    for who in (world.reviewer, world.mentor, world.other_coordinator):
        assert needs(who) == {}


def test_needs_of_all_apps_come_the_most_urgent_first(world, monkeypatch):
    said = [
        Need("b", "B", "", "", "", Urgency.SOON),
        Need("c", "C", "", "", "", Urgency.NOW),
        Need("a", "A", "", "", "", Urgency.SOON),
    ]
    monkeypatch.setattr("programmes.needs._sources", [lambda *_: said[:1], lambda *_: said[1:]])
    assert [need.key for need in needs_of(world.programme, world.coordinator)] == ["c", "a", "b"]
