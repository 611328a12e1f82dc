"""What the kinds of risk are called, and what the records show of one: in drafts and in tables."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.reports import phrases
from evaluation.reports.model import Risk


def risk_name(key: str) -> str:
    """Call a kind of risk by a few words; one that is not known here by its own key."""
    return {
        "no_sponsor": _("Nobody stands for the programme"),
        "sponsor_silent": _("The sponsor is silent"),
        "charter_review": _("The review of the charter is over its day"),
        "charter_unsigned": _("The charter is not signed"),
        "no_coordinator": _("Nobody coordinates"),
        "one_coordinator": _("Everything hangs on one coordinator"),
        "seats_without_mentor": _("Mentees have no mentor"),
        "mentors_lapse": _("Mentors’ training lapses"),
        "response_falls": _("Fewer answer"),
    }.get(key, phrases.capital(key.replace("_", " ")))


def risk_signal(risk: Risk) -> str:
    """Say in a sentence what the records show of a risk."""
    facts = {
        "count": phrases.whole(risk.count),
        "of": phrases.whole(risk.of or 0),
        "day": date_format(risk.until, "j F Y") if risk.until else "",
        "about": risk.about,
        "before": phrases.whole(risk.before or 0),
        "before_of": phrases.whole(risk.before_of or 0),
    }
    words = {
        "no_sponsor": _("No sponsor with an address is named."),
        "sponsor_silent": _("A review of the charter has waited for an answer since %(day)s."),
        "charter_review": _("It was due on %(day)s."),
        "charter_unsigned": _("People take part in what nobody has signed for."),
        "no_coordinator": _("Nobody is on record who looks after relationships."),
        "one_coordinator": _("Nobody could take over for a while."),
        "seats_without_mentor": _("%(count)s of %(of)s mentees have none."),
        "mentors_lapse": _("%(count)s of %(of)s are out of date by %(day)s unless refreshed."),
        "response_falls": _(
            "%(about)s: %(count)s of %(of)s answered, %(before)s of %(before_of)s before."
        ),
    }.get(risk.key)
    if words is None:
        words = "%(count)s" if risk.of is None else _("%(count)s of %(of)s")
    return words % facts
