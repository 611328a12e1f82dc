"""What the kinds of risk are called."""

from django.utils.translation import gettext as _

from evaluation.reports import phrases


def risk_name(key: str) -> str:
    """Call a kind of risk by a few words; one that is not known here by its own key."""
    return {
        "no_sponsor": _("Sponsors who can be reached"),
        "sponsor_silent": _("Days without a word from the sponsor"),
        "charter_review": _("Days by which the review of the charter is late"),
        "charter_unsigned": _("Signed charters"),
        "no_coordinator": _("Coordinators who know the programme"),
        "one_coordinator": _("Coordinators who know the programme"),
        "mentees_without_mentor": _("Mentees without a mentor"),
        "mentors_lapse": _("Mentors whose training lapses before the next cohort"),
        "response_falling": _("Answers to a survey whose response is falling"),
    }.get(key, phrases.capital(key.replace("_", " ")))
