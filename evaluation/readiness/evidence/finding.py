"""How facts about one programme are put into words, each with the page where it can be seen."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from evaluation.readiness.evidence.model import Fact
from programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Finding:
    """Looks at one programme as of a day."""

    programme: Programme
    today: date
    now: datetime

    def there(
        self,
        key: str,
        title: str,
        *,
        count: int,
        page: str,
        words: str = "",
        latest: date | None = None,
        enough: int = 1,
    ) -> Fact:
        """Return that something is there, or not; without words its number says it."""
        return Fact(
            key, title, words or number_format(count), count, None, latest, self._url(page), enough
        )

    def share(
        self,
        key: str,
        title: str,
        count: int,
        of: int,
        *,
        page: str,
        latest: date | None = None,
        nothing: str = "",
        is_fine: bool = False,
    ) -> Fact:
        """Return so many of so many; `is_fine` says that nothing to count is as it should be."""
        words = _("%(count)s of %(of)s") % {
            "count": number_format(count),
            "of": number_format(of),
        }
        if not of:
            words = nothing or _("Nothing to count yet")
        return Fact(key, title, words, count, of, latest, self._url(page), 0 if is_fine else 1)

    def day(self, moment: datetime | None) -> date | None:
        """Return the day of a moment where the organisation is."""
        if moment is None:
            return None
        return timezone.localdate(moment, timezone=self.programme.organisation.time_zone)

    def _url(self, page: str) -> str:
        """Return the address of a page of the programme."""
        return reverse(page, args=(self.programme.slug,))
