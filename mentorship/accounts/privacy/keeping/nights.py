"""The nightly work: what is due goes in small portions, once released, and is counted."""

import time
from collections import Counter
from datetime import date

from django.db import transaction

from mentorship.accounts.actions.leaving import erase_who_left
from mentorship.accounts.models import KeepingNight, KeepingRule
from mentorship.accounts.privacy.keeping.due import due_by, let_go
from mentorship.common.privacy import Keeping


def keep_no_longer(today: date, *, seconds: float) -> int:
    """Let go of what all released rules say, for so many seconds; return how many rows it was.

    What is left, the next night finds. Run twice on a day, the second time finds nothing.
    """
    end = time.monotonic() + seconds
    rules = KeepingRule.objects.filter(released_at__isnull=False)
    return sum(_follow(rule, today, end) for rule in rules.order_by("organisation", "keeping"))


def _follow(rule: KeepingRule, today: date, end: float) -> int:
    """Follow one rule until nothing is left or time is over."""
    counts: Counter[str] = Counter()
    if rule.keeping == Keeping.ACCOUNT:
        counts["accounts.person"] = erase_who_left(rule, today, until=end)
    for due in due_by(rule, today):
        while time.monotonic() < end:
            gone = let_go(due)
            counts[due.label] += gone
            if not gone:
                break
    counts = +counts
    if counts:
        _write_down(rule, today, counts)
    return counts.total()


@transaction.atomic
def _write_down(rule: KeepingRule, today: date, counts: Counter[str]) -> None:
    """Add what went to what went earlier on the same day."""
    night, _is_new = KeepingNight.objects.select_for_update().get_or_create(rule=rule, on=today)
    night.counts = dict(counts + Counter(night.counts))
    night.save(update_fields=["counts"])
