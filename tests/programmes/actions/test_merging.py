"""Two records of one person become one, nothing is orphaned, and it can be taken back."""

import json
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.core import serializers
from django.utils import timezone

from evaluation.models import Receipt
from mentorship.accounts.actions import add_person
from mentorship.accounts.models import Membership, Person
from mentorship.accounts.permissions import Role
from mentorship.notifications.enums import Category
from mentorship.notifications.models import Message, Preference
from programmes.actions.merging import merge_people, preview_merge, tables_left_alone, undo_merge
from programmes.emails.notes import post_note
from programmes.enums import ParticipantRole, ParticipantState
from programmes.merging import CannotMergeError, CannotUndoError
from programmes.models import Merge, Participant, Profile
from programmes.people import profile_words
from programmes.people.joining import SIGN_IN, references_to
from tests.factories.accounts import MembershipFactory, OrganisationRoleFactory
from tests.factories.evaluation import InstrumentFactory, WaveFactory
from tests.factories.matching import MatchFactory
from tests.factories.programmes import (
    CohortFactory,
    ContributionFactory,
    MenteeFactory,
    PauseFactory,
    SponsorshipFactory,
    TeamMemberFactory,
)
from tests.factories.training import EnrolmentFactory, SessionFactory
from training.actions import credit_prior_learning
from training.models import LedgerEntry

OCCASION = uuid.uuid4()
STAYING_TABLES = {"programmes.Merge", "training.LedgerEntry", *SIGN_IN}


@pytest.fixture
def twice(world):
    """Return the mentee, and a second record of them in an earlier cohort."""
    earlier = CohortFactory.create(programme=world.programme, name="Earlier")
    place = MenteeFactory.create(
        cohort=earlier,
        person__name="jonas weber",
        person__email="jonas@old.example",
        state=ParticipantState.FINISHED,
    )
    return world.mentee, place.person


@pytest.fixture
def merge(world, twice):
    kept, gone = twice

    def do(**also):
        wanted = {
            "kept": kept,
            "gone": gone,
            "organisation": world.organisation,
            "by": world.coordinator,
            "is_administrator": False,
        }
        return merge_people(**{**wanted, **also})

    return do


@pytest.fixture
def much(world, twice):
    """Give the second record one of everything."""
    kept, gone = twice
    cohort = world.cohort
    theirs = gone.memberships.get()
    Membership.objects.filter(pk=theirs.pk).update(external_ref="E-42")
    Profile.objects.create(membership=theirs, department="Sales", languages=["Deutsch"])
    Profile.objects.create(
        membership=kept.memberships.get(), department="Finance", languages=["English"]
    )
    ContributionFactory.create(cohort=cohort, person=gone)
    ContributionFactory.create(cohort=cohort, person=kept)
    SponsorshipFactory.create(programme=world.programme, person=gone)
    Preference.objects.create(person=gone, category=Category.PROGRAMME, is_wanted=False)
    session = SessionFactory.create(programme=world.programme)
    EnrolmentFactory.create(session=session, person=gone)
    session.facilitators.add(gone)
    credit_prior_learning(
        gone,
        programme=world.programme,
        role=ParticipantRole.MENTEE,
        hours=Decimal(6),
        earned_on=timezone.localdate() - timedelta(days=30),
        evidence="A certificate",
        by=world.coordinator,
    )
    instrument = InstrumentFactory.create(organisation=world.organisation, audience="mentee")
    Receipt.objects.create(
        wave=WaveFactory.create(instrument=instrument, cohort=cohort), person=gone
    )
    mentor = MenteeFactory.create(cohort=cohort, person=gone, role=ParticipantRole.MENTOR)
    MatchFactory.create(
        cohort=cohort, mentors=[mentor], mentees=[MenteeFactory.create(cohort=cohort)]
    )
    PauseFactory.create(participant=mentor)
    for place in (mentor, world.mentee_place):
        post_note(
            place,
            programme=world.programme,
            subject="Hello",
            text="There",
            occasion=OCCASION,
            by=world.coordinator,
        )
    return twice


def everything():
    """Return all rows, but for those that only ever grow."""
    growing = {"audit.Event", "programmes.Merge", "training.LedgerEntry", "training.Standing"}
    return {
        model._meta.label: sorted(
            json.loads(serializers.serialize("json", model._base_manager.all())),
            key=lambda row: str(row["pk"]),
        )
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in growing
    }


def hours_of(person):
    return sum(entry.hours for entry in LedgerEntry.objects.standing().filter(person=person))


def test_every_row_that_points_to_a_person_is_walked(much, merge):
    kept, gone = much
    pointing = {field.model._meta.label for field in references_to(Person)}
    assert {"programmes.Participant", "training.Session_facilitators", "evaluation.Receipt"} < (
        pointing
    )
    merge()

    for field in references_to(Person):
        if field.model._meta.label in STAYING_TABLES:
            continue
        left = field.model._base_manager.filter(**{field.attname: gone.pk})
        assert not left.exists(), field
    for field in references_to(Membership):
        for row in field.model._base_manager.all():
            assert Membership.objects.filter(pk=getattr(row, field.attname)).exists(), field
    assert hours_of(gone) == 0
    assert hours_of(kept) > 0


def test_only_tables_with_a_carer_are_left_alone():
    known = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert tables_left_alone() <= known


def test_what_is_kept_is_what_was_chosen(much, merge):
    kept, gone = much
    merge(taken=["department", "name"])

    kept.refresh_from_db()
    membership = kept.memberships.get()
    profile = Profile.objects.get(membership=membership)
    assert kept.name == "jonas weber"
    assert profile.department == "Sales"
    assert profile.languages == ["English", "Deutsch"]
    assert membership.external_ref == "E-42"
    # Both had been written the same; such a message is theirs, under the name it left by.
    assert Message.objects.get(recipient_key=gone.pk).recipient == kept
    assert Message.objects.filter(recipient_key=kept.pk, recipient=kept).exists()


def test_a_preview_changes_nothing(world, much):
    kept, gone = much
    before = everything()
    preview = preview_merge(
        kept=kept,
        gone=gone,
        organisation=world.organisation,
        by=world.coordinator,
        is_administrator=False,
    )

    assert preview.obstacles == ()
    assert preview.moved["places"] == 2
    assert preview.dropped == {"contributions": 1}
    assert everything() == before


def test_taking_it_back_restores_every_row(world, much, merge):
    kept, gone = much
    before, hours = everything(), hours_of(gone)
    done = merge(taken=["department", "name"])
    assert everything() != before

    undo_merge(done, by=world.coordinator)

    assert everything() == before
    assert (hours_of(gone), hours_of(kept)) == (hours, 0)
    with pytest.raises(CannotUndoError):
        undo_merge(done, by=world.coordinator)
    merge()


def test_filters_offer_what_is_true_after_a_merge_and_without_it(
    world, twice, merge, django_capture_on_commit_callbacks
):
    def grades():
        return profile_words(world.organisation.pk)["grade"]

    kept, gone = twice
    Profile.objects.create(membership=kept.memberships.get(), grade="G5")
    Profile.objects.create(membership=gone.memberships.get(), grade="G4")
    assert grades() == ["G4", "G5"]
    with django_capture_on_commit_callbacks(execute=True):
        done = merge()
    assert grades() == ["G5"]
    with django_capture_on_commit_callbacks(execute=True):
        undo_merge(done, by=world.coordinator)
    assert grades() == ["G4", "G5"]


def test_after_a_day_it_stays(world, merge):
    done = merge()
    Merge.objects.filter(pk=done.pk).update(made_at=timezone.now() - timedelta(hours=25))
    with pytest.raises(CannotUndoError):
        undo_merge(done, by=world.coordinator)


def test_what_changed_since_is_not_overwritten(world, twice, merge):
    kept, gone = twice
    done = merge(taken=["name"])
    Person.objects.filter(pk=kept.pk).update(name="Jonas W.")
    with pytest.raises(CannotUndoError):
        undo_merge(done, by=world.coordinator)
    assert Person.objects.get(pk=gone.pk).merged_into == kept
    assert kept.places.count() == 2


def test_the_vanished_record_is_shut_and_its_address_leads_to_the_one_kept(
    world, twice, merge, client
):
    kept, gone = twice
    merge()

    gone.refresh_from_db()
    assert not gone.can_sign_in
    again = add_person(
        organisation=world.organisation,
        name="Jonas Weber",
        email="Jonas@old.example",
        by=world.coordinator,
    )
    assert again == kept
    client.force_login(gone)
    assert client.get("/me/").status_code == 302


def test_of_two_places_in_one_cohort_the_empty_one_goes(world, twice, merge):
    kept, gone = twice
    empty = MenteeFactory.create(cohort=world.cohort, person=gone)
    PauseFactory.create(participant=world.mentee_place)
    done = merge()
    assert not Participant.objects.filter(pk=empty.pk).exists()
    undo_merge(done, by=world.coordinator)
    assert Participant.objects.get(pk=empty.pk).person == gone

    world.mentee_place.pauses.all().delete()
    PauseFactory.create(participant=empty)
    merge()
    assert Participant.objects.get(cohort=world.cohort, person=kept) == empty


def test_two_places_in_use_stand_in_the_way(world, twice, merge):
    _kept, gone = twice
    PauseFactory.create(participant=MenteeFactory.create(cohort=world.cohort, person=gone))
    PauseFactory.create(participant=world.mentee_place)
    before = everything()
    with pytest.raises(CannotMergeError, match="Both have a place as mentee in Spring cohort"):
        merge()
    assert everything() == before


def test_who_belongs_elsewhere_too_can_only_stay(world, twice, merge):
    kept, gone = twice
    MembershipFactory.create(person=gone, organisation=world.other_organisation)
    with pytest.raises(CannotMergeError, match="has to stay"):
        merge()
    merge(kept=gone, gone=kept)


def test_who_works_here_is_merged_by_an_administrator_alone(world, twice, merge):
    _kept, gone = twice
    TeamMemberFactory.create(programme=world.programme, person=gone, role=Role.COORDINATOR)
    with pytest.raises(CannotMergeError, match="only an administrator"):
        merge()
    merge(is_administrator=True)


def test_an_administrators_role_gives_nobody_a_way_in(world, twice, merge):
    kept, _gone = twice
    OrganisationRoleFactory.create(membership=kept.memberships.get())
    with pytest.raises(CannotMergeError, match="only an administrator"):
        merge()


def test_the_record_that_signs_in_stays(twice, merge):
    kept, _gone = twice
    Person.objects.filter(pk=kept.pk).update(email=None)
    with pytest.raises(CannotMergeError, match="keep that record instead"):
        merge()


def test_nobody_meets_themselves(world, twice, merge):
    _kept, gone = twice
    mentor = MenteeFactory.create(cohort=world.cohort, person=gone, role=ParticipantRole.MENTOR)
    MatchFactory.create(cohort=world.cohort, mentors=[mentor], mentees=[world.mentee_place])
    with pytest.raises(CannotMergeError, match="two people"):
        merge()


def test_nobody_vanishes_twice(twice, merge):
    merge()
    with pytest.raises(CannotMergeError, match="one record already"):
        merge()
