"""Switching categories of mail off and on."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.notifications.enums import CancelReason, Category, MessageState
from mentorship.notifications.kinds import all_kinds
from mentorship.notifications.links import UnsubscribeLink
from mentorship.notifications.models import Message, Preference


class SpentLinkError(Exception):
    """The person switched the category back on after this link was sent, so it acts no more."""


@transaction.atomic
def set_preference(person: Person, category: Category, *, is_wanted: bool, by: Person) -> None:
    """Keep a person's yes or no to a category of mail; recorded when it changes.

    A no also cancels what is waiting to leave. A yes takes the power from every unsubscribe link
    sent so far, so that a mail scanner that presses old links cannot undo it.
    """
    preference, _is_new = Preference.objects.select_for_update().get_or_create(
        person=person, category=category
    )
    if preference.is_wanted == is_wanted:
        return
    Preference.objects.filter(pk=preference.pk).update(
        is_wanted=is_wanted,
        edition=F("edition") + (1 if is_wanted else 0),
        changed_at=timezone.now(),
    )
    if not is_wanted:
        _cancel_waiting(person, category)
    record(
        "mail_preference.changed",
        preference,
        by=by,
        changes={"category": category, "is_wanted": is_wanted},
    )


@transaction.atomic
def unsubscribe(link: UnsubscribeLink) -> None:
    """Do what an unsubscribe link says; twice is once.

    Raises SpentLinkError when the category was switched back on since, Person.DoesNotExist when
    nobody is there any more.
    """
    person = Person.objects.get(pk=link.person_id)
    if UnsubscribeLink.of(person, link.category) != link:
        raise SpentLinkError
    set_preference(person, link.category, is_wanted=False, by=person)


def _cancel_waiting(person: Person, category: Category) -> None:
    """Cancel what of this category is waiting to leave for the person."""
    kinds = [kind.name for kind in all_kinds() if kind.category == category]
    Message.objects.filter(recipient=person, kind__in=kinds).move_to(
        MessageState.CANCELLED,
        cancelled_at=timezone.now(),
        cancel_reason=CancelReason.NOT_WANTED,
    )
