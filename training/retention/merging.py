"""When two records of one person become one: a note of thanks between the two stands in the way."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from programmes.merging import Merger
from training.models import ThankYou


def thanks_between(kept: Person, gone: Person) -> Iterator[str]:
    """Yield a sentence where one of the two thanked the other: they are two people then."""
    between = Q(author=kept, mentor=gone) | Q(author=gone, mentor=kept)
    if ThankYou.objects.filter(between).exists():
        yield _("One of them has thanked the other, so they are two people.")


MERGER = Merger(name="training.retention", obstacles=thanks_between)
