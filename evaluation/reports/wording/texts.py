"""The words of a report as texts to type in: a paragraph on each line, a text for each section."""

from collections.abc import Mapping

from evaluation.reports.model import ReportData
from evaluation.reports.wording.filling import Words, templates_of
from evaluation.reports.wording.sections import Section
from programmes.meanwhile import mark_of

# The text of each section, by its key.
Texts = Mapping[str, str]

MARK = 16


def paragraphs_in(text: str) -> list[str]:
    """Return the paragraphs of a text: its lines that say something."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def plain(text: str) -> str:
    """Return a text as it is kept: the same paragraphs are the same text."""
    return "\n".join(paragraphs_in(text))


def texts_of(data: ReportData, words: Words) -> dict[str, str]:
    """Return the text of every section: what people wrote, else the draft."""
    return {
        section.value: "\n".join(paragraphs)
        for section, paragraphs in templates_of(data, words).items()
    }


def words_from(data: ReportData, texts: Texts) -> dict[str, list[str]]:
    """Return the words to store: of each section that reads otherwise than its draft."""
    drafts = texts_of(data, {})
    return {
        section: paragraphs_in(text)
        for section, text in texts.items()
        if section in drafts and plain(text) != plain(drafts[section])
    }


def marks_of(texts: Texts) -> dict[str, str]:
    """Return a mark of each section's text: another text has another mark."""
    return {section: mark_of({"": plain(text)})[:MARK] for section, text in texts.items()}


def mark_of_each(texts: Texts) -> str:
    """Write the marks of all sections into one line that a form can carry."""
    return ",".join(f"{section}:{mark}" for section, mark in marks_of(texts).items())


def read_marks(line: str) -> dict[str, str]:
    """Read the marks that came back with a form; what is no mark of a section is left out."""
    pairs = (part.partition(":") for part in line.split(","))
    return {section: mark for section, _colon, mark in pairs if section in Section.values and mark}


def changed_meanwhile(texts: Texts, stored: Texts, seen: Mapping[str, str]) -> list[str]:
    """Return the sections that both the writer and somebody else changed since `seen`.

    Without a mark, nobody can tell what was seen, so somebody else's text counts as a change.
    """
    mine, theirs = marks_of(texts), marks_of(stored)
    return [
        section
        for section in texts
        if mine[section] != theirs[section]
        and seen.get(section, "") not in {mine[section], theirs[section]}
    ]


def settled_together(texts: Texts, stored: Texts, seen: Mapping[str, str]) -> dict[str, str]:
    """Return each section as whoever changed it left it: untouched ones are theirs."""
    mine = marks_of(texts)
    return {
        section: stored[section] if seen.get(section) == mine[section] else text
        for section, text in texts.items()
    }
