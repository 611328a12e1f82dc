"""A match is put to its people, and they say yes or no."""

import pytest

from matching.actions.proposals import (
    ChecksMissingError,
    NotInMatchError,
    ProposalRefusedError,
    accept_match,
    decline_match,
    propose_again,
    propose_match,
    withdraw_proposal,
)
from matching.enums import DeclineReason, MatchState
from matching.models import Match
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from tests.factories.choosing import CheckRequirementFactory
from tests.factories.matching import MatchFactory, pair, trained
from tests.factories.programmes import CohortFactory, MenteeFactory, ParticipantFactory


@pytest.fixture
def ready(world):
    """Both have the training that the gate asks for."""
    trained(world.mentor_place)
    trained(world.mentee_place)
    return world


def propose(world, mentors=None, mentees=None, **fields):
    return propose_match(
        world.cohort,
        mentors if mentors is not None else [world.mentor_place],
        mentees if mentees is not None else [world.mentee_place],
        by=world.coordinator,
        **fields,
    )


def mails(kind):
    return list(Message.objects.filter(kind=kind).order_by("to_address"))


def kinds_about(match):
    return list(Event.objects.about(match).order_by("id").values_list("kind", flat=True))


def test_a_proposal_asks_both_by_mail(ready):
    match = propose(ready, title="First year as a team lead")

    assert match.state == MatchState.PROPOSED
    assert {(m.person, m.side) for m in match.members.all()} == {
        (ready.mentor, ParticipantRole.MENTOR),
        (ready.mentee, ParticipantRole.MENTEE),
    }
    to_mentor, to_mentee = mails("matching.match_proposed")
    assert (to_mentor.to_address, to_mentee.to_address) == (
        "amara@example.org",
        "jonas@example.org",
    )
    assert to_mentor.subject == "Jonas Weber could be your mentee"
    assert to_mentee.subject == "Amara Okafor could be your mentor"
    assert f"/matches/{match.pk}/" in to_mentee.text
    assert "First year as a team lead" in to_mentee.text
    assert kinds_about(match) == ["match.proposed"]
    assert Event.objects.about(match).get().organisation_id == ready.organisation.pk


def test_a_group_is_asked_with_all_its_names(ready):
    second = trained(ParticipantFactory.create(cohort=ready.cohort, person__name="Ben Li"))
    propose(ready, mentors=[ready.mentor_place, second])

    to_mentee = Message.objects.get(recipient=ready.mentee)
    to_second = Message.objects.get(recipient=second.person)
    assert to_mentee.subject == "Amara Okafor and Ben Li could be your mentors"
    assert "Amara Okafor would be there with you." in to_second.text


def refusals(world, **fields):
    with pytest.raises(ProposalRefusedError) as refused:
        propose(world, **fields)
    assert not Match.objects.exists()
    assert not Message.objects.exists()
    return refused.value.reasons


def test_nobody_is_matched_with_nobody(ready):
    assert refusals(ready, mentors=[]) == ["Choose a mentor."]
    assert refusals(ready, mentees=[]) == ["Choose a mentee."]


def test_people_of_other_cohorts_are_refused(ready):
    other = trained(ParticipantFactory.create(person__name="Ben Li"))
    assert refusals(ready, mentors=[other]) == ["Ben Li is not in Spring cohort."]


def test_everybody_stays_in_their_role(ready):
    reasons = refusals(ready, mentors=[ready.mentee_place], mentees=[ready.mentor_place])
    assert reasons == [
        "Jonas Weber is not a mentor in Spring cohort.",
        "Amara Okafor is not a mentee in Spring cohort.",
    ]


def test_nobody_is_matched_with_themselves(ready):
    own = trained(MenteeFactory.create(cohort=ready.cohort, person=ready.mentor))
    assert refusals(ready, mentees=[own]) == ["Amara Okafor cannot be matched with themselves."]


def test_who_cannot_sign_in_cannot_be_asked(ready):
    silent = trained(
        MenteeFactory.create(cohort=ready.cohort, person__name="Tom Brown", person__email=None)
    )
    assert refusals(ready, mentees=[silent]) == [
        "Tom Brown has no e-mail address, so nobody can ask them."
    ]


@pytest.mark.parametrize(
    "state", [ParticipantState.INVITED, ParticipantState.APPLIED, ParticipantState.WITHDRAWN]
)
def test_who_does_not_take_part_cannot_be_matched(ready, state):
    absent = trained(
        MenteeFactory.create(cohort=ready.cohort, person__name="Tom Brown", state=state)
    )
    (reason,) = refusals(ready, mentees=[absent])
    assert reason.startswith(f"Tom Brown is {state.label.lower()}")


def test_the_training_gate_names_what_is_missing(world):
    trained(world.mentee_place)
    (reason,) = refusals(world)
    assert "Amara" in reason


def test_a_closed_cohort_takes_no_matches(ready):
    cohort = CohortFactory.create(
        programme=ready.programme, name="Autumn cohort", state=CohortState.CLOSED
    )
    mentor = trained(ParticipantFactory.create(cohort=cohort))
    mentee = trained(MenteeFactory.create(cohort=cohort))
    with pytest.raises(ProposalRefusedError, match="Autumn cohort is closed"):
        propose_match(cohort, [mentor], [mentee], by=None)


def test_the_same_people_are_not_asked_twice_at_a_time(ready):
    propose(ready)
    with pytest.raises(ProposalRefusedError, match="matched with each other already"):
        propose(ready)
    assert Match.objects.count() == 1
    assert Message.objects.count() == 2


def test_a_mentor_of_one_may_be_proposed_to_another(ready):
    propose(ready)
    other = trained(MenteeFactory.create(cohort=ready.cohort))
    propose(ready, mentees=[other])
    assert Match.objects.count() == 2


def test_with_the_last_yes_all_are_told(ready):
    match = propose(ready)

    accept_match(match, by=ready.mentor)
    match.refresh_from_db()
    assert match.state == MatchState.PROPOSED
    assert not mails("matching.match_accepted")

    accept_match(match, by=ready.mentee)
    match.refresh_from_db()
    assert match.state == MatchState.ACCEPTED
    assert match.accepted_at
    to_mentor, to_mentee = mails("matching.match_accepted")
    assert to_mentor.subject == "You and Jonas are matched"
    assert to_mentee.subject == "You and Amara are matched"
    assert kinds_about(match) == [
        "match.proposed",
        "match.answered",
        "match.answered",
        "match.accepted",
    ]


def test_a_second_yes_changes_nothing(world):
    match = pair(world, MatchState.PROPOSED)
    accept_match(match, by=world.mentor)
    accept_match(match, by=world.mentor)
    assert kinds_about(match) == ["match.answered"]

    accept_match(match, by=world.mentee)
    accept_match(match, by=world.mentee)
    assert kinds_about(match).count("match.accepted") == 1
    assert len(mails("matching.match_accepted")) == 2


def test_only_its_people_answer(world):
    match = pair(world, MatchState.PROPOSED)
    for outsider in (world.coordinator, world.stranger):
        with pytest.raises(NotInMatchError):
            accept_match(match, by=outsider)
        with pytest.raises(NotInMatchError):
            decline_match(match, by=outsider, reason=DeclineReason.NO_TIME)
    assert kinds_about(match) == []


def test_a_no_goes_to_the_coordinators_alone(world):
    match = pair(world, MatchState.PROPOSED)
    accept_match(match, by=world.mentor)

    decline_match(match, by=world.mentor, reason=DeclineReason.NO_TIME, note="My mother is ill.")

    match.refresh_from_db()
    member = match.members.get(participant=world.mentor_place)
    assert match.state == MatchState.DECLINED
    assert (member.accepted_at, member.declined_reason) == (None, DeclineReason.NO_TIME)
    (mail,) = Message.objects.all()
    assert mail.recipient == world.coordinator
    assert mail.subject == "Amara Okafor declined the match with Jonas Weber"
    assert "My mother is ill" not in mail.text + mail.html
    assert "I have too little time just now" in mail.text
    event = Event.objects.about(match)[0]
    assert (event.kind, event.changes) == ("match.declined", {"reason": "no_time"})


def test_after_a_no_nobody_can_say_yes(world):
    match = pair(world, MatchState.PROPOSED)
    decline_match(match, by=world.mentee, reason=DeclineReason.UNSAID)
    with pytest.raises(IllegalTransitionError):
        accept_match(match, by=world.mentor)
    with pytest.raises(IllegalTransitionError):
        decline_match(match, by=world.mentor, reason=DeclineReason.UNSAID)
    assert not match.members.filter(accepted_at__isnull=False).exists()


def test_a_proposal_can_be_withdrawn(world):
    match = pair(world, MatchState.PROPOSED)
    withdraw_proposal(match, by=world.coordinator)
    match.refresh_from_db()
    assert match.state == MatchState.EXPIRED
    assert [mail.subject for mail in mails("matching.match_withdrawn")] == [
        "The match with Jonas is no longer proposed",
        "The match with Amara is no longer proposed",
    ]
    with pytest.raises(IllegalTransitionError):
        withdraw_proposal(match, by=world.coordinator)


def test_proposing_again_asks_the_same_people_about_the_same(ready):
    match = propose(ready, title="Exports")
    decline_match(match, by=ready.mentee, reason=DeclineReason.NO_TIME)

    again = propose_again(match, by=ready.coordinator)

    assert again.pk != match.pk
    assert (again.title, again.state) == ("Exports", MatchState.PROPOSED)
    assert len(mails("matching.match_proposed")) == 4
    match.refresh_from_db()
    assert match.state == MatchState.DECLINED


def test_proposing_again_asks_the_gate_again(world):
    match = MatchFactory.create(cohort=world.cohort, state=MatchState.DECLINED)
    with pytest.raises(ProposalRefusedError):
        propose_again(match, by=world.coordinator)


def test_a_missing_check_stops_a_proposal_and_names_it(ready):
    CheckRequirementFactory.create(programme=ready.programme, name="Reference")
    with pytest.raises(ProposalRefusedError) as refused:
        propose(ready)
    assert refused.value.reasons == [
        "Amara Okafor cannot be matched yet: Reference is missing or out of date."
    ]
    assert not Match.objects.exists()


def test_a_check_that_ran_out_meanwhile_stops_a_yes_and_is_told_to_its_owner_alone(ready):
    match = propose(ready)
    CheckRequirementFactory.create(programme=ready.programme, name="Reference")
    for person, names in ((ready.mentor, ["Reference"]), (ready.mentee, [])):
        with pytest.raises(ChecksMissingError) as missing:
            accept_match(match, by=person)
        assert missing.value.names == names
    assert not match.members.filter(accepted_at__isnull=False).exists()
