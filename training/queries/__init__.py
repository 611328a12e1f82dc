"""Reads across this app's rows."""

from training.queries.currency import (
    Gate,
    currencies_of,
    currency_of,
    gates_of,
    may_be_matched,
    policy_for,
    today_at,
)

__all__ = [
    "Gate",
    "currencies_of",
    "currency_of",
    "gates_of",
    "may_be_matched",
    "policy_for",
    "today_at",
]
