"""Looking back: private words, thanks without content, one end, one certificate each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.closing import (
    NotYetClosingError,
    Words,
    close_finished,
    finish_closing,
    keep_closing_words,
)
from matching.actions.matches import close_match
from matching.actions.participation import NothingToCertifyError, ask_for_participation
from matching.enums import MatchState
from matching.models import ClosingWord, ParticipationCertificate
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.factories.matching import HeldMeetingFactory, MatchFactory, MeetingFactory, pair
from tests.factories.relationships import AgreementInForceFactory, GoalFactory
from training.models import Pathway


@pytest.fixture
def ending(world):
    """The pair's agreement ends in a fortnight."""
    match = pair(world)
    AgreementInForceFactory.create(match=match, ends_on=timezone.localdate() + timedelta(days=14))
    return match


def member_of(match, side):
    return match.members.get(side=side)


def finish(match, side, **words):
    member = member_of(match, side)
    return finish_closing(member, by=member.person, words=Words(**words))


def test_too_early_nobody_looks_back(world):
    match = pair(world)
    AgreementInForceFactory.create(match=match, ends_on=timezone.localdate() + timedelta(days=22))
    with pytest.raises(NotYetClosingError):
        finish(match, "mentee")
    assert not ClosingWord.objects.exists()


def test_words_are_kept_until_they_are_finished_and_then_stay(world, ending):
    member = member_of(ending, "mentee")
    goal = GoalFactory.create(match=ending)
    other = GoalFactory.create(match=ending, person=world.mentor)
    said = Words(gained="first", ratings={goal.pk: 6, other.pk: 1})
    keep_closing_words(member, by=world.mentee, words=said)
    finish(ending, "mentee", gained="second")
    finish(ending, "mentee", gained="third")
    keep_closing_words(member, by=world.mentee, words=Words(gained="fourth"))
    assert ClosingWord.objects.get().gained == "second"
    goal.refresh_from_db()
    other.refresh_from_db()
    assert (goal.end_rating, other.end_rating) == (6, None)
    assert Event.objects.filter(kind="match.looked_back").count() == 1


def test_a_thank_you_is_told_without_a_word_of_it(world, ending):
    finish(ending, "mentee", thanks="MARKED THANKS", gained="MARKED GAIN")
    mail = Message.objects.get(kind="matching.thanks_left")
    assert (mail.recipient, mail.subject) == (world.mentor, "Jonas left you a thank-you")
    written = " ".join(f"{m.subject} {m.text} {m.html}" for m in Message.objects.all())
    assert "MARKED" not in written + str(list(Event.objects.values("kind", "changes")))


def test_with_the_last_the_match_closes_and_each_has_one_mail_and_one_certificate(world, ending):
    HeldMeetingFactory.create(match=ending)
    finish(ending, "mentee", thanks="Thank you.")
    ending.refresh_from_db()
    assert ending.state == MatchState.ACTIVE
    finish(ending, "mentor", thanks="Thank you too.")
    ending.refresh_from_db()
    assert ending.state == MatchState.CLOSED
    papers = ParticipationCertificate.objects.order_by("name")
    assert [(paper.name, paper.meetings) for paper in papers] == [
        ("Amara Okafor", 1),
        ("Jonas Weber", 1),
    ]
    assert Message.objects.filter(kind="matching.match_closed").count() == 2
    # The mail that closes speaks of words of thanks: no second one on the same day.
    assert Message.objects.filter(kind="matching.thanks_left").count() == 1


def test_a_planned_meeting_is_waited_for(world, ending):
    meeting = MeetingFactory.create(match=ending)
    finish(ending, "mentee")
    finish(ending, "mentor")
    ending.refresh_from_db()
    assert ending.state == MatchState.ACTIVE
    assert close_finished() == 0
    meeting.delete()
    assert close_finished() == 1
    assert close_finished() == 0


def test_a_mentee_who_would_mentor_is_on_the_pathway(world, ending):
    finish(ending, "mentee", would_mentor=True)
    pathway = Pathway.objects.get()
    assert (pathway.person, pathway.source) == (world.mentee, "close")
    finish(ending, "mentor", would_mentor=True)
    assert Pathway.objects.count() == 1


def test_who_is_closed_by_a_coordinator_may_still_look_back_and_give_thanks(world, ending):
    close_match(ending, by=world.coordinator)
    finish(ending, "mentee", thanks="Thank you.")
    assert Message.objects.filter(kind="matching.thanks_left").count() == 1
    assert ClosingWord.objects.get().finished_at


def test_a_certificate_is_asked_for_once_where_they_met_before_an_early_end(world):
    match = MatchFactory.create(cohort=world.cohort, state=MatchState.ENDED_EARLY)
    member = member_of(match, "mentee")
    with pytest.raises(NothingToCertifyError):
        ask_for_participation(member, by=member.person)
    HeldMeetingFactory.create(match=match)
    first = ask_for_participation(member, by=member.person)
    assert ask_for_participation(member, by=member.person) == first
    assert Event.objects.filter(kind="participation.issued").count() == 1


def test_nobody_is_certified_while_it_goes_on(world):
    match = pair(world)
    HeldMeetingFactory.create(match=match)
    with pytest.raises(NothingToCertifyError):
        ask_for_participation(member_of(match, "mentee"), by=world.mentee)
