"""What the team dealt with, and who was quicker."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from matching.actions.matches import pause_match
from matching.enums import MatchState
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from mentorship.accounts.quicker import who_was_quicker
from mentorship.audit.actions import record
from mentorship.audit.sentences import SENTENCES
from mentorship.audit.tellings import TELLINGS
from programmes.actions import move_participant
from programmes.dealt_with import _nouns, dealt_with
from programmes.enums import ParticipantState
from tests.factories.choosing import (
    ApplicationFactory,
    DecisionFactory,
    SelectionRoundFactory,
)
from tests.factories.matching import MatchFactory
from tests.factories.programmes import MenteeFactory, ParticipantFactory, TeamMemberFactory

NOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def second(world):
    return TeamMemberFactory.create(
        programme=world.programme, role=Role.COORDINATOR, person__name="Maya Ferreira"
    ).person


def told(world, viewer):
    return dealt_with(world.programme, Person.objects.get(pk=viewer.pk))


def test_every_kind_that_is_told_is_a_kind_there_is():
    assert set(TELLINGS) <= set(SENTENCES)
    assert {kind for noun in _nouns.values() for kind in noun.kinds} <= set(TELLINGS)
    for kind, telling in TELLINGS.items():
        facts = {"name": "Priya", "who": "Maya", "when": "at 10:32"}
        assert "Priya" in str(telling.deed) % facts, kind
        assert "Maya" in str(telling.in_full) % facts, kind


def test_it_says_what_who_and_when(world, second):
    place = ParticipantFactory.create(
        cohort=world.cohort, state=ParticipantState.APPLIED, person__name="Priya Shah"
    )
    with time_machine.travel(NOON, tick=False):
        move_participant(place, ParticipantState.ACCEPTED, by=second)
        (deed,) = told(world, world.coordinator)
        assert (deed.what, deed.who) == ("Accepted Priya Shah", "Maya")
        assert deed.when.startswith("today ")
        assert deed.url == f"/programmes/leaders/people/{place.pk}/"
        assert told(world, second)[0].who == "you"
    with time_machine.travel(NOON + timedelta(days=1)):
        assert told(world, world.coordinator)[0].when.startswith("yesterday ")
    with time_machine.travel(NOON + timedelta(days=2)):
        assert told(world, world.coordinator) == []


def test_what_participants_do_themselves_is_not_the_teams(world):
    place = ParticipantFactory.create(cohort=world.cohort, state=ParticipantState.INVITED)
    move_participant(place, ParticipantState.WITHDRAWN, by=place.person)
    assert told(world, world.coordinator) == []


def test_everybody_reads_what_their_role_may_see(world, second):
    place = ParticipantFactory.create(cohort=world.cohort, state=ParticipantState.APPLIED)
    move_participant(place, ParticipantState.ACCEPTED, by=second)
    match = MatchFactory.create(
        cohort=world.cohort,
        mentors=[world.mentor_place],
        mentees=[world.mentee_place],
        state=MatchState.ACTIVE,
    )
    pause_match(match, by=second)
    texts = [deed.what for deed in told(world, world.coordinator)]
    assert texts == [
        "Let the match of Amara Okafor and Jonas Weber pause",
        f"Accepted {place.person.name}",
    ]
    for who in (world.reviewer, world.facilitator, world.other_coordinator):
        assert told(world, who) == []


def test_other_programmes_of_the_organisation_stay_apart(world, second):
    elsewhere = ParticipantFactory.create(
        cohort__programme__organisation=world.organisation, state=ParticipantState.APPLIED
    )
    move_participant(elsewhere, ParticipantState.ACCEPTED, by=second)
    assert told(world, world.coordinator) == []


def test_one_press_for_many_is_one_line(world, second, monkeypatch):
    monkeypatch.setattr(
        "mentorship.audit.actions.structlog.contextvars.get_contextvars",
        lambda: {"request_id": "one"},
    )
    for place in MenteeFactory.create_batch(3, cohort=world.cohort):
        record("participant.trained", place, by=second, organisation_id=world.organisation.pk)
    (deed,) = told(world, world.coordinator)
    assert deed.what.endswith("and 2 others as trained")


def test_the_list_makes_as_many_queries_for_one_as_for_many(
    world, second, django_assert_max_num_queries
):
    def act(number):
        for place in MenteeFactory.create_batch(number, cohort=world.cohort):
            move_participant(place, ParticipantState.TRAINED, by=second)

    act(1)
    with django_assert_max_num_queries(20) as few:
        told(world, world.coordinator)
    act(30)
    with django_assert_max_num_queries(20) as many:
        assert len(told(world, world.coordinator)) == 31
    assert len(many) == len(few)


def test_who_comes_too_late_reads_who_was_quicker(world, second):
    def ask(viewer):
        return who_was_quicker(
            world.mentee_place, name="Jonas Weber", viewer=viewer, otherwise="Nobody knows."
        )

    assert ask(second) == "Nobody knows."
    with time_machine.travel(NOON, tick=False):
        move_participant(world.mentee_place, ParticipantState.TRAINED, by=second)
        assert ask(world.coordinator) == "Maya noted Jonas Weber as trained at 12:00."
        assert ask(second) == "You noted Jonas Weber as trained at 12:00."
    with time_machine.travel(NOON + timedelta(days=1)):
        assert "yesterday at 12:00" in ask(world.coordinator)


def test_a_stale_page_names_who_did_it(world, second, client_of):
    move_participant(world.mentee_place, ParticipantState.TRAINED, by=second)
    address = f"/programmes/leaders/people/{world.mentee_place.pk}/move/"
    page = client_of(world.coordinator).post(address, {"to": "trained"}, follow=True)
    assert "Maya noted Jonas Weber as trained at" in page.text


def test_decisions_and_reviews_given_out_are_told_without_the_outcome(world, second):
    decision = DecisionFactory.create(
        application=ApplicationFactory.create(cohort=world.cohort, person__name="Ana Applies")
    )
    own = DecisionFactory.create(
        application=ApplicationFactory.create(cohort=world.cohort, person=world.coordinator)
    )
    selection_round = SelectionRoundFactory.create(cohort=world.cohort)
    organisation_id = world.organisation.pk
    for row in (decision, own):
        record("decision.staged", row, by=second, organisation_id=organisation_id)
    record("round.assigned", selection_round, by=second, organisation_id=organisation_id)
    told = [deed.what for deed in dealt_with(world.programme, world.coordinator)]
    assert told == [
        f"Gave out the reviews of {world.cohort.name}",
        "Staged “Decision about Ana Applies”",
    ]
    assert dealt_with(world.programme, world.reviewer) == []
