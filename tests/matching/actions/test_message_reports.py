"""Reporting a message, and what two coordinators together may do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.message_reports import (
    NobodyToTellError,
    NotForThemError,
    OwnMessageError,
    StaysClosedError,
    ask_opening,
    confirm_opening,
    read_opened,
    report_message,
    settle_report,
)
from matching.actions.messages import write_message
from matching.messaging.enums import ReportState
from matching.models import MessageReport, PairMessage
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.actions.policies import set_policy
from programmes.models import ProgrammePolicy
from tests.factories.matching import MatchFactory
from tests.matching.messaging.reported_pairs import MARK, reported_pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(world):
    return reported_pair(world)


def sent(kind):
    return Message.objects.filter(kind=f"matching.{kind}")


def opened(world, pair):
    ask_opening(pair.report, by=world.coordinator, reason="Somebody may come to harm.")
    confirm_opening(pair.report, by=pair.second)


def test_the_coordinators_learn_of_it_and_never_read_the_message(world, pair):
    mail = sent("message_reported").get()
    assert mail.recipient == world.coordinator
    assert mail.subject == "Amara Okafor reported a message"
    assert "Pressure or threats" in mail.text
    for words in (MARK, "Please call me"):
        assert words not in mail.text + mail.html
    event = Event.objects.get(kind="message_report.raised")
    assert event.changes == {"reason": "pressure"}


def test_it_is_reported_once_by_each_and_not_by_its_writer(world, pair):
    again = report_message(pair.message, by=world.mentor, reason="other")
    assert again == pair.report
    for person in (world.mentee, world.coordinator):
        with pytest.raises(OwnMessageError):
            report_message(pair.message, by=person, reason="other")
    assert MessageReport.objects.count() == 1


def test_who_is_in_the_match_does_not_look_after_it(world, pair):
    own = MatchFactory.create(cohort=world.cohort, mentees=[world.mentee_place])
    place = own.members.get(side="mentor").participant
    place.person = world.coordinator
    place.save()
    message = write_message(own, by=world.coordinator, text="You owe me")
    report = report_message(message, by=world.mentee, reason="pressure")
    assert list(
        sent("message_reported")
        .filter(about__endswith=str(report.pk))
        .values_list("recipient__name", flat=True)
    ) == ["Tom Second"]
    with pytest.raises(NotForThemError):
        settle_report(report, by=world.coordinator, words="Nothing to see.")
    pair.second.is_active = False
    pair.second.save()
    other = write_message(own, by=world.coordinator, text="Still")
    with pytest.raises(NobodyToTellError):
        report_message(other, by=world.mentee, reason="pressure")


def test_it_takes_two_people_and_everybody_is_told(world, pair):
    ask_opening(pair.report, by=world.coordinator, reason="Somebody may come to harm.")
    assert [mail.recipient for mail in sent("opening_asked")] == [pair.second]
    with pytest.raises(NotForThemError):
        confirm_opening(pair.report, by=world.coordinator)
    for person in (world.mentor, world.mentee, world.administrator, world.other_coordinator):
        with pytest.raises(NotForThemError):
            confirm_opening(pair.report, by=person)
    assert not sent("thread_opened").exists()
    confirm_opening(pair.report, by=pair.second)
    told = sent("thread_opened")
    assert {mail.recipient for mail in told} == {world.mentor, world.mentee}
    assert all("Somebody may come to harm." in mail.text for mail in told)
    assert not any(MARK in mail.text for mail in told)


def test_the_two_read_what_was_written_under_the_rule_and_each_reading_is_recorded(world, pair):
    before = write_message(pair.match, by=world.mentee, text="Long ago")
    PairMessage.objects.filter(pk=before.pk).update(sent_at=timezone.now() - timedelta(days=3))
    opened(world, pair)
    write_message(pair.match, by=world.mentee, text="Later")
    for person in (world.coordinator, pair.second):
        assert list(read_opened(pair.report, by=person)) == [pair.message]
    readings = Event.objects.filter(kind="message_report.read")
    assert {event.actor_id for event in readings} == {world.coordinator.pk, pair.second.pk}
    assert MARK not in str([event.changes for event in Event.objects.all()])


def test_nobody_else_reads_it_and_not_for_longer(world, pair):
    with pytest.raises(NotForThemError):
        read_opened(pair.report, by=world.coordinator)
    opened(world, pair)
    with pytest.raises(NotForThemError):
        read_opened(pair.report, by=world.administrator)
    late = timezone.now() - timedelta(days=14)
    MessageReport.objects.update(opened_at=late)
    with pytest.raises(NotForThemError):
        read_opened(pair.report, by=pair.second)
    MessageReport.objects.update(opened_at=late + timedelta(hours=1))
    read_opened(pair.report, by=pair.second)
    ProgrammePolicy.objects.update(may_open_reports=False)
    with pytest.raises(NotForThemError):
        read_opened(pair.report, by=pair.second)


def test_what_was_written_before_the_rule_stays_closed(world, pair):
    ProgrammePolicy.objects.update(may_open_reports=False, reports_open_since=None)
    with pytest.raises(StaysClosedError):
        ask_opening(pair.report, by=world.coordinator, reason="Why not")
    set_policy(world.programme, values={"may_open_reports": True}, by=world.coordinator)
    with pytest.raises(StaysClosedError):
        ask_opening(pair.report, by=world.coordinator, reason="Why not")
    assert ProgrammePolicy.objects.get().reports_open_since is not None
    set_policy(world.programme, values={"may_open_reports": False}, by=world.coordinator)
    assert ProgrammePolicy.objects.get().reports_open_since is None


def test_settling_tells_the_reporter_once_and_closes_what_was_opened(world, pair):
    opened(world, pair)
    settle_report(pair.report, by=pair.second, words="We talked with him.")
    mail = sent("report_settled").get()
    assert (mail.recipient, "We talked with him." in mail.text) == (world.mentor, True)
    with pytest.raises(IllegalTransitionError):
        settle_report(pair.report, by=world.coordinator, words="Again")
    with pytest.raises(NotForThemError):
        read_opened(pair.report, by=pair.second)
    assert MessageReport.objects.get().state == ReportState.SETTLED
