"""What Today says of matches."""

import pytest

from matching.actions.care import snooze
from matching.actions.rematches import ask_rematch, take_back_rematch
from matching.coordination import needs_of_matches
from matching.enums import MatchOrigin, MatchState
from mentorship.accounts.access import grants_of
from programmes.enums import CohortState
from programmes.needs import Urgency
from tests.factories.dates import days_ago
from tests.factories.health import work_out_all
from tests.factories.matching import HeldMeetingFactory, MatchFactory, MeetingFactory, ago, pair
from tests.factories.programmes import CohortFactory, ParticipantFactory
from tests.factories.relationships import CareStepFactory


def needs(world):
    work_out_all()
    return list(needs_of_matches(world.programme, world.coordinator))


def titles(world):
    return [need.title for need in needs(world)]


def test_a_programme_in_good_order_needs_nobody(world):
    HeldMeetingFactory.create(match=pair(world))
    assert needs(world) == []


@pytest.mark.parametrize(("days", "is_needed"), [(7, False), (8, True)])
def test_a_proposal_may_wait_a_week(world, days, is_needed):
    match = pair(world, MatchState.PROPOSED, proposed_at=ago(days=days))
    match.members.filter(participant=world.mentor_place).update(accepted_at=ago(days=1))
    found = needs(world)
    assert bool(found) is is_needed
    if is_needed:
        assert found[0].title == "Jonas has not answered the proposal"
        assert found[0].reason.startswith("They were asked 8 days ago, on ")
        assert str(match.pk) in found[0].url


def test_nobody_answered(world):
    pair(world, MatchState.PROPOSED, proposed_at=ago(days=9))
    assert titles(world) == ["Amara and Jonas have not answered the proposal"]


def test_a_quiet_pair_is_named_with_its_last_meeting(world):
    match = pair(world, proposed_at=ago(days=63))
    held = HeldMeetingFactory.create(match=match, starts_at=ago(days=41))
    (need,) = needs(world)
    assert need.title == "Amara and Jonas: quiet for 41 days"
    assert need.reason.startswith("No agreement yet, 60 days after the start. ")
    assert f"Last met {held.starts_at.day} {held.starts_at:%B}" in need.reason
    assert (need.urgency, need.action) == (Urgency.NOW, "Write to them")
    assert need.url.endswith(f"/{match.pk}/write/")


def test_who_was_just_written_to_can_wait(world):
    match = pair(world, proposed_at=ago(days=43))
    CareStepFactory.create(match=match, by=world.coordinator, kind="nudged", at=ago(days=3))
    (need,) = needs(world)
    assert need.urgency == Urgency.WHEN_READY
    assert need.reason.endswith("wrote 3 days ago")
    assert need.url.endswith(f"/{match.pk}/")


def test_what_was_put_off_is_not_named(world):
    match = pair(world, proposed_at=ago(days=43))
    MeetingFactory.create(match=match, starts_at=ago(days=9))
    work_out_all()
    snooze(match, by=world.coordinator, until=days_ago(-9)(), words="On leave.")
    assert needs(world) == []


def test_a_pair_that_never_met(world):
    pair(world, proposed_at=ago(days=43))
    (need,) = needs(world)
    assert need.title == "Amara and Jonas: has not met yet, 40 days after the start"
    assert need.action == "Help them begin"


def test_many_quiet_pairs_are_five_names_and_a_number(world):
    for days in range(8):
        MatchFactory.create(cohort=world.cohort, proposed_at=ago(days=32 + days))
    found = needs(world)
    assert len(found) == 6
    assert found[0].title.endswith("has not met yet, 36 days after the start")
    assert found[-1].title == "3 more pairs may need a word from you"


def test_meetings_without_a_word_are_one_need(world):
    match = pair(world)
    HeldMeetingFactory.create(match=match, starts_at=ago(days=3))
    MeetingFactory.create(match=match, starts_at=ago(days=9))
    MeetingFactory.create(match=match, starts_at=ago(days=8))
    MeetingFactory.create(match=match, starts_at=ago(days=6))
    (need,) = needs(world)
    assert need.title == "2 meetings wait for a word"
    assert need.reason == "Nobody has said whether it happened: Amara and Jonas"
    assert str(match.pk) in need.url


def test_closed_cohorts_and_other_programmes_need_nobody(world):
    closed = CohortFactory.create(programme=world.programme, state=CohortState.CLOSED)
    MatchFactory.create(cohort=closed, proposed_at=ago(days=90))
    MatchFactory.create(
        cohort=CohortFactory.create(programme=world.other_programme), proposed_at=ago(days=90)
    )
    assert needs(world) == []


def test_who_does_not_look_after_matches_is_not_asked(world):
    pair(world, proposed_at=ago(days=90))
    for person in (world.facilitator, world.reviewer, world.administrator, world.mentor):
        assert list(needs_of_matches(world.programme, person)) == []


def test_queries_do_not_grow_with_the_programme(world, django_assert_num_queries):
    for number in range(9):
        match = MatchFactory.create(cohort=world.cohort, proposed_at=ago(days=60 + number))
        MeetingFactory.create(match=match, starts_at=ago(days=9))
        MatchFactory.create(
            cohort=world.cohort, state=MatchState.PROPOSED, proposed_at=ago(days=20)
        )
    grants_of(world.coordinator)
    work_out_all()
    with django_assert_num_queries(3):
        assert len(list(needs_of_matches(world.programme, world.coordinator))) == 16


@pytest.mark.parametrize("state", [MatchState.DECLINED, MatchState.EXPIRED])
def test_who_has_nobody_after_a_proposal_needs_somebody_else(world, state):
    pair(world, state, proposed_at=ago(days=9))
    (need,) = needs(world)
    assert need.title == "Jonas needs somebody else"
    assert "Amara" in need.reason
    MatchFactory.create(
        cohort=world.cohort, mentees=[world.mentee_place], state=MatchState.PROPOSED
    )
    assert "Jonas needs somebody else" not in titles(world)


def test_a_proposal_of_a_round_is_followed_there(world):
    pair(world, MatchState.DECLINED, origin=MatchOrigin.ENGINE)
    assert needs(world) == []


def test_a_wish_for_somebody_else_is_named_until_it_is_taken_back(world):
    match = pair(world)
    HeldMeetingFactory.create(match=match)
    wish = ask_rematch(match.members.get(side="mentee"), by=world.mentee, words="Too far away.")
    (need,) = needs(world)
    assert need.title == "Jonas Weber would like somebody else"
    assert "far away" not in f"{need.title} {need.reason}"
    assert need.url.endswith(f"/{match.pk}/somebody-else/")
    take_back_rematch(wish, by=world.mentee)
    assert needs(world) == []


def test_a_coordinator_does_not_hear_that_somebody_wants_to_leave_them(world):
    place = ParticipantFactory.create(cohort=world.cohort, person=world.coordinator)
    match = MatchFactory.create(cohort=world.cohort, mentors=[place], mentees=[world.mentee_place])
    HeldMeetingFactory.create(match=match)
    ask_rematch(match.members.get(side="mentee"), by=world.mentee)
    assert needs(world) == []
