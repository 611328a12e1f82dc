"""The messages about references and checks, to the people they are asked of."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from programmes.models import Check, Programme

CHECKS_ASKED = register(
    MessageKind(
        name="programmes.checks_asked",
        title=_("What somebody is asked to send in"),
        why=_("you were accepted in a programme that asks for this"),
        is_open_to_coordinators=True,
    )
)
CHECK_REFUSED = register(
    MessageKind(
        name="programmes.check_refused",
        title=_("What is missing in something sent in"),
        why=_("you sent something in for a programme you take part in"),
        is_open_to_coordinators=True,
    )
)
CHECK_REMINDER = register(
    MessageKind(
        name="programmes.check_reminder",
        title=_("Reminder of something to send in"),
        why=_("you take part in a programme that asks for this"),
        category=Category.PROGRAMME,
        is_reminder=True,
        is_open_to_coordinators=True,
    )
)


def post_checks_asked(person: Person, programme: Programme, checks: Sequence[Check]) -> None:
    """Ask a person for some things at once; once for each time of asking."""
    first = checks[0]
    post(
        CHECKS_ASKED,
        recipient=person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=first,
        occurrence=f"asked {first.asked_at.isoformat()}",
        context=_asked_facts(programme, [check.requirement.name for check in checks]),
    )


def preview_checks_asked(
    programme: Programme, *, recipient: Person, names: Sequence[str]
) -> Rendered:
    """Return the mail as it would leave to somebody."""
    return render(
        CHECKS_ASKED,
        recipient=recipient,
        organisation=programme.organisation,
        context=_asked_facts(programme, names),
    )


def post_check_refused(check: Check) -> None:
    """Say what is missing in what was sent in."""
    programme = check.requirement.programme
    post(
        CHECK_REFUSED,
        recipient=check.person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=check,
        occurrence=f"refused {check.settled_at}",
        context={
            "programme": programme.name,
            "check": check.requirement.name,
            "reason": check.refused_reason,
            "action_url": absolute(reverse("programmes:check-send", args=(check.pk,))),
        },
    )


def reminder_facts(check: Check) -> dict[str, object]:
    """Return what a reminder says; the same each time it is reckoned on one day."""
    requirement = check.requirement
    today = timezone.localdate(timezone=check.person.time_zone)
    end = check.expires_on
    return {
        "programme": requirement.programme.name,
        "check": requirement.name,
        "hint": requirement.hint,
        "expires_on": end,
        "is_over": end is not None and end < today,
        "blocks": requirement.blocks_matching,
        "action_url": absolute(reverse("programmes:check-send", args=(check.pk,))),
    }


def _asked_facts(programme: Programme, names: Sequence[str]) -> dict[str, object]:
    """Return what the first mail says."""
    return {
        "programme": programme.name,
        "names": list(names),
        "action_url": absolute(reverse("programmes:check-needed")),
    }
