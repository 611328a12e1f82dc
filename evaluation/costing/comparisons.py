"""Two groups that nobody drew by lot, side by side: associated with, and never more than that."""

import re
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.models import CohortComparison
from evaluation.reports.model import Comparison
from evaluation.reports.phrases import percent
from evaluation.statistics.differences import difference_of_shares
from evaluation.statistics.intervals import wilson

# Words that claim a cause. They are English: what is written in another language is not caught.
_CLAIMS = re.compile(
    r"\b(caus(?:e|es|ed|ing)|because of|due to|thanks to|leads? to|led to"
    r"|result(?:s|ed)? (?:in|from)|proves?|proved|proven|attributable to)\b",
    re.IGNORECASE,
)


def claim_of_cause(text: str) -> str | None:
    """Return the words with which a text claims a cause; None where it claims none."""
    found = _CLAIMS.search(text)
    return found.group(0) if found else None


def compared(line: CohortComparison) -> Comparison:
    """Return a comparison in words, with the interval of each figure and of their difference."""
    ours, theirs = (line.ours_count, line.ours_n), (line.theirs_count, line.theirs_n)
    return Comparison(
        title=line.title,
        ours=_share(*ours),
        theirs=_share(*theirs),
        how=_("Took part: %(ours)s. The others: %(theirs)s. Source: %(source)s.")
        % {
            "ours": line.ours_how.rstrip("."),
            "theirs": line.theirs_how.rstrip("."),
            "source": line.source.rstrip("."),
        },
        found=found_between(ours, theirs),
    )


def found_between(ours: tuple[int, int], theirs: tuple[int, int]) -> str:
    """Say how far two shares, as (count, n), are apart, and whether that can be told from none."""
    apart = difference_of_shares(theirs, ours)
    if apart.value is None or apart.low is None or apart.high is None:
        return ""
    facts = {"points": _points(apart.value), "low": _signed(apart.low), "high": _signed(apart.high)}
    if apart.low <= 0 <= apart.high:
        words = _(
            "The two lie %(points)s apart (95%% interval %(low)s to %(high)s), so they cannot be "
            "told apart."
        )
    elif apart.value > 0:
        words = _(
            "Taking part is associated with %(points)s more (95%% interval %(low)s to %(high)s); "
            "who took part chose to, so other differences between the groups may be behind it."
        )
    else:
        words = _(
            "Taking part is associated with %(points)s less (95%% interval %(low)s to %(high)s); "
            "who took part chose to, so other differences between the groups may be behind it."
        )
    return words % facts


def _share(count: int, n: int) -> str:
    """Write “3 of 54 (6%; 95% interval 2% to 15%)”."""
    found = wilson(count, n)
    value, low, high = (
        percent(_decimal(bound or 0)) for bound in (found.value, found.low, found.high)
    )
    return _("%(count)s of %(n)s (%(share)s; 95%% interval %(low)s to %(high)s)") % {
        "count": number_format(count),
        "n": number_format(n),
        "share": value,
        "low": low,
        "high": high,
    }


def _points(difference: float) -> str:
    """Write by how many percentage points two shares differ, without its direction."""
    points = abs(round(100 * difference))
    told = ngettext("%(count)d percentage point", "%(count)d percentage points", points)
    return told % {"count": points}


def _signed(difference: float) -> str:
    """Write percentage points with their sign."""
    points = round(100 * difference)
    return f"−{-points}" if points < 0 else f"+{points}" if points else "0"


def _decimal(share: float) -> Decimal:
    """Return a share as it is frozen elsewhere, with four decimals."""
    return Decimal(str(round(share, 4)))
