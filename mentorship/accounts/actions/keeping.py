"""Setting how long what is kept, letting the nights begin, and keeping on legal hold."""

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import KeepingRule, LegalHold, Organisation, Person
from mentorship.audit.actions import record
from mentorship.common.privacy import Keeping


@transaction.atomic
def set_months(
    organisation: Organisation, keeping: Keeping, *, months: int, by: Person
) -> KeepingRule:
    """Keep a class for so many months, from 1 to 600; recorded.

    A rule that changed lets go of nothing before somebody looked at what would go.
    """
    rule, is_new = KeepingRule.objects.select_for_update().get_or_create(
        organisation=organisation, keeping=keeping, defaults={"months": months}
    )
    if not is_new and rule.months == months:
        return rule
    changes = {"keeping": str(keeping), "before": None if is_new else rule.months, "after": months}
    rule.months, rule.released_at, rule.released_by = months, None, None
    rule.save(update_fields=["months", "released_at", "released_by"])
    record("keeping.months_set", rule, by=by, changes=changes)
    return rule


@transaction.atomic
def release_rule(rule: KeepingRule, *, months: int, by: Person) -> bool:
    """Let the nights follow a rule as it was looked at; recorded.

    Return False, and do nothing, where it was changed meanwhile to other `months`.
    """
    now = KeepingRule.objects.select_for_update().get(pk=rule.pk)
    if now.months != months:
        return False
    if now.released_at is None:
        now.released_at, now.released_by = timezone.now(), by
        now.save(update_fields=["released_at", "released_by"])
        record("keeping.released", now, by=by, changes={"months": months})
    return True


@transaction.atomic
def stop_rule(rule: KeepingRule, *, by: Person) -> None:
    """Let go of nothing more by a rule until somebody releases it again; recorded."""
    now = KeepingRule.objects.select_for_update().get(pk=rule.pk)
    if now.released_at is None:
        return
    now.released_at = now.released_by = None
    now.save(update_fields=["released_at", "released_by"])
    record("keeping.stopped", now, by=by)


@transaction.atomic
def begin_hold(person: Person, *, organisation: Organisation, reason: str, by: Person) -> LegalHold:
    """Keep everything of a person until the hold ends, whatever rules say; recorded."""
    Person.objects.select_for_update().get(pk=person.pk)
    standing = LegalHold.objects.standing().filter(organisation=organisation, person=person)
    hold = standing.first()
    if hold is None:
        hold = LegalHold.objects.create(
            organisation=organisation,
            person=person,
            reason=reason,
            begun_at=timezone.now(),
            begun_by=by,
        )
        record("hold.begun", hold, by=by, changes={"person": person.pk})
    return hold


@transaction.atomic
def end_hold(hold: LegalHold, *, by: Person) -> None:
    """Let rules apply again; recorded, once."""
    ended = LegalHold.objects.filter(pk=hold.pk, ended_at=None)
    if ended.update(ended_at=timezone.now(), ended_by=by):
        record("hold.ended", hold, by=by)
