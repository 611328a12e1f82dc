"""The messages to those who apply: received, unfinished, and is it still true."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.audit.models import Event
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from programmes.applying.entry import decisions_on
from programmes.models import Application, Cohort, Validation

APPLICATION_RECEIVED = register(
    MessageKind(
        name="programmes.application_received",
        title=_("Confirmation of an application"),
        why=_("you applied for this programme"),
        is_open_to_coordinators=True,
    )
)
APPLICATION_UNFINISHED = register(
    MessageKind(
        name="programmes.application_unfinished",
        title=_("Reminder of an unfinished application"),
        why=_("you began an application for this programme"),
        category=Category.PROGRAMME,
        is_reminder=True,
    )
)
VALIDATION_ASKED = register(
    MessageKind(
        name="programmes.validation_asked",
        title=_("Is it still true? Before matching"),
        why=_("you have a place in this programme and wait for your match"),
        is_open_to_coordinators=True,
    )
)
VALIDATION_REMINDER = register(
    MessageKind(
        name="programmes.validation_reminder",
        title=_("Reminder to say whether it is still true"),
        why=_("you have a place in this programme and wait for your match"),
        category=Category.PROGRAMME,
        is_reminder=True,
    )
)


def post_application_received(application: Application) -> None:
    """Confirm that an application is in, once each time it is handed in; without the answers."""
    programme = application.cohort.programme
    times = Event.objects.about(application).filter(kind="application.submitted").count()
    post(
        APPLICATION_RECEIVED,
        recipient=application.person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=application,
        occurrence=f"handed in, time {times}",
        context={
            "programme": programme.name,
            "cohort": application.cohort.name,
            "role": application.role,
            "decisions_on": decisions_on(application.cohort_id),
            "action_url": absolute(reverse("programmes:apply-detail", args=(application.pk,))),
        },
    )


def unfinished_facts(application: Application, *, last_day: date) -> dict[str, object]:
    """Return what a reminder of an unfinished application says; the same each time."""
    return {
        "programme": application.cohort.programme.name,
        "role": application.role,
        "last_day": last_day,
        "action_url": absolute(reverse("programmes:apply-go-on", args=(application.pk,))),
    }


def post_validation_asked(validation: Validation) -> None:
    """Ask whether what somebody wrote is still true, once for each time it is asked."""
    application = validation.application
    programme = application.cohort.programme
    post(
        VALIDATION_ASKED,
        recipient=application.person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=validation,
        occurrence="asked",
        context=validation_facts(validation),
    )


def validation_facts(validation: Validation) -> dict[str, object]:
    """Return what the question whether it is still true says; the same each time."""
    address = reverse("programmes:apply-still-true", args=(validation.application_id,))
    cohort = validation.application.cohort
    return _facts(cohort, answer_by=validation.answer_by, url=absolute(address))


def preview_validation(cohort: Cohort, *, person: Person, answer_by: date) -> Rendered:
    """Return the mail as it would leave now for somebody; its link leads nowhere."""
    return render(
        VALIDATION_ASKED,
        recipient=person,
        organisation=cohort.programme.organisation,
        context=_facts(cohort, answer_by=answer_by, url=absolute("/apply/…")),
    )


def _facts(cohort: Cohort, *, answer_by: date, url: str) -> dict[str, object]:
    """Return what the mail says."""
    return {
        "programme": cohort.programme.name,
        "cohort": cohort.name,
        "answer_by": answer_by,
        "action_url": url,
    }
