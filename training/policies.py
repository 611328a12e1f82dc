"""Between the policies that are stored and the rules that `training.currency` reckons with."""

from dataclasses import fields
from decimal import Decimal
from hashlib import sha256
from typing import Any

from programmes.enums import ParticipantRole
from programmes.models import Programme
from training import currency
from training.models import CurrencyPolicy

DEFAULT_RULES: dict[ParticipantRole, currency.Policy] = {
    ParticipantRole.MENTOR: currency.MENTOR_DEFAULT,
    ParticipantRole.MENTEE: currency.MENTEE_DEFAULT,
}

# What a stored policy and its rules call by the same name.
_SHARED = (
    "initial_hours",
    "initial_cap",
    "prior_learning_cap",
    "refresher_hours",
    "refresher_cap",
    "counted_gatherings",
    "counted_refreshers",
    "period_months",
    "due_window_days",
    "grace_days",
    "renewal",
    "is_repeated",
    "activity_mentees",
    "activity_months",
    "review_months",
)


def rules_of(policy: CurrencyPolicy) -> currency.Policy:
    """Return a stored policy as rules; raises ValueError for one that contradicts itself."""
    anchor = None
    if policy.anchor_month is not None and policy.anchor_day is not None:
        anchor = (policy.anchor_month, policy.anchor_day)
    return currency.Policy(anchor=anchor, **{name: getattr(policy, name) for name in _SHARED})


def fields_of(rules: currency.Policy) -> dict[str, Any]:
    """Return rules by the names of a stored policy's fields, with the regime they are."""
    month, day = rules.anchor or (None, None)
    return {
        "anchor_month": month,
        "anchor_day": day,
        "regime": regime_of(rules),
        **{name: getattr(rules, name) for name in _SHARED},
    }


def regime_of(rules: currency.Policy) -> str:
    """Return the name of the published regime that has exactly these rules, or nothing."""
    names = (name for name, regime in currency.POLICIES.items() if regime.policy == rules)
    return next(names, "")


def fingerprint_of(rules: currency.Policy) -> str:
    """Return what tells rules from any others, whatever zeros their hours end with."""
    values = (getattr(rules, field.name) for field in fields(rules))
    plain = (value.normalize() if isinstance(value, Decimal) else value for value in values)
    return sha256("|".join(map(str, plain)).encode()).hexdigest()[:16]


def policy_of(
    programme: Programme, role: ParticipantRole, rules: currency.Policy
) -> CurrencyPolicy:
    """Return rules as a policy of a programme, not yet stored."""
    return CurrencyPolicy(programme=programme, role=role, **fields_of(rules))


def default_policy(programme: Programme, role: ParticipantRole) -> CurrencyPolicy:
    """Return what a programme asks of mentors, or mentees, unless it says otherwise; not stored."""
    return policy_of(programme, role, DEFAULT_RULES[role])
