"""What could hurt the next cohort, and what we will keep, change and stop."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from evaluation.reports.chapters.loops import state_word
from evaluation.reports.document import Cell, Chapter, Column, Part, Table, Width
from evaluation.reports.model import ImplicationLine, ReportData
from evaluation.reports.wording.risk_names import risk_name, risk_signal
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
    rows = tuple((Cell(risk_name(risk.key)), Cell(risk_signal(risk))) for risk in data.risks)
    return Table(
        _("Risks to the next cohort, from the records"),
        (Column(_("Risk")), Column(_("What the records say"))),
        rows,
    )


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
