"""A match rests, or somebody is away: dates are told, no reason, and all goes on by itself."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from matching.actions.matches import end_match_early, pause_match, resume_match
from matching.actions.rests import come_back, go_away, let_rest, resume_rested
from matching.enums import MatchState, MeetingState
from matching.models import MatchRest
from mentorship.notifications.models import Message
from programmes.actions import AlreadyAwayError
from programmes.models import Pause
from tests.factories.matching import MatchFactory, MeetingFactory, ago, pair
from tests.factories.programmes import MenteeFactory

TODAY = timezone.localdate


def in_days(days):
    return TODAY() + timedelta(days=days)


def away(member, first, last=None, **more):
    return go_away(member, by=member.person, starts_on=first, ends_on=last, **more)


def subjects(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("subject", flat=True))


def test_a_rest_with_an_end_is_told_kept_and_over_by_itself(world):
    match = pair(world)
    inside, outside = (MeetingFactory.create(match=match, starts_at=ago(days=-n)) for n in (5, 30))
    let_rest(
        match,
        by=world.coordinator,
        until=in_days(10),
        reason="QUIETLY ILL",
        cancels_meetings=True,
    )
    rest = match.rests.get()
    assert (rest.starts_on, rest.ends_on, rest.reason) == (TODAY(), in_days(10), "QUIETLY ILL")
    mails = Message.objects.filter(kind="matching.match_paused")
    assert mails.count() == 2
    assert all("QUIETLY ILL" not in mail.text for mail in Message.objects.all())
    assert all(f"{in_days(10):%-d}" in mail.text for mail in mails)
    inside.refresh_from_db()
    outside.refresh_from_db()
    assert (inside.state, outside.state) == (MeetingState.CANCELLED, MeetingState.PLANNED)
    assert resume_rested(in_days(10)) == 0
    assert resume_rested(in_days(11)) == 1
    assert resume_rested(in_days(11)) == 0
    match.refresh_from_db()
    assert match.state == MatchState.ACTIVE
    assert len(subjects("matching.match_resumed")) == 2


def test_meetings_stay_where_nobody_asked_to_cancel_them(world):
    match = pair(world)
    meeting = MeetingFactory.create(match=match)
    let_rest(match, by=world.coordinator)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PLANNED


def test_a_rest_ends_the_day_before_somebody_lets_it_go_on(world):
    match = pair(world)
    with time_machine.travel(ago(days=6)):
        pause_match(match, by=None, until=in_days(60))
    resume_match(match, by=None)
    assert match.rests.get().ends_on == in_days(-1)


def test_a_rest_is_over_with_the_match(world):
    match = pair(world)
    with time_machine.travel(ago(days=6)):
        pause_match(match, by=None)
    end_match_early(match, by=None)
    assert match.rests.get().ends_on == in_days(-1)
    assert not MatchRest.objects.filter(ends_on__isnull=True).exists()


def test_who_is_away_is_told_of_by_dates_alone_in_all_their_matches(world):
    match = pair(world)
    second = MatchFactory.create(
        cohort=world.cohort,
        mentors=[world.mentor_place],
        mentees=[MenteeFactory.create(cohort=world.cohort)],
    )
    meeting = MeetingFactory.create(match=second, starts_at=ago(days=-3))
    member = match.members.get(side="mentor")
    away(member, in_days(2), in_days(9), reason="HIDDEN WORDS", cancels_meetings=True)
    mails = Message.objects.filter(kind="matching.partner_away")
    assert {mail.recipient for mail in mails} == {world.mentee, second.mentees[0]}
    assert all("Amara is away from" in mail.subject for mail in mails)
    assert all("HIDDEN WORDS" not in mail.subject + mail.text + mail.html for mail in mails)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CANCELLED


@pytest.mark.parametrize(("first", "last"), [(0, 4), (4, None), (8, 8), (-2, None)])
def test_times_away_do_not_overlap(world, first, last):
    member = pair(world).members.get(side="mentee")
    away(member, in_days(2), in_days(8))
    with pytest.raises(AlreadyAwayError):
        away(member, in_days(first), in_days(last) if last is not None else None)
    assert Pause.objects.count() == 1


def test_coming_back_early_is_told_once(world):
    member = pair(world).members.get(side="mentee")
    with time_machine.travel(ago(days=5)):
        pause = away(member, TODAY())
    assert come_back(pause, by=world.mentee)
    assert not come_back(pause, by=world.mentee)
    pause.refresh_from_db()
    assert pause.ends_on == in_days(-1)
    assert subjects("matching.partner_away")[-1] == "Jonas is back"


def test_what_has_not_begun_is_undone(world):
    member = pair(world).members.get(side="mentee")
    pause = away(member, in_days(4), in_days(9))
    assert come_back(pause, by=world.mentee)
    assert not Pause.objects.exists()


def test_a_meeting_on_the_last_evening_counts_where_the_reader_is(world):
    match = pair(world)
    lisbon = ZoneInfo("Europe/Lisbon")
    day: date = in_days(4)
    late = datetime(day.year, day.month, day.day, 23, 30, tzinfo=lisbon)
    meeting = MeetingFactory.create(match=match, starts_at=late)
    with timezone.override(lisbon):
        let_rest(match, by=world.coordinator, until=day, cancels_meetings=True)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CANCELLED
