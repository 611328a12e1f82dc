"""Writing, signing and taking back the five lines of a match."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.agreements import (
    AgreementChangedError,
    NothingChangedError,
    NotTheWriterError,
    NotUnderWayError,
    sign_agreement,
    take_back_agreement,
    write_agreement,
)
from matching.actions.proposals import NotInMatchError
from matching.agreeing.enums import AgreementState
from matching.agreeing.lines import AgreementLines
from matching.agreeing.queries import agreement_in_force
from matching.enums import MatchState
from matching.models import Agreement
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.factories.matching import MatchFactory, pair
from tests.factories.programmes import ParticipantFactory

pytestmark = pytest.mark.django_db

LINES = AgreementLines(
    purpose="PLANTED purpose",
    confidentiality="PLANTED secrecy",
    every_weeks=2,
    contact="PLANTED contact",
    ends_on=timezone.localdate() + timedelta(days=90),
)


def deeds():
    kinds = Event.objects.filter(kind__startswith="agreement.").order_by("at", "pk")
    return list(kinds.values_list("kind", flat=True))


def told(kind):
    rows = Message.objects.filter(kind=f"matching.{kind}").order_by("to_address")
    return list(rows.values_list("to_address", flat=True))


def states(match):
    rows = Agreement.objects.filter(match=match).order_by("version")
    return list(rows.values_list("state", flat=True))


def test_it_counts_once_everybody_has_signed_and_each_gets_a_copy(
    world, django_capture_on_commit_callbacks
):
    match = pair(world)
    written = write_agreement(match, by=world.mentee, lines=LINES)
    assert agreement_in_force(match) is None
    assert told("agreement_proposed") == ["amara@example.org"]

    with django_capture_on_commit_callbacks(execute=True):
        sign_agreement(written, by=world.mentor)
        sign_agreement(written, by=world.mentor)

    assert agreement_in_force(match) == written
    assert written.signatures.count() == 2
    assert deeds() == ["agreement.proposed", "agreement.signed", "agreement.in_force"]
    assert not Event.objects.filter(changes__icontains="PLANTED").exists()
    assert not Message.objects.filter(text__contains="PLANTED").exists()


def test_a_group_waits_for_the_last(world):
    match = MatchFactory.create(
        cohort=world.cohort,
        mentors=[world.mentor_place, ParticipantFactory.create(cohort=world.cohort)],
        mentees=[world.mentee_place],
    )
    written = write_agreement(match, by=world.mentor, lines=LINES)
    sign_agreement(written, by=world.mentee)
    assert agreement_in_force(match) is None
    (last,) = [person for person in match.people if person not in (world.mentor, world.mentee)]
    sign_agreement(written, by=last)
    assert agreement_in_force(match) == written


def test_the_old_one_counts_until_a_change_is_signed(world):
    match = pair(world)
    first = write_agreement(match, by=world.mentee, lines=LINES)
    sign_agreement(first, by=world.mentor)
    second = write_agreement(match, by=world.mentor, lines=replace(LINES, every_weeks=4), seen=1)
    assert agreement_in_force(match) == first
    sign_agreement(second, by=world.mentee)
    assert agreement_in_force(match) == second
    assert states(match) == [AgreementState.REPLACED, AgreementState.IN_FORCE]


def test_a_later_proposal_takes_the_place_of_what_waits_and_that_cannot_be_signed(world):
    match = pair(world)
    first = write_agreement(match, by=world.mentee, lines=LINES)
    write_agreement(match, by=world.mentor, lines=replace(LINES, every_weeks=4), seen=1)
    with pytest.raises(AgreementChangedError):
        sign_agreement(first, by=world.mentor)
    assert states(match) == [AgreementState.WITHDRAWN, AgreementState.PROPOSED]
    assert agreement_in_force(match) is None


def test_whoever_did_not_see_the_latest_is_told_and_a_second_press_changes_nothing(world):
    match = pair(world)
    written = write_agreement(match, by=world.mentee, lines=LINES, seen=0)
    assert write_agreement(match, by=world.mentee, lines=LINES, seen=0) == written
    with pytest.raises(AgreementChangedError):
        write_agreement(match, by=world.mentor, lines=replace(LINES, contact="x"), seen=0)
    with pytest.raises(NothingChangedError):
        write_agreement(match, by=world.mentor, lines=LINES, seen=1)
    assert deeds() == ["agreement.proposed"]


def test_only_the_writer_takes_it_back_while_it_waits(world):
    match = pair(world)
    written = write_agreement(match, by=world.mentee, lines=LINES)
    with pytest.raises(NotTheWriterError):
        take_back_agreement(written, by=world.mentor)
    take_back_agreement(written, by=world.mentee)
    take_back_agreement(written, by=world.mentee)
    with pytest.raises(AgreementChangedError):
        sign_agreement(written, by=world.mentor)
    assert deeds() == ["agreement.proposed", "agreement.withdrawn"]
    again = write_agreement(match, by=world.mentee, lines=LINES, seen=1)
    sign_agreement(again, by=world.mentor)
    with pytest.raises(AgreementChangedError):
        take_back_agreement(again, by=world.mentee)


@pytest.mark.parametrize("state", [MatchState.PROPOSED, MatchState.CLOSED, MatchState.ENDED_EARLY])
def test_nothing_is_agreed_before_or_after(world, state):
    with pytest.raises(NotUnderWayError):
        write_agreement(pair(world, state), by=world.mentee, lines=LINES)


def test_strangers_agree_nothing(world):
    match = pair(world)
    written = write_agreement(match, by=world.mentee, lines=LINES)
    for person in (world.coordinator, world.stranger):
        with pytest.raises(NotInMatchError):
            sign_agreement(written, by=person)
        with pytest.raises(NotInMatchError):
            write_agreement(match, by=person, lines=LINES)
        assert not Agreement.objects.visible_to(person).exists()
