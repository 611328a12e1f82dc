"""Asking for checks, sending them in, and what is said of them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.enums import PENDING
from mentorship.notifications.models import Message
from programmes.actions.check_requirements import (
    RequirementTakenError,
    add_requirement,
    change_requirement,
    retire_requirement,
)
from programmes.actions.checks import (
    SentInAgainError,
    ask_check_again,
    ask_missing,
    confirm_check,
    keep_reminding,
    refuse_check,
    send_in,
)
from programmes.actions.participants import add_participant, move_participant
from programmes.checks.reminders import steps_of
from programmes.checks.standing import blocked_by_checks
from programmes.documents.reading import Document
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Check, StoredFile
from tests.factories.accounts import PersonFactory
from tests.factories.choosing import CheckFactory, CheckRequirementFactory
from tests.factories.programmes import MenteeFactory, ParticipantFactory
from tests.programmes.races import both_at_once

DAY = date(2027, 5, 1)
LETTER = Document(b"%PDF-1.7 %%EOF", "letter.pdf", "application/pdf")


@pytest.fixture
def requirement(world):
    return CheckRequirementFactory.create(programme=world.programme, name="Reference")


@pytest.fixture
def check(world, requirement):
    return CheckFactory.create(requirement=requirement, person=world.mentor)


def mails(kind):
    return Message.objects.filter(kind=f"programmes.{kind}")


def test_whoever_is_accepted_is_asked_once_in_one_mail(world, requirement):
    CheckRequirementFactory.create(programme=world.programme, name="Register")
    CheckRequirementFactory.create(programme=world.programme, role=ParticipantRole.MENTEE)
    person = PersonFactory.create()
    place = add_participant(
        cohort=world.cohort, person=person, role=ParticipantRole.MENTOR, by=world.coordinator
    )
    assert not Check.objects.exists()
    move_participant(place, ParticipantState.ACCEPTED, by=world.coordinator)
    move_participant(place, ParticipantState.TRAINED, by=world.coordinator)
    names = Check.objects.filter(person=person).values_list("requirement__name", flat=True)
    assert set(names) == {"Reference", "Register"}
    assert mails("checks_asked").get().recipient == person


def test_who_comes_in_further_along_is_asked_as_well(world, requirement):
    add_participant(
        cohort=world.cohort,
        person=PersonFactory.create(),
        role=ParticipantRole.MENTOR,
        state=ParticipantState.ACCEPTED,
        by=world.coordinator,
    )
    assert Check.objects.count() == 1


def test_everybody_who_is_missing_it_is_asked_and_nobody_twice(world, requirement):
    ParticipantFactory.create(cohort=world.cohort, state=ParticipantState.APPLIED)
    asked = ask_missing(world.programme, by=world.coordinator)
    assert [each.person for each in asked] == [world.mentor]
    assert ask_missing(world.programme, by=world.coordinator) == []
    assert mails("checks_asked").count() == 1


def test_what_is_sent_in_is_confirmed_until_a_day(world, check):
    send_in(check, by=world.mentor, document=LETTER, issued_on=DAY)
    confirm_check(check, by=world.coordinator, expires_on=DAY, seen=check.sent_in_at)
    check.refresh_from_db()
    assert (check.state, check.expires_on, check.settled_by) == (
        "confirmed",
        DAY,
        world.coordinator,
    )
    with pytest.raises(IllegalTransitionError):
        confirm_check(check, by=world.coordinator, expires_on=None, seen=check.sent_in_at)
    kinds = set(Event.objects.about(check).values_list("kind", flat=True))
    assert kinds == {"check.sent_in", "check.confirmed"}


def test_what_is_confirmed_for_good_is_not_sent_in_again(world, check):
    confirm_check(check, by=world.coordinator, expires_on=None, seen=None)
    with pytest.raises(IllegalTransitionError):
        send_in(check, by=world.mentor, words="Another")
    assert Check.objects.get().state == "confirmed"


def test_a_newer_document_takes_the_place_of_the_one_before(world, check):
    send_in(check, by=world.mentor, document=LETTER)
    send_in(check, by=world.mentor, document=LETTER, words="Newer")
    assert StoredFile.objects.get() == check.file
    send_in(check, by=world.mentor, words="The same document")
    check.refresh_from_db()
    assert check.file is not None


def test_nobody_confirms_what_they_have_not_seen(world, check):
    send_in(check, by=world.mentor, words="One")
    seen = check.sent_in_at
    send_in(check, by=world.mentor, words="Another")
    for act in (
        lambda: confirm_check(check, by=world.coordinator, expires_on=None, seen=seen),
        lambda: refuse_check(check, by=world.coordinator, reason="No", seen=None),
    ):
        with pytest.raises(SentInAgainError):
            act()
    check.refresh_from_db()
    assert check.state == "sent_in"


def test_what_is_missing_is_written_to_them_and_asked_again(world, check):
    send_in(check, by=world.mentor, words="By a friend")
    refuse_check(
        check, by=world.coordinator, reason="Please ask a colleague", seen=check.sent_in_at
    )
    assert "Please ask a colleague" in mails("check_refused").get().text
    ask_check_again(check, by=world.coordinator)
    assert mails("checks_asked").count() == 1
    with pytest.raises(IllegalTransitionError):
        ask_check_again(check, by=world.coordinator)


def blocked(*places, day=DAY):
    return list(blocked_by_checks(places, day).values())


def test_who_is_blocked_by_what_and_until_when(world, requirement, check):
    CheckRequirementFactory.create(
        programme=world.programme, name="Nice to have", blocks_matching=False
    )
    CheckRequirementFactory.create(programme=world.other_programme)
    assert blocked(world.mentor_place, world.mentee_place) == [["Reference"]]
    send_in(check, by=world.mentor, words="Number 7")
    assert blocked(world.mentor_place) == [["Reference"]]
    confirm_check(check, by=world.coordinator, expires_on=DAY, seen=check.sent_in_at)
    assert blocked(world.mentor_place) == []
    assert blocked(world.mentor_place, day=DAY + timedelta(days=1)) == [["Reference"]]
    # A renewal under way takes nothing away, nor does one that is sent back.
    send_in(check, by=world.mentor, words="Number 8")
    assert blocked(world.mentor_place) == []
    refuse_check(check, by=world.coordinator, reason="Unreadable", seen=check.sent_in_at)
    assert blocked(world.mentor_place) == []
    assert blocked(world.mentor_place, day=DAY + timedelta(days=1)) == [["Reference"]]


def test_what_was_confirmed_and_is_taken_back_blocks_at_once(world, check):
    confirm_check(check, by=world.coordinator, expires_on=DAY, seen=None)
    refuse_check(check, by=world.coordinator, reason="It was forged", seen=None)
    assert blocked(world.mentor_place) == [["Reference"]]


def test_being_blocked_is_found_in_as_many_queries_for_many(
    world, requirement, django_assert_num_queries
):
    places = [world.mentor_place, *ParticipantFactory.create_batch(20, cohort=world.cohort)]
    with django_assert_num_queries(2):
        assert len(blocked(*places)) == 21


def test_what_is_asked_for_no_more_blocks_nobody_and_may_come_back(world, requirement):
    facts = {"role": "mentor", "kind": "reference", "name": "Reference"}
    with pytest.raises(RequirementTakenError):
        add_requirement(world.programme, by=world.coordinator, **facts)
    retire_requirement(requirement, by=world.coordinator)
    assert blocked(world.mentor_place) == []
    assert add_requirement(world.programme, by=world.coordinator, **facts) == requirement
    assert blocked(world.mentor_place) == [["Reference"]]
    other = CheckRequirementFactory.create(programme=world.programme, name="Other")
    with pytest.raises(RequirementTakenError):
        change_requirement(other, by=world.coordinator, name="Reference")


def reminders():
    keep_reminding()
    keep_reminding()
    pending = mails("check_reminder").filter(state__in=PENDING)
    return sorted(pending.values_list("occurrence", flat=True))


def test_reminders_follow_what_is_true(world, check):
    today = timezone.localdate()
    Check.objects.update(asked_at=timezone.now() - timedelta(days=1))
    assert len(reminders()) == 1
    Check.objects.update(asked_at=timezone.now() - timedelta(days=10))
    assert reminders() == [f"{days} days after {today - timedelta(days=10)}" for days in (14, 7)]
    send_in(check, by=world.mentor, words="Here")
    assert reminders() == []
    confirm_check(
        check,
        by=world.coordinator,
        expires_on=today + timedelta(days=20),
        seen=check.sent_in_at,
    )
    end = today + timedelta(days=20)
    assert reminders() == [f"14 days before {end}", f"60 days before {end}"]
    world.mentor_place.state = ParticipantState.WITHDRAWN
    world.mentor_place.ended_on = today
    world.mentor_place.save()
    assert reminders() == []


def test_after_its_last_day_there_is_one_more_mail(world, check):
    check.state, check.expires_on = "confirmed", DAY
    names = [step.name for step in steps_of(check)]
    assert names == [f"60 days before {DAY}", f"14 days before {DAY}", f"after {DAY}"]
    last = steps_of(check)[-1]
    local = timezone.localtime(last.due_at, world.mentor.time_zone)
    assert local.date() == DAY + timedelta(days=1)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_one_asks():
    programme = MenteeFactory.create().cohort.programme
    CheckRequirementFactory.create(programme=programme, role=ParticipantRole.MENTEE)
    by = PersonFactory.create()
    failures = both_at_once(
        lambda: ask_missing(programme, by=by), lambda: ask_missing(programme, by=by)
    )
    assert failures == []
    assert Check.objects.count() == mails("checks_asked").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_settle_at_once_one_wins():
    place = MenteeFactory.create()
    requirement = CheckRequirementFactory.create(
        programme=place.cohort.programme, role=ParticipantRole.MENTEE
    )
    check = CheckFactory.create(requirement=requirement, person=place.person)
    send_in(check, by=place.person, words="Here")
    seen, by = check.sent_in_at, PersonFactory.create()
    failures = both_at_once(
        lambda: confirm_check(Check.objects.get(), by=by, expires_on=None, seen=seen),
        lambda: confirm_check(Check.objects.get(), by=by, expires_on=DAY, seen=seen),
    )
    assert [type(each) for each in failures] == [IllegalTransitionError]
    assert Event.objects.filter(kind="check.confirmed").count() == 1
