"""Two at the same instant: one end, one line in the record, one mail each, one certificate each."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from matching.actions.closing import Words, finish_closing
from matching.actions.matches import close_match, end_match_early, pause_match, resume_match
from matching.actions.participation import ask_for_participation
from matching.actions.rematches import ask_rematch
from matching.enums import ENDED_STATES, MatchState
from matching.models import ParticipationCertificate, RematchWish
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.factories.matching import HeldMeetingFactory, pair
from tests.factories.relationships import AgreementInForceFactory
from tests.programmes.races import both_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def names(errors):
    return [type(error).__name__ for error in errors]


def count(kind):
    return Event.objects.filter(kind=kind).count()


def mails(kind):
    return Message.objects.filter(kind=kind).count()


def test_two_who_close(world):
    match = pair(world)
    press = partial(close_match, match, by=world.coordinator)
    other = partial(close_match, type(match).objects.get(pk=match.pk), by=world.coordinator)
    assert names(both_at_once(press, other)) == ["IllegalTransitionError"]
    assert (count("match.closed"), mails("matching.match_closed")) == (1, 2)
    assert (count("participation.issued"), ParticipationCertificate.objects.count()) == (1, 2)


def test_one_closes_while_another_ends_early(world):
    match = pair(world)
    close = partial(close_match, match, by=world.coordinator)
    end = partial(end_match_early, type(match).objects.get(pk=match.pk), by=world.coordinator)
    assert names(both_at_once(close, end)) == ["IllegalTransitionError"]
    match.refresh_from_db()
    assert match.state in ENDED_STATES
    assert count("match.closed") + count("match.ended_early") == 1
    assert mails("matching.match_closed") + mails("matching.match_ended_early") == 2


def test_both_finish_at_the_same_instant(world):
    match = pair(world)
    ends_on = timezone.localdate() + timedelta(days=3)
    AgreementInForceFactory.create(match=match, ends_on=ends_on)
    presses = [
        partial(finish_closing, member, by=member.person, words=Words())
        for member in match.members.all()
    ]
    assert both_at_once(*presses) == []
    match.refresh_from_db()
    assert match.state == MatchState.CLOSED
    assert (count("match.looked_back"), count("match.closed")) == (2, 1)
    assert mails("matching.match_closed") == 2
    assert ParticipationCertificate.objects.count() == 2


def test_one_rests_while_the_other_lets_it_go_on(world):
    match = pair(world)
    pause_match(match, by=None)
    go_on = partial(resume_match, match, by=world.coordinator)
    again = partial(resume_match, type(match).objects.get(pk=match.pk), by=world.coordinator)
    assert names(both_at_once(go_on, again)) == ["IllegalTransitionError"]
    rest = partial(pause_match, match, by=world.coordinator)
    rests = partial(pause_match, type(match).objects.get(pk=match.pk), by=world.coordinator)
    assert names(both_at_once(rest, rests)) == ["IllegalTransitionError"]
    assert (count("match.resumed"), count("match.paused")) == (1, 2)
    assert match.rests.filter(ends_on__isnull=True).count() == 1


def test_a_wish_pressed_twice_is_one(world):
    member = pair(world).members.get(side="mentee")
    press = partial(ask_rematch, member, by=world.mentee)
    assert both_at_once(press, press) == []
    assert (RematchWish.objects.count(), count("rematch.asked")) == (1, 1)
    assert mails("matching.rematch_wished") == 1


def test_a_certificate_asked_for_twice_is_one(world):
    match = pair(world, MatchState.ENDED_EARLY)
    HeldMeetingFactory.create(match=match)
    member = match.members.get(side="mentee")
    press = partial(ask_for_participation, member, by=world.mentee)
    assert both_at_once(press, press) == []
    assert ParticipationCertificate.objects.count() == 1
