"""What a coordinator sees of each kind of reminder: to how many it goes, and the first in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mentorship.accounts.models import Person
from mentorship.notifications.reminders import ReminderPlan
from mentorship.notifications.rendering import Rendered, render
from programmes.models import Programme
from training import reminders
from training.models import ReminderApproval
from training.queries.reminding import KINDS, Waiting, approvals_of, waiting_for_a_look
from training.reminders import DueStep
from training.reminding import preparing
from training.reminding.declarations import Declared, Matter, all_declared
from training.reminding.preparing import ToPrepare

# So far ahead one looks.
AHEAD = timedelta(days=30)

Due = DueStep | ToPrepare


@dataclass(slots=True)
class Outlook:
    """One kind of reminder in a programme: whom it goes to next, and whether it may."""

    declared: Declared
    coming: list[Due] = field(default_factory=list)
    approval: ReminderApproval | None = None
    waiting: Waiting | None = None

    @property
    def people(self) -> int:
        """Return to how many people it would go."""
        return len({_person(row).pk for row in self.coming})


@dataclass(frozen=True, slots=True)
class First:
    """The first reminder of a kind, in the words its reader would read."""

    person: Person
    leaves_at: datetime
    mail: Rendered


def outlook_of(programme: Programme, now: datetime) -> list[Outlook]:
    """Return every kind of reminder, with whom it would go to in the next 30 days.

    The number of queries does not grow with people.
    """
    approvals = approvals_of(programme)
    waiting = {each.declared.look: each for each in waiting_for_a_look(programme, now)}
    found = {
        declared.look: Outlook(
            declared,
            approval=approvals.get(declared.look),
            waiting=waiting.get(declared.look),
        )
        for declared in all_declared()
    }
    for row in _coming(programme, now):
        found[row.declaration.look(row.step.name)].coming.append(row)
    return list(found.values())


def first_of(outlook: Outlook, programme: Programme, now: datetime) -> First | None:
    """Return the first reminder of a kind as its reader would read it; None when nobody gets one.

    Without the reader's own link to switch it off: it acts for whoever holds it.
    """
    if not outlook.coming:
        return None
    row = min(outlook.coming, key=lambda each: (each.step.due_at, _person(each).name))
    plan = _in_words(row, now)
    kind = KINDS[outlook.declared.declaration.matter]
    mail = render(
        kind,
        recipient=plan.recipient,
        organisation=programme.organisation,
        context=plan.context,
    )
    return First(plan.recipient, plan.due_at, mail)


def _coming(programme: Programme, now: datetime) -> Sequence[Due]:
    """Return every reminder that a programme's people get in the next 30 days, if all stays so."""
    refreshers = [
        row
        for row in reminders.due_steps(now, horizon=AHEAD, organisation=programme.organisation)
        if row.standing.policy.programme_id == programme.pk
    ]
    return [*refreshers, *preparing.due_preparations(now, horizon=AHEAD, programme=programme)]


def _in_words(row: Due, now: datetime) -> ReminderPlan:
    """Return one reminder with what it says."""
    if row.declaration.matter == Matter.PREPARATION and isinstance(row, ToPrepare):
        return next(preparing.in_words([row], set(), now))
    if isinstance(row, DueStep):
        return next(reminders.in_words(row.standing.policy, [row], set(), now))
    raise AssertionError  # there are no other matters


def _person(row: Due) -> Person:
    """Return whom a reminder goes to."""
    return row.standing.person if isinstance(row, DueStep) else row.place.person
