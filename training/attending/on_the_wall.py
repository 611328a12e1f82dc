"""What the wall shows: the code of the moment, and who came in by it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from training.attending.wall import STEP_SECONDS, code_at, step_at
from training.enums import AttendanceSource
from training.models import Session


@dataclass(frozen=True, slots=True)
class Wall:
    """A code, for how long it stands, and how many came in by it, beside those ticked by hand."""

    code: str
    seconds: int
    by_code: tuple[Person, ...]
    by_hand: int
    heads_sentence: str

    @property
    def there(self) -> int:
        """Return how many are noted in all."""
        return len(self.by_code) + self.by_hand


def wall_of(session: Session, now: datetime, *, heads: int | None = None) -> Wall:
    """Return what the wall of a session shows now; no code unless one counts. One query."""
    there = session.attendances.filter(is_present=True).select_related("person")
    rows = list(there.order_by("-recorded_at", "pk"))
    by_code = tuple(row.person for row in rows if row.source == AttendanceSource.CODE)
    return Wall(
        code=code_at(session.wall_key, step_at(now)) if session.takes_codes else "",
        seconds=STEP_SECONDS - int(now.timestamp()) % STEP_SECONDS,
        by_code=by_code,
        by_hand=len(rows) - len(by_code),
        heads_sentence="" if heads is None else _compared(heads, len(rows)),
    )


def _compared(heads: int, noted: int) -> str:
    """Say how the heads in the room compare with who is noted."""
    facts = {"count": abs(heads - noted)}
    if noted > heads:
        return (
            ngettext(
                "%(count)d more is noted than heads in the room: look at who came in by code.",
                "%(count)d more are noted than heads in the room: look at who came in by code.",
                facts["count"],
            )
            % facts
        )
    if heads > noted:
        return (
            ngettext(
                "%(count)d person in the room is not noted yet.",
                "%(count)d people in the room are not noted yet.",
                facts["count"],
            )
            % facts
        )
    return _("As many are noted as heads are in the room.")
