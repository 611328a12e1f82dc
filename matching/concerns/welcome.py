"""What concerns put on the home and Today of whoever answers them, and of nobody else."""

from collections.abc import Iterator, Sequence

from django.contrib.humanize.templatetags.humanize import apnumber
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.concerns.wording import moment
from matching.models import Concern
from mentorship.accounts.models import Person
from programmes.cards import Card

ORDER = 15


def cards_of_concerns(_person: Person, waiting: Sequence[Concern]) -> Iterator[Card]:
    """Yield what waits to be taken in hand by the person, by its number alone."""
    first = waiting[0].answer_by
    text = _("Answer by %(when)s") % {"when": moment(first)}
    if first <= timezone.now():
        text = _("The hour to answer is over: please look at it now")
    title = capfirst(
        ngettext("%(n)s concern waits for you", "%(n)s concerns wait for you", len(waiting))
        % {"n": apnumber(len(waiting))}
    )
    yield Card(
        key="matching.concerns",
        title=title,
        text=text,
        action=_("See it"),
        url=reverse("matching:concern-inbox"),
        order=ORDER,
        headline=title,
    )
