"""What the pages of a match say of its rests and its end: to its people, and to coordinators."""

from datetime import timedelta

from django.utils import timezone

from matching.actions.closing import Words, finish_closing
from matching.actions.matches import close_match, pause_match
from matching.actions.rematches import ask_rematch
from matching.ending import course, part
from matching.enums import MatchState
from matching.models import Match
from matching.publishing.reminders import proposal_plans
from mentorship.common.together import tell_together
from programmes.actions import pause_participant
from tests.cards import parts_by
from tests.factories.matching import MatchFactory, pair
from tests.factories.relationships import AgreementInForceFactory


def told(match):
    fresh = Match.objects.with_people().get(pk=match.pk)
    sources = (course.rests_in_course, course.ending_in_course)
    each = tell_together(*(source(fresh) for source in sources))
    return [fact for facts in each for fact in facts]


def parts(match, viewer):
    fresh = Match.objects.with_people().get(pk=match.pk)
    sources = (part.closing_part, part.rest_part, part.rematch_part)
    return {each.key: each for source in sources for each in parts_by(fresh, viewer, source)}


def test_the_course_has_facts_and_no_words(world):
    match = pair(world)
    ends_on = timezone.localdate() + timedelta(days=9)
    AgreementInForceFactory.create(match=match, ends_on=ends_on)
    member = match.members.get(side="mentee")
    ask_rematch(member, by=world.mentee, words="MARKED")
    finish_closing(member, by=world.mentee, words=Words(thanks="MARKED", gained="MARKED"))
    pause_match(match, by=world.coordinator, reason="MARKED", until=ends_on)
    assert [fact.title for fact in told(match)] == [
        "Paused",
        "1 of 2 has looked back",
    ]
    close_match(match, by=world.coordinator)
    facts = told(match)
    assert [fact.title for fact in facts][-2:] == ["Closed", "Certificates of participation issued"]
    assert "MARKED" not in str(facts)


def test_the_parts_say_what_waits_and_the_wish_to_its_person_alone(world):
    match = pair(world)
    ends_on = timezone.localdate() + timedelta(days=9)
    AgreementInForceFactory.create(match=match, ends_on=ends_on)
    ask_rematch(match.members.get(side="mentee"), by=world.mentee)
    pause_participant(world.mentor_place, by=None)
    mine, theirs = parts(match, world.mentee), parts(match, world.mentor)
    assert mine["closing"].wants_you
    assert mine["rest"].text.startswith("Resting from")
    assert "You have asked for somebody else" in mine["rematch"].text
    assert "You have asked" not in theirs["rematch"].text


def test_far_from_its_end_nothing_is_said_of_it(world):
    match = pair(world)
    ends_on = timezone.localdate() + timedelta(days=90)
    AgreementInForceFactory.create(match=match, ends_on=ends_on)
    assert set(parts(match, world.mentee)) == {"rest", "rematch"}


def test_who_is_away_is_reminded_of_no_proposal(world):
    now = timezone.now()
    MatchFactory.create(
        cohort=world.cohort,
        state=MatchState.PROPOSED,
        mentors=[world.mentor_place],
        mentees=[world.mentee_place],
        proposed_at=now - timedelta(days=5),
        answer_by=now + timedelta(days=4),
    )
    assert {plan.recipient for plan in proposal_plans(now)} == {world.mentor, world.mentee}
    pause_participant(world.mentor_place, by=None)
    assert {plan.recipient for plan in proposal_plans(now)} == {world.mentee}
