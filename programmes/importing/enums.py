"""States of an import and of its rows, and what a table may be about."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportKind(TextChoices):
    """What each row of a table stands for."""

    PEOPLE = "people", _("People and their places in a cohort")
    MEMBERS = "members", _("People of the organisation, without a place yet")
    ROLES = "roles", _("Who did what in which cohort")


class ImportState(TextChoices):
    """How far an import is."""

    UPLOADED = "uploaded", _("Being read")
    MAPPING = "mapping", _("Waits for its columns")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked, nothing written yet")
    APPLYING = "applying", _("Being written")
    APPLIED = "applied", _("Done")
    FAILED = "failed", _("Could not be read")
    DISCARDED = "discarded", _("Thrown away")


# The states in which a worker has something to do.
AT_WORK = (ImportState.UPLOADED, ImportState.CHECKING, ImportState.APPLYING)
# The states from which somebody goes on.
UNDER_WAY = (*AT_WORK, ImportState.MAPPING, ImportState.CHECKED)

IMPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    # Another sheet or other letters: read again.
    ImportState.UPLOADED: frozenset({ImportState.MAPPING}),
    ImportState.MAPPING: frozenset({ImportState.UPLOADED, ImportState.CHECKED}),
    # From applying: somebody changed something meanwhile.
    ImportState.CHECKING: frozenset(
        {ImportState.MAPPING, ImportState.CHECKED, ImportState.APPLYING}
    ),
    ImportState.CHECKED: frozenset({ImportState.CHECKING}),
    ImportState.APPLYING: frozenset({ImportState.CHECKED}),
    ImportState.APPLIED: frozenset({ImportState.APPLYING}),
    ImportState.FAILED: frozenset(
        {ImportState.UPLOADED, ImportState.CHECKING, ImportState.APPLYING}
    ),
    ImportState.DISCARDED: frozenset(
        {
            ImportState.UPLOADED,
            ImportState.MAPPING,
            ImportState.CHECKING,
            ImportState.CHECKED,
            ImportState.FAILED,
        }
    ),
}


class Outcome(TextChoices):
    """What becomes of one row."""

    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    REFUSED = "refused", _("Refused")


class DateOrder(TextChoices):
    """How days are written in a table."""

    DAY_FIRST = "day-first", _("Day first: 03/04 is 3 April")
    MONTH_FIRST = "month-first", _("Month first: 03/04 is 4 March")


class WordAbout(TextChoices):
    """What a remembered word of somebody's table is about."""

    COLUMN = "column", _("A column's heading")
    ROLE = "role", _("A role")
    STATE = "state", _("A state")
