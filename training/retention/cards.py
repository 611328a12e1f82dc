"""What retention puts on a participant's home: thanks that nobody has read yet."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from programmes.cards import Card
from training.models import ThankYou

THANKS = 30


def unread_thanks(person: Person) -> QuerySet[ThankYou]:
    """Return the latest thanks that somebody has not read."""
    unread = ThankYou.objects.filter(mentor=person, read_at__isnull=True, withdrawn_at__isnull=True)
    return unread.select_related("author")[:1]


def cards_of_retention(_person: Person, unread: Sequence[ThankYou]) -> Iterator[Card]:
    """Yield a card for the latest thanks that the person has not read."""
    note = unread[0]
    name = note.author.short_name
    yield Card(
        key=f"training.thanks.{note.pk}",
        headline=_("%(name)s thanks you") % {"name": name},
        title=_("A note from %(name)s") % {"name": note.author.name},
        text=_("It is for you alone, unless %(name)s said otherwise.") % {"name": name},
        action=_("Read it"),
        url=reverse("training:thanks-list"),
        order=THANKS,
    )
