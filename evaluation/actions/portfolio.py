"""Reading what programmes bring to the side-by-side."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from evaluation.models import PortfolioSheet
from evaluation.portfolio.gathering import gather
from evaluation.portfolio.sheet import to_plain
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Programme
from programmes.strategy import today_of

# Figures so new are not read again because somebody asks, or asks twice.
NEW = timedelta(minutes=5)


def read_all_sheets() -> int:
    """Read every programme's figures, each in a transaction of its own; return how many."""
    return read_sheets(
        programmes=Programme.objects.select_related("organisation").order_by("pk"), by=None
    )


def read_sheets(*, programmes: Iterable[Programme], by: Person | None) -> int:
    """Read the figures of programmes anew, but of those that were just read; return how many.

    Running it twice, or twice at a time, changes nothing more.
    """
    return sum(_read(programme, by) for programme in programmes)


@transaction.atomic
def _read(programme: Programme, by: Person | None) -> bool:
    """Read one programme's figures; tell whether that had to be done."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    sheet = PortfolioSheet.objects.filter(programme=programme).first()
    day = today_of(programme)
    now = timezone.now()
    if sheet and sheet.as_of == day and now - sheet.read_at < NEW:
        return False
    figures = to_plain(gather(programme, day))
    PortfolioSheet.objects.update_or_create(
        programme=programme, defaults={"as_of": day, "read_at": now, "figures": figures}
    )
    if by is not None:
        record("portfolio.read", programme, by=by, changes={"as_of": day.isoformat()})
    return True


@transaction.atomic
def note_portfolio_download(*, programmes: Iterable[Programme], rows: int, by: Person) -> None:
    """Record, for each programme, that its figures were taken along."""
    for programme in programmes:
        record("portfolio.downloaded", programme, by=by, changes={"rows": rows})
