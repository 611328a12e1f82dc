"""What reminders put on Today: kinds that nobody has looked at yet, and that would leave soon."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Programme
from programmes.needs import Need, Urgency, tells_needs
from training import wording
from training.queries.reminding import Waiting, waiting_for_a_look, waiting_reminders

# A reminder that would leave so soon is worth interrupting somebody for.
PRESSING = timedelta(days=2)


@tells_needs(
    Permission.MANAGE_TRAINING,
    gate=lambda: Exists(waiting_reminders().filter(programme_id=OuterRef("pk"))),
)
def needs_of_reminders(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that reminders wait for somebody to look at the first of their kind; one query."""
    now = timezone.now()
    waiting = waiting_for_a_look(programme, now)
    if not waiting:
        return
    names = list(dict.fromkeys(name for kind in waiting for name in kind.names))
    yield Need(
        key="training.reminders",
        title=_title(waiting),
        reason=_("To %(who)s. It leaves %(when)s if you let it")
        % {"who": whom(names), "when": _when(waiting[0].leaves_at, now)},
        action=_("Look at it"),
        url=_url(programme, waiting),
        urgency=Urgency.NOW if waiting[0].leaves_at <= now + PRESSING else Urgency.SOON,
    )


def whom(names: Sequence[str]) -> str:
    """Say to how many, the first by name: “Amara Okafor and three others”."""
    others = len(names) - 1
    if others < 1:
        return names[0] if names else _("nobody")
    told = ngettext("%(name)s and %(count)s other", "%(name)s and %(count)s others", others)
    return told % {"name": names[0], "count": wording.number(others).lower()}


def _title(waiting: Sequence[Waiting]) -> str:
    """Say which first reminder waits, or how many kinds do."""
    if len(waiting) == 1:
        declared = waiting[0].declared
        return _("The first reminder waits for your look: “%(kind)s”, %(step)s") % {
            "kind": declared.declaration.title,
            "step": declared.offset.title,
        }
    return _("%(count)s kinds of reminder wait for your first look") % {
        "count": wording.number(len(waiting))
    }


def _when(leaves_at: datetime, now: datetime) -> str:
    """Say when the first of them would leave."""
    if leaves_at <= now:
        return _("at once")
    return wording.on_day(timezone.localdate(leaves_at), timezone.localdate(now))


def _url(programme: Programme, waiting: Sequence[Waiting]) -> str:
    """Return the page of the one kind, or the list of several."""
    if len(waiting) == 1:
        return reverse("training:reminder", args=(programme.slug, waiting[0].declared.slug))
    return reverse("training:reminder-list", args=(programme.slug,))
