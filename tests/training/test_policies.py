"""Every rule of a policy can be stored and comes back as it was."""

import pytest

from programmes.enums import ParticipantRole
from training.currency import MENTEE_DEFAULT, MENTOR_DEFAULT, POLICIES
from training.policies import DEFAULT_RULES, policy_of, rules_of

REGIMES = {name: regime.policy for name, regime in POLICIES.items()}


@pytest.mark.parametrize(
    "rules",
    [MENTOR_DEFAULT, MENTEE_DEFAULT, *REGIMES.values()],
    ids=["mentor", "mentee", *REGIMES],
)
def test_rules_survive_being_stored(world, rules):
    stored = policy_of(world.programme, ParticipantRole.MENTOR, rules)
    stored.full_clean()
    stored.save()
    stored.refresh_from_db()
    assert rules_of(stored) == rules


def test_by_default_nothing_is_asked_that_nobody_records():
    for rules in DEFAULT_RULES.values():
        assert rules.activity_months is rules.review_months is None
