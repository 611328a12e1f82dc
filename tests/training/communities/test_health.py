"""How a community fares on its page, on Today, in Set-up, on Home and on a person's page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.common.together import tell_together
from programmes.enums import CohortState, MilestoneKind
from programmes.models import Cohort
from tests.cards import told_by
from tests.factories.fresh import CommunityFactory, DiscussionFactory, MemberFactory, ReplyFactory
from tests.factories.timetable import MilestoneFactory
from tests.factories.training import EnrolmentFactory, GatheringFactory, in_days
from training.communities.enums import Joining, MemberState
from training.communities.health import days_without_gathering, health_of, posts_by_month
from training.communities.needs import needs_of_communities, tasks_of_communities
from training.communities.person_sections import facts_of_communities
from training.communities.pictures import posts_chart, rhythm_chart
from training.communities.welcome import cards_of_gatherings, cards_of_invitations
from training.communities.wording import health_sentence, what_is_needed
from training.enums import EnrolmentState, SessionState
from training.models import Attendance, Community, Enrolment
from training.queries.currency import today_at


@pytest.fixture
def circle(world):
    return CommunityFactory.create(
        programme=world.programme, name="Mentors’ circle", joining=Joining.AUTOMATIC
    )


def held(circle, days, *people):
    session = GatheringFactory.create(
        programme=circle.programme,
        community=circle,
        starts_at=in_days(-days),
        state=SessionState.HELD,
    )
    Attendance.objects.bulk_create(
        Attendance(session=session, person=person, is_present=True) for person in people
    )
    return session


def planned(circle, days=20, **fields):
    return GatheringFactory.create(
        programme=circle.programme, community=circle, starts_at=in_days(days), **fields
    )


def health(circle):
    return health_of([circle], circle.programme)[circle.pk]


def needs(world, person=None):
    return list(needs_of_communities(world.programme, person or world.coordinator))


def test_the_sentence_says_how_many_members_came(circle):
    people = [MemberFactory.create(community=circle).person for _number in range(4)]
    assert health_sentence(health(circle)) == "New: nobody has gathered yet"
    held(circle, 60, *people[:2])
    held(circle, 20, *people[1:3])
    found = health(circle)
    assert health_sentence(found) == "Alive: 3 of 4 members came to the last two gatherings"
    assert [(beat.returning, beat.new) for beat in found.beats] == [(0, 2), (1, 1)]
    chart = rhythm_chart(found.beats)
    assert chart.caption == "2 people came last time, 1 of them for the first time."
    assert [row[1:] for row in chart.rows] == [("0", "2"), ("1", "1")]


def test_a_community_that_stopped_is_asleep_until_something_is_planned(circle):
    person = MemberFactory.create(community=circle).person
    held(circle, 200, person)
    assert health_sentence(health(circle)).startswith("Asleep: nobody has gathered since ")
    planned(circle)
    assert health_sentence(health(circle)).startswith("Alive: 1 of 1 members came")


def test_today_warns_until_two_gatherings_are_held_or_planned(world, circle):
    (need,) = needs(world)
    assert need.title == "Mentors’ circle has no gathering planned"
    assert need.url.endswith(f"/communities/{circle.pk}/gatherings/add/")
    held(circle, 0)
    (need,) = needs(world)
    assert need.title == "Mentors’ circle has 1 gathering planned of the 2 it needs"
    planned(circle, state=SessionState.CANCELLED)
    assert len(needs(world)) == 1
    planned(circle)
    assert needs(world) == []


def test_only_gatherings_of_the_twelve_months_around_today_count(world, circle):
    Community.objects.update(begun_at=in_days(-900))
    circle.refresh_from_db()
    held(circle, 190)
    planned(circle, 190)
    assert health(circle).counted == 0
    held(circle, 170)
    planned(circle, 170)
    assert health(circle).counted == 2


def test_a_community_of_a_cohort_needs_as_many_as_its_length_asks_for(world, circle):
    today = today_at(world.organisation)
    Cohort.objects.filter(pk=world.cohort.pk).update(
        starts_on=today - timedelta(days=10), ends_on=today + timedelta(days=80)
    )
    Community.objects.update(cohort=world.cohort)
    found = health(Community.objects.select_related("cohort").get())
    assert (found.needed, found.counted) == (1, 0)
    assert what_is_needed(found).startswith("It needs 1 gathering between ")


@pytest.mark.parametrize(
    "state", [CohortState.DESIGNING, CohortState.RECRUITING, CohortState.CLOSING]
)
def test_nobody_is_pressed_while_no_cohort_is_under_way(world, circle, state):
    Cohort.objects.filter(pk=world.cohort.pk).update(state=state)
    assert needs(world) == []


def test_today_is_silent_for_closed_ones_and_for_who_may_not_plan(world, circle):
    assert needs(world, world.facilitator) == []
    Community.objects.update(closed_at=timezone.now())
    assert needs(world) == []


def test_one_who_needs_none_is_never_short(world, circle):
    Community.objects.update(gatherings_a_year=0)
    assert needs(world) == []


def test_today_and_lists_ask_no_more_with_more_communities(world, circle):
    counts = []
    needs(world)  # what the coordinator may do is asked once
    for number in (1, 12):
        for _more in range(number):
            more = CommunityFactory.create(programme=world.programme)
            held(more, 30, MemberFactory.create(community=more).person)
        with CaptureQueriesContext(connection) as queries:
            found = needs(world)
        assert len(found) == Community.objects.count()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_set_up_asks_for_a_community_and_its_gatherings(world):
    def task():
        (found,) = tasks_of_communities(world.programme, world.cohort)
        return found.state, found.url

    assert task()[0] == "todo"
    assert task()[1].endswith("/communities/add/")
    circle = CommunityFactory.create(programme=world.programme)
    assert task() == ("todo", f"/programmes/leaders/training/communities/{circle.pk}/")
    planned(circle)
    assert task()[0] == "progress"
    planned(circle, 40)
    assert task()[0] == "done"


def test_writing_is_counted_by_month_and_not_for_a_handful(circle):
    discussion = DiscussionFactory.create(community=circle)
    ReplyFactory.create(discussion=discussion)
    ReplyFactory.create(discussion=discussion, written_at=in_days(-400))
    DiscussionFactory.create()  # in another community
    today = today_at(circle.programme.organisation)
    posts = posts_by_month(circle, today)
    assert len(posts) == 6
    assert posts[today.replace(day=1)] == 2
    assert posts_chart(posts, 5).caption == "2 contributions in 6 months."
    assert posts_chart(posts, 4) is None
    assert posts_chart(dict.fromkeys(posts, 0), 5) is None


def test_gathering_days_of_the_timetable_are_shown_until_one_is_planned_on_them(world, circle):
    today = today_at(world.organisation)
    day = MilestoneFactory.create(
        cohort=world.cohort, kind=MilestoneKind.GATHERING, on=today + timedelta(days=20)
    )
    MilestoneFactory.create(
        cohort=world.cohort, kind=MilestoneKind.GATHERING, on=today - timedelta(days=1)
    )
    MilestoneFactory.create(
        cohort=world.cohort, kind=MilestoneKind.REVIEW, on=today + timedelta(days=21)
    )
    assert days_without_gathering(circle, today) == [day]
    planned(circle, 20)
    assert days_without_gathering(circle, today) == []


def test_home_asks_members_until_they_have_answered(world, circle):
    def headlines():
        return [card.headline for card in told_by(world.mentor, cards_of_gatherings)]

    session = planned(circle, 3)
    assert headlines() == []  # not a member
    MemberFactory.create(community=circle, person=world.mentor)
    (headline,) = headlines()
    assert headline.startswith("Mentors’ circle meets on ")
    assert headline.endswith(": are you coming?")
    EnrolmentFactory.create(session=session, person=world.mentor, state=EnrolmentState.DECLINED)
    assert headlines() == []
    Enrolment.objects.all().delete()
    type(session).objects.update(starts_at=in_days(60))
    assert headlines() == []


def test_home_shows_an_invitation(world, circle):
    MemberFactory.create(community=circle, person=world.mentor, state=MemberState.INVITED)
    (card,) = told_by(world.mentor, cards_of_invitations)
    assert card.title == "You are invited to “Mentors’ circle”"


def test_a_persons_page_says_where_they_belong(world, circle):
    assert tell_together(facts_of_communities(world.mentor_place, world.coordinator)) == [[]]
    MemberFactory.create(community=circle, person=world.mentor, is_moderator=True)
    ((section,),) = tell_together(facts_of_communities(world.mentor_place, world.coordinator))
    assert section.facts[0].label == "Mentors’ circle"
    assert section.facts[0].value.startswith("Moderates; member since ")
    assert tell_together(facts_of_communities(world.mentor_place, world.facilitator)) == [[]]
