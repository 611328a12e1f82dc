"""Which parts of a report have words that people may change."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Section(TextChoices):
    """A part of a report in words; each holds paragraphs, or points."""

    SUMMARY = "summary", _("In three sentences")
    WORKED = "worked", _("What worked")
    NOT_YET = "not_yet", _("What did not, or not yet")
    ASKS = "asks", _("Decisions asked of the sponsor")
    OBJECTIVES = "objectives", _("Objectives and results")
    OUTCOMES = "outcomes", _("What came of it")
    FRESH = "fresh", _("Fresh and alive")
    COSTS = "costs", _("Cost and return")
    LOOPS = "loops", _("What became of the last recommendations")
    RISKS = "risks", _("Risks")
    KEEP = "keep", _("What we will keep")
    CHANGE = "change", _("What we will change")
    STOP = "stop", _("What we will stop")


# These look ahead. A number of what is planned or asked for can be no figure of the record, so it
# may stand here with where it is from; everywhere else only figures of the record may stand.
AHEAD = frozenset({Section.ASKS, Section.RISKS, Section.KEEP, Section.CHANGE, Section.STOP})
