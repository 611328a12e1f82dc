"""Reports are built once, drawn once and sent once, whoever stops half-way."""

import hashlib
import threading
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, connections

from evaluation.actions.reports import (
    NoSponsorError,
    approve_report,
    build_by_hand,
    build_due_reports,
    finish_reports,
)
from evaluation.enums import Cadence, FileFormat, ReportState, WaveState
from evaluation.models import Report, ReportFile
from evaluation.tasks import send_due_reports
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.delivery import deliver_next
from mentorship.notifications.enums import Placement
from mentorship.notifications.models import Message
from programmes.enums import CohortState
from tests.factories.evaluation import ReportFileFactory, ReportScheduleFactory, WaveFactory
from tests.factories.programmes import (
    CohortFactory,
    MenteeFactory,
    ParticipantFactory,
    ProgrammeFactory,
    SponsorshipFactory,
)


@pytest.fixture
def programme(db):
    """A programme with two closed cohorts of a mentor and a mentee each, and a sponsor."""
    made = ProgrammeFactory.create(name="Leaders")
    for _number in range(2):
        close_another(made)
    SponsorshipFactory.create(programme=made, person__email="marsh@example.org")
    return made


def close_another(programme):
    cohort = CohortFactory.create(programme=programme, state=CohortState.CLOSED)
    ParticipantFactory.create(cohort=cohort)
    MenteeFactory.create(cohort=cohort)
    return cohort


def straight(programme):
    return ReportScheduleFactory.create(programme=programme, needs_approval=False)


def occurrences(programme):
    return set(Report.objects.filter(programme=programme).values_list("occurrence", flat=True))


def drawn(report):
    """Give a report the files it would be drawn as, without the seconds that takes."""
    for file_format in FileFormat:
        ReportFileFactory.create(report=report, format=file_format)
    return report


def draw_all():
    for report in Report.objects.filter(files=None):
        drawn(report)


def mails():
    return Message.objects.filter(kind="evaluation.impact_report")


def test_each_closed_cohort_has_its_report_and_all_together_one(programme):
    ReportScheduleFactory.create(programme=programme)
    for _again in range(2):
        build_due_reports()
    assert occurrences(programme) == {"cohort-1", "cohort-2", "cohorts-to-2"}
    pooled = Report.objects.get(occurrence="cohorts-to-2")
    assert pooled.cohort is None
    assert pooled.title == "Leaders, cohorts 1 to 2"
    assert Report.objects.get(occurrence="cohort-2").cohort.number == 2


def test_a_third_cohort_brings_two_more_reports(programme):
    ReportScheduleFactory.create(programme=programme)
    build_due_reports()
    close_another(programme)
    build_due_reports()
    assert occurrences(programme) == {
        "cohort-1",
        "cohort-2",
        "cohort-3",
        "cohorts-to-2",
        "cohorts-to-3",
    }


def test_one_closed_cohort_has_no_sum(db):
    alone = CohortFactory.create(state=CohortState.CLOSED)
    CohortFactory.create(programme=alone.programme, number=2)
    ReportScheduleFactory.create(programme=alone.programme)
    build_due_reports()
    assert occurrences(alone.programme) == {"cohort-1"}


def test_a_cohort_that_is_still_being_asked_waits(programme):
    wave = WaveFactory.create(cohort=programme.cohorts.get(number=2))
    ReportScheduleFactory.create(programme=programme)
    build_due_reports()
    assert occurrences(programme) == {"cohort-1"}
    type(wave).objects.filter(pk=wave.pk).update(state=WaveState.CLOSED, closed_at=wave.closes_at)
    build_due_reports()
    assert occurrences(programme) == {"cohort-1", "cohort-2", "cohorts-to-2"}


def test_a_schedule_that_is_switched_off_builds_nothing(programme):
    ReportScheduleFactory.create(programme=programme, is_active=False)
    build_due_reports()
    assert occurrences(programme) == set()


def test_building_is_recorded_with_the_digest(programme):
    ReportScheduleFactory.create(programme=programme)
    build_due_reports()
    report = Report.objects.get(occurrence="cohort-1")
    event = Event.objects.about(report).get()
    assert (event.kind, event.actor_id) == ("report.built", None)
    assert event.changes == {"occurrence": "cohort-1", "sha256": report.sha256}


def at(zone, moment):
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))


def test_a_monthly_report_is_due_on_the_organisations_own_day(programme):
    programme.organisation.time_zone = "Pacific/Auckland"
    programme.organisation.save()
    schedule = ReportScheduleFactory.create(
        programme=programme, cadence=Cadence.MONTHLY, next_due_on=date(2027, 4, 5)
    )

    def built_at(moment):
        with time_machine.travel(at("Pacific/Auckland", moment), tick=False):
            build_due_reports()
        schedule.refresh_from_db()
        return occurrences(programme), schedule.next_due_on

    assert built_at("2027-04-04T23:59") == (set(), date(2027, 4, 5))
    assert built_at("2027-04-05T00:01") == ({"monthly-2027-04"}, date(2027, 5, 5))
    assert built_at("2027-04-05T00:02") == ({"monthly-2027-04"}, date(2027, 5, 5))


def test_after_a_long_silence_one_report_is_built_for_the_latest_turn(programme):
    schedule = ReportScheduleFactory.create(
        programme=programme, cadence=Cadence.QUARTERLY, next_due_on=date(2027, 1, 31)
    )
    with time_machine.travel(at("UTC", "2027-12-01"), tick=False):
        build_due_reports()
    schedule.refresh_from_db()
    assert occurrences(programme) == {"quarterly-2027-10"}
    assert schedule.next_due_on == date(2028, 1, 30)


def test_a_report_by_hand_is_built_once_a_day(programme, world):
    for _again in range(2):
        build_by_hand(programme, None, by=world.coordinator)
    one = build_by_hand(programme, programme.cohorts.get(number=1), by=world.coordinator)
    assert Report.objects.filter(programme=programme).count() == 2
    assert one.title == "Leaders: Cohort 1"
    assert Event.objects.about(one).get().actor_id == world.coordinator.pk


def test_a_report_goes_straight_to_every_sponsor_once(programme):
    SponsorshipFactory.create(programme=programme, person__email="second@example.org")
    gone = SponsorshipFactory.create(programme=programme, person__email="gone@example.org")
    type(gone).objects.filter(pk=gone.pk).update(ended_on=date(2999, 1, 1))
    straight(programme)
    build_due_reports()
    draw_all()
    for _again in range(2):
        finish_reports()
    assert mails().count() == 3 * 2
    assert set(mails().values_list("to_address", flat=True)) == {
        "marsh@example.org",
        "second@example.org",
    }
    assert set(Report.objects.values_list("state", flat=True)) == {ReportState.SENT}
    for report in Report.objects.all():
        assert set(
            mails()
            .filter(about=f"evaluation.report:{report.pk}")
            .values_list("occurrence", flat=True)
        ) == {str(report.pk)}


def test_the_mail_carries_three_sentences_a_chart_a_link_and_the_pdf_as_stored(programme):
    straight(programme)
    build_due_reports()
    draw_all()
    finish_reports()
    report = Report.objects.get(occurrence="cohorts-to-2")
    message = mails().get(about=f"evaluation.report:{report.pk}")
    assert message.subject == "Leaders, cohorts 1 to 2: 2 mentors and 2 mentees took part"
    picture, pdf = message.attachments.all()
    assert (picture.placement, picture.content_type) == (Placement.INLINE, "image/png")
    assert bytes(picture.content).startswith(b"\x89PNG")
    assert f'src="cid:{picture.filename}"' in message.html
    assert 'alt="Cohort 1: 1 mentors, 1 mentees; cohort 2: 1 mentors, 1 mentees."' in message.html
    assert pdf.filename == "leaders-cohorts-1-to-2.pdf"
    assert pdf.sha256 == report.files.get(format=FileFormat.PDF).sha256
    for part in (message.text, message.html):
        assert "/letters/" in part
        assert report.code in part
        assert "you are the sponsor of Leaders" in part


def test_without_a_sponsor_a_report_waits(db):
    cohort = close_another(ProgrammeFactory.create())
    straight(cohort.programme)
    build_due_reports()
    draw_all()
    finish_reports()
    assert Report.objects.get().state == ReportState.BUILT
    SponsorshipFactory.create(programme=cohort.programme)
    finish_reports()
    assert Report.objects.get().state == ReportState.SENT


def test_a_report_that_is_to_be_read_first_waits_for_its_approval(programme, world):
    ReportScheduleFactory.create(programme=programme)
    build_due_reports()
    draw_all()
    finish_reports()
    assert not mails().exists()
    report = Report.objects.get(occurrence="cohort-1")
    approve_report(report, by=world.coordinator)
    finish_reports()
    report.refresh_from_db()
    assert report.state == ReportState.SENT
    assert mails().count() == 1
    assert [event.kind for event in Event.objects.about(report)] == [
        "report.sent",
        "report.approved",
        "report.built",
    ]


def test_a_report_is_approved_once_and_only_for_somebody(programme, world):
    report = drawn(build_by_hand(programme, None, by=world.coordinator))
    approve_report(report, by=world.coordinator)
    with pytest.raises(IllegalTransitionError):
        approve_report(Report.objects.get(pk=report.pk), by=world.coordinator)
    programme.sponsorships.update(ended_on=date(2999, 1, 1))
    with pytest.raises(NoSponsorError):
        approve_report(report, by=world.coordinator)


def test_a_report_that_cannot_be_drawn_holds_up_no_other(programme):
    straight(programme)
    build_due_reports()
    Report.objects.filter(occurrence="cohort-1").update(snapshot="{}")
    for report in Report.objects.exclude(occurrence="cohort-1"):
        drawn(report)
    finish_reports()
    states = dict(Report.objects.values_list("occurrence", "state"))
    assert states == {
        "cohort-1": ReportState.BUILT,
        "cohort-2": ReportState.SENT,
        "cohorts-to-2": ReportState.SENT,
    }
    assert mails().count() == 2


def run_together(times, work):
    """Run the same work in so many threads at once, each with a connection of its own."""
    ready = threading.Barrier(times)
    failures = []

    def one():
        try:
            ready.wait()
            work()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test fails with it
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _time in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_build_and_send_everything_once(programme):
    straight(programme)
    run_together(4, build_due_reports)
    build_due_reports()
    assert Report.objects.count() == 3
    draw_all()
    run_together(4, finish_reports)
    finish_reports()
    assert mails().count() == 3
    assert set(Report.objects.values_list("state", flat=True)) == {ReportState.SENT}


@pytest.mark.django_db(transaction=True)
def test_two_workers_draw_and_send_a_report_once_and_it_reaches_the_mailbox(programme, smtp_server):
    programme.cohorts.filter(number=2).update(state=CohortState.RUNNING, closed_at=None)
    straight(programme)
    run_together(2, send_due_reports)
    report = Report.objects.get()
    assert set(report.files.values_list("format", flat=True)) == set(FileFormat.values)
    for stored in report.files.all():
        assert hashlib.sha256(bytes(stored.content)).hexdigest() == stored.sha256
    while deliver_next():
        pass
    send_due_reports()
    while deliver_next():
        pass
    (mail,) = smtp_server.messages
    assert mail["To"].addresses[0].addr_spec == "marsh@example.org"
    attached = {part.get_content_type(): part for part in mail.walk()}
    pdf = attached["application/pdf"].get_content()
    assert pdf == bytes(report.files.get(format=FileFormat.PDF).content)
    assert attached["image/png"]["Content-ID"] == "<chart.png>"


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_sends_leaves_the_report_as_it_was(programme):
    straight(programme)
    build_due_reports()
    draw_all()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END'"
        )
        cursor.execute(
            "CREATE TRIGGER die BEFORE INSERT ON audit_event FOR EACH ROW "
            "WHEN (NEW.kind = 'report.sent') EXECUTE FUNCTION die()"
        )
    try:
        with pytest.raises(Exception, match=r"terminat|closed"):
            finish_reports()
    finally:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER die ON audit_event")
            cursor.execute("DROP FUNCTION die")
    assert not mails().exists()
    assert set(Report.objects.values_list("state", flat=True)) == {ReportState.BUILT}
    finish_reports()
    assert mails().count() == 3


def test_no_more_queries_when_nothing_is_due(programme, django_assert_max_num_queries):
    straight(programme)
    build_due_reports()
    draw_all()
    finish_reports()
    with django_assert_max_num_queries(14):
        send_due_reports()
    assert ReportFile.objects.count() == 9
