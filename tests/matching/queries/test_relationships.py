"""How pairs fare: last met, quiet, and the rhythm of their weeks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.enums import MatchState, MeetingState
from matching.models import Match
from matching.queries import (
    Week,
    care_counts,
    coordinators_of,
    in_order_of_care,
    relationships,
)
from matching.queries.relationships import needing_somebody
from mentorship.accounts.permissions import Role
from tests.factories.dates import days_ago
from tests.factories.health import work_out_all
from tests.factories.matching import HeldMeetingFactory, MatchFactory, MeetingFactory, ago, pair
from tests.factories.programmes import ParticipantFactory, PauseFactory, TeamMemberFactory
from tests.factories.relationships import AgreementInForceFactory

pytestmark = pytest.mark.django_db


def found():
    work_out_all()
    return relationships(list(in_order_of_care(Match.objects.all()).with_people()))


def quiet():
    work_out_all()
    return Match.objects.filter(needing_somebody())


def started(days, **fields):
    return MatchFactory.create(proposed_at=ago(days=days + 3), **fields)


def test_quiet_counts_from_the_last_meeting_held():
    match = started(60)
    HeldMeetingFactory.create(match=match, starts_at=ago(days=50))
    HeldMeetingFactory.create(match=match, starts_at=ago(days=41))
    MeetingFactory.create(match=match, starts_at=ago(days=10), state=MeetingState.NOT_HELD)
    (relationship,) = found()
    assert relationship.last_met_on == timezone.localdate() - timedelta(days=41)
    assert (relationship.quiet_days, relationship.health.level) == (41, "help")


def test_quiet_counts_from_the_start_until_they_meet():
    started(29)
    (relationship,) = found()
    assert (relationship.last_met_on, relationship.quiet_days) == (None, 29)


NOT_UNDER_WAY = set(MatchState) - {MatchState.ACTIVE, MatchState.ACCEPTED}


@pytest.mark.parametrize("state", sorted(NOT_UNDER_WAY))
def test_only_pairs_under_way_are_quiet(state):
    started(60, state=state)
    (relationship,) = found()
    assert relationship.quiet_days is None
    assert not quiet().exists()


@pytest.mark.parametrize(("days", "is_quiet"), [(28, False), (29, True)])
def test_four_weeks_are_not_quiet_yet(days, is_quiet):
    HeldMeetingFactory.create(match=started(60), starts_at=ago(days=days))
    assert quiet().exists() is is_quiet


def test_who_has_a_meeting_planned_is_not_called_quiet():
    MeetingFactory.create(match=started(60))
    MeetingFactory.create(match=started(60), starts_at=ago(days=1))
    assert quiet().count() == 1


def test_who_is_away_is_not_called_quiet():
    away = ParticipantFactory.create()
    started(60, cohort=away.cohort, mentors=[away])
    pause = PauseFactory.create(participant=away, starts_on=days_ago(5)())
    assert not quiet().exists()
    pause.ends_on = timezone.localdate() - timedelta(days=1)
    pause.save()
    assert quiet().exists()


def test_those_who_may_need_somebody_come_first():
    ended = started(90, state=MatchState.CLOSED)
    well = started(60)
    HeldMeetingFactory.create(match=well, starts_at=ago(days=2))
    asked = started(20, state=MatchState.PROPOSED)
    begun = started(23)
    never_met = started(40)
    order = [relationship.match for relationship in found()]
    assert order == [never_met, begun, well, asked, ended]


def test_the_strip_shows_the_last_twelve_weeks():
    match = started(90)
    for days in (0, 6, 7, 83):
        HeldMeetingFactory.create(match=match, starts_at=ago(days=days))
    HeldMeetingFactory.create(match=match, starts_at=ago(days=84))
    MeetingFactory.create(match=match, starts_at=ago(days=8), state=MeetingState.NOT_HELD)
    MeetingFactory.create(match=match, starts_at=ago(days=16), state=MeetingState.NOT_HELD)
    MeetingFactory.create(match=match, starts_at=ago(days=23), state=MeetingState.CANCELLED)
    (relationship,) = found()
    nothing = [Week.NOTHING] * 8
    assert relationship.weeks == (Week.MET, *nothing, Week.DID_NOT_MEET, Week.MET, Week.MET)
    assert relationship.weeks_met == 3


def test_pairs_are_counted_by_how_they_fare_at_once(django_assert_num_queries):
    started(60)
    started(10)
    HeldMeetingFactory.create(match=started(40))
    started(60, state=MatchState.PAUSED)
    work_out_all()
    with django_assert_num_queries(1):
        counts = care_counts(Match.objects.all())
    assert (counts.under_way, counts.help, counts.watch, counts.put_off) == (3, 1, 1, 0)


def test_a_tick_stands_where_a_meeting_was_due():
    AgreementInForceFactory.create(match=started(30), every_weeks=4)
    (relationship,) = found()
    due = [age for age, is_due in enumerate(reversed(relationship.due)) if is_due]
    assert due == [0, 4, 8]


def test_queries_do_not_grow_with_the_pairs(django_assert_num_queries):
    for _number in range(3):
        HeldMeetingFactory.create(match=started(30))
    work_out_all()
    with django_assert_num_queries(3):
        relationships(list(in_order_of_care(Match.objects.all()).with_people()))


def test_coordinators_are_those_who_look_after_matches_now(world):
    TeamMemberFactory.create(
        programme=world.programme, role=Role.COORDINATOR, ended_on=timezone.localdate()
    )
    silent = TeamMemberFactory.create(programme=world.programme, person__email=None)
    assert silent.person not in coordinators_of(world.programme)
    assert coordinators_of(world.programme) == [world.coordinator]


def test_everybody_sees_their_own_matches_and_coordinators_their_programmes(world):
    match = pair(world)
    seen = {
        person.name: match in Match.objects.visible_to(person)
        for person in (
            world.mentor,
            world.mentee,
            world.coordinator,
            world.reviewer,
            world.facilitator,
            world.administrator,
            world.other_coordinator,
            world.stranger,
        )
    }
    assert [name for name, may_see in seen.items() if may_see] == [
        "Amara Okafor",
        "Jonas Weber",
        "Catherine Ward",
    ]
