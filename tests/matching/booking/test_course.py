"""The meetings of a relationship: on its page for its people, in its course for coordinators."""

import pytest

from matching.actions.meetings import cancel_meeting, log_meeting, move_meeting, plan_meeting
from matching.actions.series import plan_series
from matching.booking.course import meetings_course
from matching.booking.part import meetings_part
from matching.models import Match
from mentorship.common.together import tell_together
from tests.cards import parts_by
from tests.factories.matching import HeldMeetingFactory, MeetingFactory, ago, pair

pytestmark = pytest.mark.django_db


def part(match, person):
    return parts_by(Match.objects.with_people().get(pk=match.pk), person, meetings_part)


def test_the_course_says_when_and_never_what_about(world, django_assert_num_queries):
    match = pair(world)
    meeting = plan_meeting(match, by=world.mentor, starts_at=ago(days=-3), agenda="MARKED")
    move_meeting(meeting, by=world.mentor, starts_at=ago(days=-4), place="MARKED")
    cancel_meeting(meeting, by=world.mentee)
    plan_series(
        match, by=world.mentor, dates=[ago(days=-9), ago(days=-16)], every_weeks=1, minutes=45
    )
    log_meeting(
        MeetingFactory.create(match=match, starts_at=ago(days=2)), by=world.mentor, is_held=False
    )
    HeldMeetingFactory.create(match=match)
    with django_assert_num_queries(2):
        (facts,) = tell_together(meetings_course(match))
    assert sorted(fact.title for fact in facts) == [
        "A meeting was cancelled",
        "A meeting was moved",
        "A meeting was planned",
        "A planned meeting did not take place",
        "Meetings that come round were planned",
        "They met",
    ]
    assert "2 meetings" in {fact.text for fact in facts}
    assert "MARKED" not in str(facts)


def test_the_page_of_a_match_wants_a_date_or_names_the_next_one(world, django_assert_num_queries):
    match = pair(world)
    (nothing,) = part(match, world.mentee)
    assert nothing.wants_you
    assert nothing.text == "No meeting is planned yet."
    assert nothing.action == "Plan a meeting"
    assert nothing.url.endswith("/meetings/plan/")
    over = MeetingFactory.create(match=match, starts_at=ago(days=1))
    (unsaid,) = part(match, world.mentee)
    assert (unsaid.text.startswith("Did you meet on "), unsaid.action) == (True, "Say so")
    assert unsaid.url.endswith(f"/{over.pk}/log/")
    over.delete()
    HeldMeetingFactory.create(match=match)
    MeetingFactory.create(match=match)
    found = Match.objects.with_people().get(pk=match.pk)
    with django_assert_num_queries(1):
        (planned,) = parts_by(found, world.mentee, meetings_part)
    assert not planned.wants_you
    assert planned.text.startswith("Next on ")
    assert planned.text.endswith(". 1 meeting so far.")
    over = MeetingFactory.create(match=match, starts_at=ago(days=2))
    (unsaid,) = parts_by(found, world.mentee, meetings_part)
    assert (unsaid.wants_you, unsaid.url) == (True, f"/meetings/{over.pk}/log/")
    assert parts_by(pair(world, "proposed"), world.mentee, meetings_part) == []
