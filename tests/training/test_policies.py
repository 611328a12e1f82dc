"""Every rule of a policy can be stored and comes back as it was."""

from dataclasses import replace

import pytest

from programmes.enums import ParticipantRole
from training.currency import MENTEE_DEFAULT, MENTOR_DEFAULT, POLICIES
from training.policies import DEFAULT_RULES, policy_of, regime_of, rules_of

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


def test_the_defaults_are_the_published_ones():
    assert DEFAULT_RULES == {
        ParticipantRole.MENTOR: MENTOR_DEFAULT,
        ParticipantRole.MENTEE: MENTEE_DEFAULT,
    }


@pytest.mark.parametrize("name", REGIMES)
def test_a_published_regime_is_known_by_its_rules(world, name):
    stored = policy_of(world.programme, ParticipantRole.MENTOR, REGIMES[name])
    assert stored.regime == name
    assert regime_of(replace(REGIMES[name], due_window_days=7)) == ""
