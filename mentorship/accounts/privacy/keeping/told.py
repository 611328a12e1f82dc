"""How long what is kept, told to people from the rules that their organisations follow."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import KeepingRule, Organisation
from mentorship.accounts.privacy.areas import Area, all_areas
from mentorship.accounts.privacy.keeping.classes import BY_KEEPING
from mentorship.common.privacy import Keeping

# By organisation and class of what is kept: after how many months it goes.
Months = dict[tuple[UUID, str], int]


def areas_told(organisations: Sequence[Organisation]) -> list[tuple[Area, list[str]]]:
    """Return each area with the sentences that say for how long."""
    followed = KeepingRule.objects.filter(organisation__in=organisations, released_at__isnull=False)
    months = {(rule.organisation_id, rule.keeping): rule.months for rule in followed}
    return [(area, list(_how_long(area, organisations, months))) for area in all_areas()]


def _how_long(area: Area, organisations: Sequence[Organisation], months: Months) -> list[str]:
    """Say of each class in an area, and of each organisation, when it goes."""
    if not area.keepings:
        return [_("It stays: it holds ids, times and figures, which say nothing without a name.")]
    return [
        _of_class(keeping, months.get((house.pk, keeping.value)), house, len(organisations))
        for keeping in area.keepings
        for house in organisations
    ]


def _of_class(keeping: Keeping, months: int | None, house: Organisation, houses: int) -> str:
    """Say when one class goes in one organisation, which is named where there are several."""
    kept = BY_KEEPING[keeping]
    if months is None:
        said = _("%(what)s: until you ask to be erased; no end is set.") % {"what": kept.title}
    else:
        said = ngettext(
            "%(what)s: %(months)d month, counted from %(end)s.",
            "%(what)s: %(months)d months, counted from %(end)s.",
            months,
        ) % {"what": kept.title, "months": months, "end": kept.counted_from}
    return said if houses == 1 else f"{house.name}: {said}"
