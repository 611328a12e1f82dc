"""Proposals end by themselves, wait longer, are reminded of; and whoever has nobody reads why."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from matching.actions.answers import (
    CannotBeNextError,
    expire_due,
    extend_answer,
    keep_reminding,
    propose_next,
    write_to_unmatched,
)
from matching.actions.delivering import send
from matching.actions.proposals import accept_match, decline_match
from matching.actions.sendings import stage
from matching.enums import DeclineReason, MatchState
from matching.models import Match, MentorGroupMember
from matching.publishing.answers import Standing, answers_of, counts_of, headline, mentees_of
from matching.publishing.emails import CAME_TO_NOTHING
from matching.publishing.needs import needs_of_answers
from matching.publishing.next_wish import latest_sent, next_choices
from matching.publishing.unmatched import reasons_of, without_match
from matching.rounds.settings import settings_of
from mentorship.audit.models import Event
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from tests.factories.matching import pair, trained
from tests.factories.programmes import MenteeFactory, ParticipantFactory
from tests.factories.rounds import MentorGroupFactory, WishFactory, WishListFactory
from tests.factories.sending import LANGUAGE, draft_of
from training.models import RaisedReason


@pytest.fixture
def sent(alone):
    """Two pairs are asked, in a cohort of theirs alone."""
    sending = stage(draft_of(alone, mentors=2), by=alone.coordinator)
    send(sending, by=alone.coordinator)
    return sending


@pytest.fixture
def alone(world):
    """The world without the mentee and the mentor that it has."""
    world.mentor_place.delete()
    world.mentee_place.delete()
    return world


def matches():
    return list(Match.objects.order_by("pk"))


def match_of(name):
    return Match.objects.filter(members__participant__person__name=name).latest("proposed_at")


def everybody_accepts(match):
    for member in match.members.select_related("participant__person"):
        accept_match(match, by=member.participant.person)


def later(**delta):
    return time_machine.travel(timezone.now() + timedelta(**delta), tick=True)


def mails(kind):
    return Message.objects.filter(kind=f"matching.{kind}")


def test_a_proposal_nobody_answers_ends_once_and_frees_the_seat(sent):
    match = match_of("Mentee 0")
    accept_match(match, by=match.mentees[0])
    everybody_accepts(match_of("Mentee 1"))
    assert expire_due(timezone.now()) == 0

    with later(days=8):
        assert expire_due(timezone.now()) == 1
        assert expire_due(timezone.now()) == 0

    match.refresh_from_db()
    assert match.state == MatchState.EXPIRED
    assert Event.objects.filter(kind="match.ran_out").count() == 1
    to_mentee = mails("proposal_ran_out").get(to_address="mentee-0@example.org")
    to_mentor = mails("proposal_ran_out").get(to_address="mentor-0@example.org")
    assert "Thank you for your yes" in to_mentee.text
    assert "nobody minds" in to_mentor.text
    assert counts_of(sent.round)[Standing.FREE_AGAIN] == 1
    assert next_choices(sent.round, [member_id(match)], draft=sent.draft) == {member_id(match): []}


def member_id(match):
    return match.members.get(side="mentee").participant_id


def test_who_got_more_time_can_still_say_yes(sent, world):
    match = match_of("Mentee 0")
    extend_answer(match, days=5, by=world.coordinator)

    with later(days=8):
        expire_due(timezone.now())
        match.refresh_from_db()
        assert match.state == MatchState.PROPOSED
        everybody_accepts(match)

    match.refresh_from_db()
    assert match.state == MatchState.ACCEPTED


def test_silent_people_are_reminded_once_before_the_end(sent):
    match = match_of("Mentee 0")
    accept_match(match, by=match.mentees[0])
    keep_reminding()
    keep_reminding()

    waiting = mails("proposal_reminder")
    assert {message.to_address for message in waiting} == {
        "mentor-0@example.org",
        "mentee-1@example.org",
        "mentor-1@example.org",
    }
    assert all(message.due_at < match.answer_by for message in waiting)

    accept_match(match, by=match.mentors[0])
    keep_reminding()
    assert mails("proposal_reminder").filter(state=MessageState.CANCELLED).count() == 1


def test_one_decline_then_the_next_and_all_are_accepted(sent, alone):
    spare = trained(ParticipantFactory.create(cohort=alone.cohort, person__name="Spare"))
    everybody_accepts(match_of("Mentee 1"))
    declined = match_of("Mentee 0")
    decline_match(declined, by=declined.mentors[0], reason=DeclineReason.NO_TIME)
    mentee = declined.members.get(side="mentee").participant

    (need,) = needs_of_answers(alone.programme, alone.coordinator)
    assert "Mentee 0" in need.reason
    choices = next_choices(sent.round, [mentee.pk], draft=latest_sent(sent.round))[mentee.pk]
    assert [choice.mentor for choice in choices] == [spare]

    line = uuid4()
    for _press in range(2):
        propose_next(
            sent.round,
            mentee,
            choices[0],
            draft=sent.draft,
            line_id=line,
            words="Another chance.",
            answer_days=7,
            by=alone.coordinator,
        )
    assert Match.objects.count() == 3
    to_mentee = mails("match_proposed").filter(recipient=mentee.person).latest("created_at")
    assert "Spare" in to_mentee.subject
    assert "Another chance." in to_mentee.text
    everybody_accepts(match_of("Mentee 0"))

    assert headline(counts_of(sent.round)) == "All 2 are placed"
    assert list(needs_of_answers(alone.programme, alone.coordinator)) == []
    assert RaisedReason.objects.get().category == "time"


def test_a_mentor_who_is_full_meanwhile_is_not_asked(sent, alone):
    spare = trained(ParticipantFactory.create(cohort=alone.cohort, person__name="Spare"))
    declined = match_of("Mentee 0")
    decline_match(declined, by=declined.mentees[0], reason=DeclineReason.UNSAID)
    mentee = declined.members.get(side="mentee").participant
    (choice,) = next_choices(sent.round, [mentee.pk], draft=sent.draft)[mentee.pk]
    other = trained(MenteeFactory.create(cohort=alone.cohort, person__name="Other"))
    ask = {
        "draft": sent.draft,
        "words": "",
        "answer_days": 7,
        "by": alone.coordinator,
    }
    propose_next(sent.round, other, choice, line_id=uuid4(), **ask)

    with pytest.raises(CannotBeNextError) as error:
        propose_next(sent.round, mentee, choice, line_id=uuid4(), **ask)

    assert error.value.reasons == ["Spare has no room left: 1 mentee at most."]
    assert Match.objects.filter(members__participant=spare).count() == 1


def test_wishes_come_first_then_fit_and_full_groups_not_at_all(sent, alone):
    chosen = sent.round
    chosen.who_wishes = "mentees"
    chosen.save()
    declined = match_of("Mentee 0")
    decline_match(declined, by=declined.mentors[0], reason=DeclineReason.UNSAID)
    mentee = declined.members.get(side="mentee").participant
    names = ("Wished", "Other", "Grouped")
    wished, _other, grouped = (
        trained(ParticipantFactory.create(cohort=alone.cohort, person__name=name)) for name in names
    )
    wish_list = WishListFactory.create(round=chosen, participant=mentee)
    WishFactory.create(wish_list=wish_list, about=wished, rank=1)
    group = MentorGroupFactory.create(round=chosen, ceiling=0)
    MentorGroupMember.objects.create(round=chosen, group=group, participant=grouped)
    draft = sent.draft
    draft.settings = settings_of(chosen) | {"rules": [LANGUAGE]}

    choices = next_choices(chosen, [mentee.pk], draft=draft)[mentee.pk]

    assert [choice.mentor.person.name for choice in choices] == ["Wished", "Other"]
    assert "wish 1 on their list" in choices[0].in_words


def test_who_has_nobody_reads_why_once_and_the_round_says_so(sent, alone):
    for match in matches():
        decline_match(match, by=match.mentors[0], reason=DeclineReason.OTHER)
    waiting = without_match(sent.round)
    reasons = reasons_of(waiting, sent.draft)
    assert set(reasons.values()) == {CAME_TO_NOTHING}

    for _turn in range(2):
        write_to_unmatched(sent.round, reasons, words="We keep on.", by=alone.coordinator)

    letters = mails("no_match_yet")
    assert letters.count() == 2
    assert "Mentor" not in letters[0].text
    assert "We keep on." in letters[0].text
    assert without_match(sent.round) == []
    assert headline(counts_of(sent.round)) == "All 2 are placed or told why not"


def test_the_page_says_what_each_answered(sent):
    decline_match(
        match_of("Mentee 0"), by=match_of("Mentee 0").mentors[0], reason=DeclineReason.NO_TIME
    )
    said = {
        answer.mentee.person.name: (answer.standing, answer.news)
        for answer in answers_of(list(mentees_of(sent.round)))
    }
    assert said["Mentee 0"] == (
        Standing.FREE_AGAIN,
        ("Mentor 0 declined: I have too little time just now.",),
    )
    assert said["Mentee 1"][0] == Standing.WAITING
    assert said["Mentee 1"][1][-1] == "Not answered yet: Mentee 1, Mentor 1."


def test_of_a_proposal_entered_by_hand_the_coordinators_hear_when_its_time_is_over(world):
    until = timezone.now() - timedelta(minutes=1)
    match = pair(world, MatchState.PROPOSED, answer_by=until)
    match.members.filter(participant=world.mentee_place).update(accepted_at=match.proposed_at)
    assert expire_due(timezone.now()) == 1
    assert expire_due(timezone.now()) == 0
    (mail,) = Message.objects.filter(kind="matching.proposal_unanswered")
    assert mail.recipient == world.coordinator
    assert mail.subject == "Amara Okafor did not answer a proposal in time"
    assert "Jonas Weber had said yes" in mail.text
