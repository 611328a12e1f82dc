"""The first words of a draft's pages, and the measures that people argue about."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.drafts.wording import fit_in_words
from matching.models import Draft

Measures = Mapping[str, Any]


def title_of(draft: Draft) -> str:
    """Return what a draft is called on its page, under its cohort."""
    return _("%(cohort)s · %(draft)s") % {"cohort": draft.round.cohort.name, "draft": str(draft)}


def headline(measures: Measures) -> str:
    """Return how many have a mentor: “46 of 48 mentees have a proposed mentor”."""
    if not measures["mentees"]:
        return _("No mentee is in this draft.")
    said = ngettext(
        "%(placed)d of %(mentees)d mentee has a proposed mentor.",
        "%(placed)d of %(mentees)d mentees have a proposed mentor.",
        measures["mentees"],
    )
    return said % measures


def lead_of(measures: Measures) -> str:
    """Return how many need a decision, or that nobody does."""
    if not measures["mentees"]:
        return _("Accept mentees for this cohort, then run the rules again.")
    if not measures["unplaced"]:
        return _("Nobody is left over.")
    said = ngettext(
        "%(unplaced)d needs a decision.", "%(unplaced)d need a decision.", measures["unplaced"]
    )
    return said % measures


def board_figures(draft: Draft, measures: Measures, roomy: int) -> list[dict[str, str]]:
    """Return the measures in one line."""
    figures = [
        {"value": fit_in_words(measures["mean"]), "label": _("average fit, of 100")},
        {"value": fit_in_words(measures["worst"]), "label": _("weakest pair")},
    ]
    if draft.settings.get("who_wishes", draft.round.who_wishes) in {"mentees", "both"}:
        wished = {"value": str(measures["first_or_second"])}
        figures.insert(1, {**wished, "label": _("got their first or second wish")})
    figures.append(
        {
            "value": _("%(roomy)d of %(mentors)d")
            % {"roomy": roomy, "mentors": measures["mentors"]},
            "label": _("mentors with room"),
        }
    )
    return figures


def drafts_headline(count: int, *, shows_aside: bool) -> str:
    """Return how many drafts there are."""
    if shows_aside:
        said = ngettext("%(count)d draft is put aside", "%(count)d drafts are put aside", count)
    elif not count:
        return _("No draft yet")
    else:
        said = ngettext("%(count)d draft to look at", "%(count)d drafts to choose from", count)
    return said % {"count": count}
