"""When two records of one person become one: nobody meets themselves."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from matching.models import MatchMember
from mentorship.accounts.models import Person
from programmes.merging import Merger


def obstacles(kept: Person, gone: Person) -> Iterable[str]:
    """Say so where the two are in one match."""
    matches = MatchMember.objects.filter(participant__person=gone).values("match")
    if MatchMember.objects.filter(participant__person=kept, match__in=matches).exists():
        yield _("They are in one match with each other, so they are two people.")


MERGER = Merger(name="matching", obstacles=obstacles)
