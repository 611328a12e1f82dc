"""A certificate states what the ledger has, once, and falls with the hours it states."""

from datetime import date
from decimal import Decimal

import pytest

from mentorship.audit.models import Event
from programmes.enums import ParticipantRole
from tests.factories.fresh import CompetencyFactory
from tests.factories.programmes import MenteeFactory
from tests.factories.training import CourseFactory, GatheringFactory, SessionFactory, in_days
from tests.programmes.races import both_at_once
from training.actions import record_attendance, reverse_entry
from training.actions.certificates import (
    NothingEarnedError,
    issue_certificate,
    issue_certificates,
    issue_service_certificate,
)
from training.enums import Audience, CertificateKind
from training.models import Certificate, LedgerEntry
from training.queries.attending import sessions_without_certificate, without_certificate


@pytest.fixture
def session(world):
    course = CourseFactory.create(organisation=world.organisation)
    course.competencies.set(CompetencyFactory.create_batch(2, organisation=world.organisation))
    session = SessionFactory.create(programme=world.programme, course=course, starts_at=in_days(-1))
    record_attendance(session, {world.mentor: True, world.mentee: False}, by=world.coordinator)
    return session


def issue(world, session):
    return issue_certificate(session, world.mentor, by=world.coordinator)


def test_it_states_name_session_hours_and_day_of_the_ledger(world, session):
    certificate = issue(world, session)
    assert (certificate.name, certificate.title) == ("Amara Okafor", session.title)
    assert (certificate.hours, certificate.role) == (Decimal(3), ParticipantRole.MENTOR)
    assert certificate.earned_on == LedgerEntry.objects.first().earned_on
    assert len(certificate.code) == 23
    assert issue(world, session) == certificate
    assert Event.objects.filter(kind="certificate.issued").count() == 1


def test_who_was_not_there_gets_none(world, session):
    with pytest.raises(NothingEarnedError):
        issue_certificate(session, world.mentee, by=world.coordinator)
    assert list(without_certificate(session)) == [world.mentor]
    people = [world.mentor, world.mentee]
    assert len(issue_certificates(session, people, by=world.coordinator)) == 1
    assert not without_certificate(session)
    assert not sessions_without_certificate(world.mentor)


def test_hours_of_one_role_and_of_the_slot_are_stated_together(world):
    MenteeFactory.create(cohort=world.cohort, person=world.mentor)
    session = GatheringFactory.create(
        programme=world.programme, starts_at=in_days(-1), minutes=90, slot_minutes=30
    )
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    assert LedgerEntry.objects.count() == 4
    certificate = issue(world, session)
    assert certificate.hours == Decimal("1.5")
    assert certificate.role == ParticipantRole.MENTOR


def test_a_tick_taken_back_revokes_it_and_a_new_tick_allows_a_new_one(world, session):
    first = issue(world, session)
    record_attendance(session, {world.mentor: False}, by=world.coordinator)
    first.refresh_from_db()
    assert first.revoked_at is not None
    assert "taken back" in first.revoked_reason
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    assert issue(world, session).code != first.code
    assert Event.objects.filter(kind="certificate.revoked").count() == 1


def test_one_line_reversed_revokes_it_and_the_next_states_what_is_left(world, session):
    first = issue(world, session)
    reverse_entry(LedgerEntry.objects.earliest("pk"), by=world.coordinator, reason="Left early")
    first.refresh_from_db()
    assert first.revoked_at is not None
    assert issue(world, session).hours == Decimal("1.5")


def test_hours_of_another_session_leave_it_alone(world, session):
    first = issue(world, session)
    other = SessionFactory.create(
        programme=world.programme,
        starts_at=in_days(-2),
        course=CourseFactory(organisation=world.organisation, audience=Audience.BOTH),
    )
    record_attendance(other, {world.mentor: True, world.mentee: True}, by=world.coordinator)
    record_attendance(other, {world.mentor: False, world.mentee: False}, by=world.coordinator)
    first.refresh_from_db()
    assert first.revoked_at is None


def test_service_is_certified_once_for_each_title_and_day(world):
    def certify(title):
        return issue_service_certificate(
            world.programme,
            world.mentor,
            title=title,
            hours=None,
            earned_on=date(2026, 11, 1),
            by=world.coordinator,
        )

    first = certify("Five years of mentoring")
    assert first.kind == CertificateKind.SERVICE
    assert certify("Five years of mentoring") == first
    assert certify("Ten years of mentoring") != first


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_at_once_issue_one(world, session):
    assert both_at_once(lambda: issue(world, session), lambda: issue(world, session)) == []
    assert Certificate.objects.count() == 1
