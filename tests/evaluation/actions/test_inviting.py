"""One invitation for each person, two reminders at most, none for those who rest or answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluation.actions.answers import submit_answer
from evaluation.actions.calls import call_people
from evaluation.actions.inviting import invite, remind_all
from evaluation.enums import Audience, Candour, Subject
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from tests.evaluation.calling import called
from tests.factories.evaluation import InstrumentFactory, WaveFactory
from tests.factories.matching import MatchFactory
from tests.factories.programmes import MenteeFactory, PauseFactory


def make_wave(world, audience=Audience.MENTEE, candour=Candour.CONFIDENTIAL, **fields):
    subject = fields.pop("subject", Subject.PROGRAMME)
    instrument = InstrumentFactory.create(
        organisation=world.organisation, audience=audience, candour=candour, subject=subject
    )
    return WaveFactory.create(cohort=world.cohort, instrument=instrument, **fields)


def mails(kind):
    return Message.objects.filter(kind=f"evaluation.wave_{kind}")


def remind_through(wave, start=None):
    """Tend the reminders of every day until it closes."""
    day = start or wave.opens_at
    while day < wave.closes_at:
        remind_all(day)
        day += timedelta(hours=12)


def match_with(world, mentee):
    return MatchFactory.create(cohort=world.cohort, mentors=[world.mentor_place], mentees=[mentee])


def test_somebody_asked_about_several_gets_one_mail_and_one_more_for_a_late_one(world):
    first, second, late = MenteeFactory.create_batch(3, cohort=world.cohort)
    for mentee in (first, second):
        match_with(world, mentee)
    wave = make_wave(world, Audience.MENTOR, subject=Subject.PARTNER)
    for _again in range(2):
        call_people(wave, on=timezone.localdate())
        invite(wave)
    mail = mails("invitation").get()
    assert first.person.name in mail.text
    assert second.person.name in mail.text
    match_with(world, late)
    call_people(wave, on=timezone.localdate())
    for _again in range(2):
        invite(wave)
    (added,) = mails("invitation").exclude(pk=mail.pk)
    assert late.person.name in added.text
    assert first.person.name not in added.text


def test_no_colleague_can_read_the_personal_link(world):
    wave = make_wave(world)
    called(wave, world.mentee)
    invite(wave)
    mail = mails("invitation").get()
    assert "/surveys/link/" in mail.text
    assert not mail.is_readable_by_coordinators


def test_nobody_gets_more_than_two_reminders(world):
    wave = make_wave(world)
    called(wave, world.mentee)
    remind_through(wave)
    remind_through(wave)
    assert sorted(mails("reminder").values_list("occurrence", flat=True)) == ["first", "last"]


def test_who_has_answered_hears_no_more_and_a_reminder_that_waits_is_called_off(world):
    wave = make_wave(world)
    call = called(wave, world.mentee)
    later = wave.opens_at + timedelta(days=6)
    remind_all(later)
    Message.objects.update(state=MessageState.QUEUED)
    submit_answer(call, {})
    remind_all(later + timedelta(minutes=1))
    assert mails("reminder").get().state == MessageState.CANCELLED
    remind_through(wave, later)
    assert mails("reminder").count() == 1


@pytest.mark.parametrize("rests", ["away", "paused"])
def test_who_rests_is_left_in_peace(world, rests):
    match = match_with(world, world.mentee_place)
    wave = make_wave(world)
    called(wave, world.mentee)
    if rests == "away":
        PauseFactory.create(participant=world.mentee_place)
    else:
        type(match).objects.filter(pk=match.pk).update(state="paused")
    remind_through(wave)
    assert not mails("reminder").exists()


def test_who_is_called_late_has_reminders_of_their_own_time(world):
    wave = make_wave(world)
    late = MenteeFactory.create(cohort=world.cohort)
    call_people(wave, on=timezone.localdate(wave.opens_at))
    wave.calls.filter(person=late.person).update(
        called_on=timezone.localdate(wave.opens_at) + timedelta(days=7)
    )
    remind_all(wave.opens_at + timedelta(days=4, hours=1))
    assert set(mails("reminder").values_list("recipient", flat=True)) == {world.mentee.pk}


def test_a_merged_wave_is_asked_by_the_mail_of_the_other(world):
    main = make_wave(world)
    guest = make_wave(world, merged_into=main)
    called(main, world.mentee)
    called(guest, world.mentee)
    invite(main)
    invite(guest)
    assert mails("invitation").get().about.endswith(str(main.pk))


def test_sponsors_read_why_they_are_asked_and_no_preferences(world):
    wave = make_wave(world, Audience.SPONSOR)
    called(wave, world.sponsor)
    invite(wave)
    mail = mails("invitation").get()
    assert f"you are the sponsor of {world.programme.name}" in mail.text
    assert "preferences" not in mail.text
