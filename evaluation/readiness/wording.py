"""Where a programme stands, in words."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluation.readiness.assessing import Assessment
from evaluation.readiness.bands import Band, Verdict, next_band

BANDS = {
    Band.GOLD: gettext_lazy("Gold"),
    Band.SILVER: gettext_lazy("Silver"),
    Band.BRONZE: gettext_lazy("Bronze"),
    Band.NOT_YET: gettext_lazy("Not yet"),
}
VERDICTS = {
    Verdict.MET: gettext_lazy("Met"),
    Verdict.PARTLY: gettext_lazy("Partly met"),
    Verdict.NOT_MET: gettext_lazy("Not met"),
    Verdict.UNJUDGED: gettext_lazy("To be judged"),
}
TONES = {
    Verdict.MET: "good",
    Verdict.PARTLY: "warn",
    Verdict.NOT_MET: "bad",
    Verdict.UNJUDGED: "idle",
}


def headline(assessment: Assessment) -> str:
    """Return the sentence with which the page of a standard opens."""
    stands = assessment.standing
    if stands.band == Band.NOT_YET:
        return _("%(percent)s%% of what is asked is met: no band is reached yet") % {
            "percent": stands.overall.percent
        }
    return _("%(percent)s%% of what is asked is met: that would be %(band)s") % {
        "percent": stands.overall.percent,
        "band": BANDS[stands.band],
    }


def to_go(assessment: Assessment) -> str:
    """Say what the next band asks for, and which parts fall short of it."""
    stands = assessment.standing
    above = next_band(stands.band)
    if above is None:
        return _("There is no band above; keep it fresh.")
    found, of_all, of_each = above
    short = [str(part.part.title) for part in assessment.parts if part.score.share < of_each]
    words = _("%(band)s takes %(all)s%% of everything and %(each)s%% of each part.") % {
        "band": BANDS[found],
        "all": percent(of_all),
        "each": percent(of_each),
    }
    if not short:
        return words
    missing = ngettext("Short of that: %(parts)s.", "Short of that: %(parts)s.", len(short)) % {
        "parts": ", ".join(short)
    }
    return f"{words} {missing}"


def percent(share: Fraction) -> int:
    """Return whole per cent of a threshold."""
    return int(share * 100)
