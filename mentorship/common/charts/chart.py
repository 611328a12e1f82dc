"""What a chart is: one picture, the words that go with it, and its numbers."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from mentorship.common.charts import drawing


@dataclass(frozen=True)
class Words:
    """What a chart is called, what it shows (the finding), and what it looks like when heard."""

    title: str
    caption: str
    description: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart ready to show: inline SVG, its words, and the same numbers as a table of text."""

    svg: SafeString
    title: str
    description: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def print_svg(self) -> SafeString:
        """Return the picture for PDF, where the title alone becomes the alternative text."""
        title = format_html(">{}</title>", self.title)
        spoken = format_html(">{}. {}</title>", self.title, self.description)
        return SafeString(self.svg.replace(title, spoken, 1))


def build(
    specification: drawing.Specification,
    words: Words,
    columns: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
) -> Chart:
    """Draw a specification and put its words and numbers beside it."""
    description = words.description or _spoken(rows)
    picture = drawing.draw(specification)
    name = picture.name
    svg = format_html(
        '{}<title id="title-{}">{}</title><desc id="desc-{}">{}</desc>{}',
        SafeString(picture.opening),
        name,
        words.title,
        name,
        description,
        SafeString(picture.body),
    )
    return Chart(svg, words.title, description, words.caption, columns, rows)


def _spoken(rows: tuple[tuple[str, ...], ...]) -> str:
    """Return the numbers as one sentence to be read aloud."""
    return "; ".join(f"{row[0]}: {', '.join(cell for cell in row[1:] if cell)}" for row in rows)
