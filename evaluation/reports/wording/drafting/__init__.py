"""A draft of every section, in plain sentences with their figures placed."""

from evaluation.reports.model import ReportData
from evaluation.reports.wording.drafting import ahead, evidence, first_page
from evaluation.reports.wording.sections import Section


def draft_of(data: ReportData) -> dict[Section, tuple[str, ...]]:
    """Return the paragraphs of each section, in the language that is active.

    Numbers stand in them as keys, `{graduated}`. A section about which the report has no figures
    is empty.
    """
    return {
        Section.SUMMARY: first_page.summary(data),
        Section.WORKED: first_page.worked(data),
        Section.NOT_YET: first_page.not_yet(data),
        Section.ASKS: first_page.asks(data),
        Section.OBJECTIVES: tuple(evidence.objectives(data)),
        Section.OUTCOMES: tuple(evidence.outcomes(data)),
        Section.FRESH: tuple(evidence.fresh_and_alive(data)),
        Section.COSTS: tuple(ahead.costs(data)),
        Section.LOOPS: tuple(ahead.loops(data)),
        Section.RISKS: tuple(ahead.risks(data)),
        Section.KEEP: tuple(ahead.keep(data)),
        Section.CHANGE: tuple(ahead.change(data)),
        Section.STOP: tuple(ahead.stop(data)),
    }
