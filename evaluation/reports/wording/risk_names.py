"""What the kinds of risk are called."""

from django.utils.translation import gettext as _

from evaluation.reports import phrases


def risk_name(key: str) -> str:
    """Call a kind of risk by a few words; one that is not known here by its own key."""
    return {
        "mentors_lapse": _("Mentors whose training lapses before the next cohort"),
        "one_coordinator": _("Coordinators who know the programme"),
        "sponsor_silent": _("Sponsors who have not answered"),
        "charter_review": _("Reviews of the charter that are overdue"),
        "response_falls": _("Surveys whose response is falling"),
        "asks_unanswered": _("Questions to the sponsor without an answer"),
        "seats_without_mentor": _("Mentees’ places without a mentor"),
    }.get(key, phrases.capital(key.replace("_", " ")))
