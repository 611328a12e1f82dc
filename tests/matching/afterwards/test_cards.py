"""What Home, the page of a match and the timeline say after meetings."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.actions.fit import answer_fit
from matching.afterwards.cards import cards_of_fit, cards_of_mood
from matching.afterwards.course import facts_of_fit
from matching.afterwards.enums import FitAnswer
from matching.afterwards.part import parts_after_meetings
from matching.enums import MatchState
from matching.models import Match
from mentorship.common.together import tell_together
from tests.cards import parts_by, told_by
from tests.factories.matching import HeldMeetingFactory, ago, pair
from tests.factories.relationships import (
    FitCheckFactory,
    MeetingMoodFactory,
    MeetingNoteFactory,
    fit_check_of,
)


def told(person):
    return told_by(person, cards_of_fit, cards_of_mood)


def asked(world, **fields):
    match = pair(world, **fields)
    for member in match.members.all():
        FitCheckFactory.create(member=member)
    return match


def test_home_asks_until_there_is_an_answer(world):
    match = asked(world)
    card = told(world.mentee)[0]
    assert (card.headline, card.action) == ("How is it going with Amara?", "Answer")
    answer_fit(fit_check_of(match, world.mentee), by=world.mentee, answer=FitAnswer.GOOD)
    assert told(world.mentee) == []
    assert len(told(world.mentor)) == 1


def test_home_asks_how_the_last_meeting_was(world):
    match = pair(world)
    HeldMeetingFactory.create(match=match, starts_at=ago(days=9))
    meeting = HeldMeetingFactory.create(match=match, starts_at=ago(days=1))
    (card,) = told(world.mentee)
    assert str(meeting.pk) in card.url
    assert "Nobody sees your face." in card.text
    MeetingMoodFactory.create(meeting=meeting, person=world.mentee)
    assert told(world.mentee) == []


def test_an_ended_match_is_asked_nothing(world):
    match = asked(world, state=MatchState.CLOSED)
    HeldMeetingFactory.create(match=match, starts_at=ago(days=1))
    assert told(world.mentee) == []


def test_cards_cost_as_much_for_one_match_as_for_many(world):
    counts = []
    for _each in range(3):
        HeldMeetingFactory.create(match=asked(world), starts_at=ago(days=1))
        with CaptureQueriesContext(connection) as captured:
            told(world.mentee)
        counts.append(len(captured))
    assert counts[0] == counts[-1]


def test_the_page_of_a_match_says_what_waits_and_no_answer(world):
    match = Match.objects.with_people().get(pk=asked(world).pk)
    MeetingNoteFactory.create(meeting__match=match, by=world.mentee)
    notes, fit = parts_by(match, world.mentee, parts_after_meetings)
    assert (notes.text, fit.wants_you) == ("1 note on your meetings", True)
    assert [part.key for part in parts_by(match, world.mentor, parts_after_meetings)] == ["fit"]
    answer_fit(fit_check_of(match, world.mentee), by=world.mentee, answer=FitAnswer.NOT_GOOD)
    _notes, fit = parts_by(match, world.mentee, parts_after_meetings)
    assert not fit.wants_you
    assert "good" not in fit.text.lower()


def test_the_timeline_counts_answers(world):
    match = asked(world)
    assert tell_together(facts_of_fit(pair(world))) == [[]]
    answer_fit(fit_check_of(match, world.mentee), by=world.mentee, answer=FitAnswer.NOT_GOOD)
    ((fact,),) = tell_together(facts_of_fit(match))
    assert fact.text == "1 of 2 have answered"
