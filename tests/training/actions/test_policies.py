"""What a new programme asks of training from the start."""

from datetime import date
from decimal import Decimal

import pytest

from programmes.actions import create_programme
from programmes.actions.cloning import clone_programme
from programmes.enums import ParticipantRole, ProgrammeTemplate
from training.actions.standings import ensure_policies
from training.models import CurrencyPolicy
from training.policies import rules_of


def started(world, template):
    return create_programme(
        organisation=world.organisation, name="New", template=template, by=world.coordinator
    )


def test_a_regulated_programme_asks_more_of_its_mentors(world):
    programme = started(world, ProgrammeTemplate.REGULATED)
    rules = rules_of(programme.currency_policies.get(role=ParticipantRole.MENTOR))

    assert (rules.initial_hours, rules.grace_days) == (Decimal("37.5"), 0)
    assert (rules.activity_mentees, rules.activity_months, rules.review_months) == (2, 36, 36)
    assert programme.currency_policies.count() == 2
    ensure_policies(programme)
    assert programme.currency_policies.count() == 2


@pytest.mark.parametrize(
    "template", [each for each in ProgrammeTemplate if each != ProgrammeTemplate.REGULATED]
)
def test_others_ask_the_usual_once_somebody_takes_part(world, template):
    assert not started(world, template).currency_policies.exists()


def test_a_clone_asks_what_its_source_asks(world):
    ensure_policies(world.programme)
    CurrencyPolicy.objects.filter(programme=world.programme, role=ParticipantRole.MENTOR).update(
        initial_hours=Decimal(11), grace_days=5, renewal="anchored", anchor_month=9, anchor_day=1
    )
    clone = clone_programme(
        world.programme,
        name="Clone",
        purpose="",
        starts_on=date(2032, 3, 1),
        months=9,
        by=world.coordinator,
    )

    def rules(programme):
        return {each.role: rules_of(each) for each in programme.currency_policies.all()}

    assert rules(clone) == rules(world.programme)
    clone.currency_policies.update(grace_days=99)
    assert rules(world.programme)[ParticipantRole.MENTOR].grace_days == 5
