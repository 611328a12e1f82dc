"""What could hurt the next cohort, and what we will keep, change and stop."""

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.reports import phrases
from evaluation.reports.chapters.loops import state_word
from evaluation.reports.document import Cell, Chapter, Column, Part, Table, Width
from evaluation.reports.model import ImplicationLine, ReportData, Risk
from evaluation.reports.wording.risk_names import risk_name
from evaluation.reports.wording.sections import Section
from programmes.enums import Reach

Said = Mapping[str, tuple[str, ...]]


def ahead(data: ReportData, said: Said) -> Chapter | None:
    """Tell risks, what follows from this report and what was recommended; None without any."""
    parts = [Part(tables=(_risk_table(data),))] if data.risks else []
    parts.extend(_kept_changed_stopped(said))
    if data.implications:
        parts.append(Part(title=_("Recommendations"), tables=(_table(data),)))
    if not parts:
        return None
    lead = _("What the records warn of, and what follows from this report for the next cohort.")
    return Chapter(
        _("Risks, and the next programme"),
        lead,
        tuple(parts),
        said.get(Section.RISKS, ()),
        starts_page=False,
    )


def _kept_changed_stopped(said: Said) -> list[Part]:
    """Return what will be kept, changed and stopped, side by side."""
    return [
        Part(title=str(section.label), points=said[section], width=Width.THIRD)
        for section in (Section.KEEP, Section.CHANGE, Section.STOP)
        if said.get(section)
    ]


def _risk_table(data: ReportData) -> Table:
    """Return each risk with what the records say of it."""
    rows = tuple((Cell(_risk_name(risk)), Cell(_signal(risk))) for risk in data.risks)
    return Table(
        _("Risks to the next cohort, from the records"),
        (Column(_("Risk")), Column(_("What the records say"))),
        rows,
    )


def _risk_name(risk: Risk) -> str:
    """Call a risk by a few words."""
    return {
        "no_sponsor": _("Nobody stands for the programme"),
        "sponsor_silent": _("The sponsor is silent"),
        "charter_review": _("The review of the charter is over its day"),
        "charter_unsigned": _("The charter is not signed"),
        "no_coordinator": _("Nobody coordinates"),
        "one_coordinator": _("Everything hangs on one coordinator"),
        "mentees_without_mentor": _("Mentees without a mentor"),
        "mentors_lapse": _("Mentors’ training lapses"),
        "response_falling": _("Fewer answer"),
    }.get(risk.key) or risk_name(risk.key)


def _signal(risk: Risk) -> str:
    """Say what the records show of a risk."""
    facts = {
        "count": phrases.whole(risk.count),
        "of": phrases.whole(risk.of or 0),
        "day": date_format(risk.until, "j F Y") if risk.until else "",
        "about": risk.about,
        "before": phrases.whole(risk.before or 0),
        "before_of": phrases.whole(risk.before_of or 0),
    }
    days = ngettext(
        "No answer for %(count)s day, since %(day)s.",
        "No answer for %(count)s days, since %(day)s.",
        risk.count,
    )
    words = {
        "no_sponsor": _("No sponsor with an address is named."),
        "sponsor_silent": days,
        "charter_review": days,
        "charter_unsigned": _("People take part in what nobody has signed for."),
        "no_coordinator": _("Nobody is on record who looks after relationships."),
        "one_coordinator": _("Nobody could take over for a while."),
        "mentees_without_mentor": _("%(count)s of %(of)s have none."),
        "mentors_lapse": _("%(count)s of %(of)s are out of date by %(day)s unless refreshed."),
        "response_falling": _(
            "%(about)s: %(count)s of %(of)s answered, %(before)s of %(before_of)s before."
        ),
    }.get(risk.key)
    if words is None:
        words = "%(count)s" if risk.of is None else _("%(count)s of %(of)s")
    return words % facts


def _table(data: ReportData) -> Table:
    """Return the recommendations that are open or newly decided."""
    return Table(
        _("What we recommend, why, and who would do it"),
        (
            Column(_("Recommendation")),
            Column(_("Why")),
            Column(_("Who")),
            Column(_("Effort")),
            Column(_("Where")),
            Column(_("State")),
        ),
        tuple(_row(line) for line in data.implications),
    )


def _row(line: ImplicationLine) -> tuple[Cell, ...]:
    """Return one recommendation."""
    return (
        Cell(line.text),
        Cell(line.reason or "–", line.figure),
        Cell(line.owner or "–"),
        Cell(_effort(line.effort)),
        Cell(_where(line.applies) or "–"),
        Cell(state_word(line.state)),
    )


def _effort(effort: str) -> str:
    """Call an effort by its word; one that is written out stays as it is."""
    return {"small": _("Small"), "medium": _("Medium"), "large": _("Large")}.get(effort, effort)


def _where(applies: str) -> str:
    """Say where a recommendation applies; what is written out stays as it is."""
    return str(Reach(applies).label) if applies in Reach.values else applies
