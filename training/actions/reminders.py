"""Keeping standings and reminders of training in line with what is true now."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.notifications.actions import keep_waiting, let_go
from mentorship.notifications.reminders import Reconciled, reconcile
from programmes.models import Programme
from training.actions.ledger import settle_people
from training.actions.standings import ensure_policies
from training.emails import REFRESHER_DUE
from training.models import ReminderApproval
from training.queries.reminding import reminders_declared, reminders_of
from training.reminders import refresher_plans
from training.reminding.declarations import Declared
from training.reminding.digest import digest_plans
from training.reminding.emails import PREPARATION_DUE, REMINDER_DIGEST
from training.reminding.preparing import preparation_plans


def keep_reminding() -> Reconciled:
    """Reckon everybody's currency anew, then create, move or cancel reminders; return how many.

    Safe to run twice, or in two places at once.
    """
    for programme in Programme.objects.select_related("organisation").order_by("pk"):
        for policy in ensure_policies(programme).values():
            settle_people(policy, None, by=None)
    now = timezone.now()
    done = Reconciled()
    for kind, plans in (
        (REFRESHER_DUE, refresher_plans(now)),
        (PREPARATION_DUE, preparation_plans(now)),
        (REMINDER_DIGEST, digest_plans(now)),
    ):
        for name, count in asdict(reconcile(kind, plans)).items():
            setattr(done, name, getattr(done, name) + count)
    return done


@transaction.atomic
def approve_reminders(programme: Programme, declared: Declared, *, by: Person) -> int:
    """Let reminders of a kind leave from now on; return how many waited and go now; recorded.

    Pressed twice, or by two people at once, it is approved once, by the first.
    """
    _approval, is_new = ReminderApproval.objects.get_or_create(
        programme=programme, name=declared.look, defaults={"approved_by": by}
    )
    if is_new:
        _record("reminders.approved", programme, declared, by)
    return let_go(reminders_of(programme), declared.look, by=by)


@transaction.atomic
def hold_reminders(programme: Programme, declared: Declared, *, by: Person) -> int:
    """Keep reminders of a kind here until somebody approves them again; recorded.

    Nothing is cancelled. Return how many that were about to leave wait now.
    """
    held, _each = ReminderApproval.objects.filter(programme=programme, name=declared.look).delete()
    if not held:
        return 0
    _record("reminders.held", programme, declared, by)
    return keep_waiting(reminders_declared(programme, declared), declared.look)


def _record(kind: str, programme: Programme, declared: Declared, by: Person) -> None:
    """Write down what somebody decided about a kind of reminder."""
    record(kind, programme, by=by, changes={"reminder": declared.look})
