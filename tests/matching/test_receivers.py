"""Matches follow their cohort and their people."""

from matching.enums import MatchState
from matching.models import Match
from mentorship.notifications.models import Message
from programmes.actions.decision_effects import take_back
from programmes.actions.participants import withdraw_participant
from programmes.actions.programmes import move_cohort_on
from programmes.applying.enums import ApplicationState
from programmes.enums import CohortState, ParticipantState
from programmes.models import Participant
from programmes.selection.enums import Outcome
from tests.factories.choosing import ApplicationFactory, DecisionFactory
from tests.factories.matching import MatchFactory, pair
from tests.factories.programmes import CohortFactory, MenteeFactory


def states(*matches):
    found = Match.objects.in_bulk([match.pk for match in matches])
    return [found[match.pk].state for match in matches]


def test_accepted_matches_begin_when_their_cohort_runs(world):
    cohort = CohortFactory.create(programme=world.programme, state=CohortState.MATCHING)
    agreed = MatchFactory.create(cohort=cohort, state=MatchState.ACCEPTED)
    asked = MatchFactory.create(cohort=cohort, state=MatchState.PROPOSED)
    elsewhere = pair(world, MatchState.ACCEPTED)

    move_cohort_on(cohort, by=world.coordinator, reason="The matches are made elsewhere.")

    assert states(agreed, asked, elsewhere) == ["active", "proposed", "accepted"]
    assert agreed.members.first().participant.state == ParticipantState.MATCHED


def test_what_is_open_ends_with_its_cohort_without_a_mail(world):
    cohort = CohortFactory.create(programme=world.programme, state=CohortState.CLOSING)
    matches = [
        MatchFactory.create(cohort=cohort, state=state)
        for state in (
            MatchState.PROPOSED,
            MatchState.ACCEPTED,
            MatchState.ACTIVE,
            MatchState.PAUSED,
            MatchState.DECLINED,
        )
    ]

    move_cohort_on(cohort, by=world.coordinator, reason="The matches are made elsewhere.")

    assert states(*matches) == ["expired", "ended_early", "closed", "closed", "declined"]
    assert not Message.objects.filter(kind__startswith="matching.").exists()


def test_who_withdraws_ends_their_matches_and_the_others_are_told(world):
    match = pair(world)
    asked = MatchFactory.create(
        cohort=world.cohort, state=MatchState.PROPOSED, mentors=[world.mentor_place]
    )
    withdraw_participant(world.mentor_place, by=world.coordinator)
    assert states(match, asked) == ["ended_early", "expired"]
    told = Message.objects.filter(kind="matching.match_ended_early")
    assert world.mentee in {mail.recipient for mail in told}


def test_a_group_goes_on_without_one_of_its_mentees(world):
    second = MenteeFactory.create(cohort=world.cohort)
    match = MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place, second]
    )
    withdraw_participant(world.mentee_place, by=world.coordinator)
    assert states(match) == ["active"]
    withdraw_participant(second, by=world.coordinator)
    assert states(match) == ["ended_early"]


def test_an_acceptance_that_is_taken_back_ends_what_was_proposed(world):
    asked = MatchFactory.create(
        cohort=world.cohort, state=MatchState.PROPOSED, mentors=[world.mentor_place]
    )
    place = world.mentor_place
    Participant.objects.filter(pk=place.pk).update(state=ParticipantState.ACCEPTED)
    place.refresh_from_db()
    application = ApplicationFactory.create(
        cohort=place.cohort, person=place.person, state=ApplicationState.DECIDED
    )
    decision = DecisionFactory.create(application=application, outcome=Outcome.ACCEPT)
    take_back(decision, place, by=world.coordinator)
    assert place.state == ParticipantState.APPLIED
    assert states(asked) == ["expired"]
