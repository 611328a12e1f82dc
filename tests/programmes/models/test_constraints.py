"""What the database itself refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.accounts.permissions import Role
from programmes.enums import FUNNEL, PARTICIPANT_TRANSITIONS, CohortState, ParticipantState
from programmes.models import Cohort, Participant, Programme, TeamMember
from tests.factories.programmes import (
    CohortFactory,
    ContributionFactory,
    ParticipantFactory,
    PauseFactory,
    PhaseFactory,
    ProgrammeFactory,
    SponsorshipFactory,
    TeamMemberFactory,
)


@pytest.mark.parametrize(
    ("factory", "change"),
    [
        (ProgrammeFactory, {"slug": "leaders"}),
        (CohortFactory, {"state": "sleeping"}),
        (CohortFactory, {"ends_on": timezone.localdate() - timedelta(days=61)}),
        (CohortFactory, {"state": CohortState.RUNNING, "closed_at": timezone.now()}),
        (CohortFactory, {"state": CohortState.CLOSED, "closed_at": None}),
        (PhaseFactory, {"kind": "party"}),
        (PhaseFactory, {"ends_on": timezone.localdate() - timedelta(days=31)}),
        (ParticipantFactory, {"role": "king"}),
        (ParticipantFactory, {"state": "lost"}),
        (ParticipantFactory, {"ended_on": timezone.localdate() - timedelta(days=51)}),
        (TeamMemberFactory, {"role": Role.ADMINISTRATOR}),
        (TeamMemberFactory, {"ended_on": timezone.localdate() - timedelta(days=201)}),
        (SponsorshipFactory, {"ended_on": timezone.localdate() - timedelta(days=201)}),
        (ContributionFactory, {"role": "king"}),
        (PauseFactory, {"ends_on": timezone.localdate() - timedelta(days=6)}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "+".join(value),
)
def test_a_row_that_cannot_be_true_is_refused(world, factory, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        factory.create(**change)
    factory.create()


def test_a_place_is_given_once(world):
    again = {"cohort": world.cohort, "person": world.mentor, "role": world.mentor_place.role}
    with pytest.raises(IntegrityError):
        ParticipantFactory.create(**again)


def test_a_role_in_the_team_is_held_once_at_a_time(world):
    again = {"programme": world.programme, "person": world.reviewer, "role": Role.REVIEWER}
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamMemberFactory.create(**again)
    TeamMember.objects.filter(person=world.reviewer).update(ended_on=timezone.localdate())
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamMemberFactory.create(**again)
    TeamMemberFactory.create(**again, started_on=timezone.localdate())


def test_what_a_person_may_see(world):
    seen = {
        name: (
            Programme.objects.visible_to(getattr(world, name)).count(),
            Cohort.objects.visible_to(getattr(world, name)).count(),
            Participant.objects.visible_to(getattr(world, name)).count(),
        )
        for name in (
            "coordinator",
            "mentor",
            "reviewer",
            "administrator",
            "stranger",
            "other_coordinator",
        )
    }
    assert seen == {
        "coordinator": (1, 1, 2),
        "mentor": (1, 1, 1),
        "reviewer": (1, 1, 0),
        "administrator": (1, 1, 0),
        "stranger": (0, 0, 0),
        "other_coordinator": (1, 0, 0),
    }


def test_every_state_of_the_funnel_has_a_way_on():
    sources = frozenset().union(*PARTICIPANT_TRANSITIONS.values())
    assert set(FUNNEL) - sources == {ParticipantState.FINISHED}
