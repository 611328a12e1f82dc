"""The words of a report with its figures in place."""

from collections.abc import Mapping, Sequence

from evaluation.reports import summary
from evaluation.reports.model import ReportData
from evaluation.reports.wording.sections import Section

# Paragraphs by the key of their section, with figures placed by key: `{graduated}`.
Words = Mapping[str, Sequence[str]]


def words_of(data: ReportData, words: Words) -> dict[str, tuple[str, ...]]:
    """Return what each section says, in the language that is active.

    `words` are those that people changed; every other section is drafted from the figures.
    """
    drafted = {
        Section.SUMMARY: summary.summary(data),
        Section.WORKED: summary.worked(data),
        Section.NOT_YET: summary.not_yet(data),
        Section.ASKS: summary.asks(data),
    }
    return {
        section.value: tuple(words[section]) if section in words else drafted.get(section, ())
        for section in Section
    }
