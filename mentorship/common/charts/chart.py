"""What a chart is: one picture, the words that go with it, and its numbers."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from mentorship.common.charts.drawing import Specification, draw


@dataclass(frozen=True)
class Words:
    """What a chart is called, what it shows (the finding), and what it looks like when heard."""

    title: str
    caption: str
    description: str = ""


@dataclass(frozen=True)
class Frame:
    """How much room there is: `width` in pixels; narrow pictures put labels above, not beside."""

    width: int
    is_narrow: bool


WIDE = Frame(560, is_narrow=False)
NARROW = Frame(330, is_narrow=True)


@dataclass(frozen=True)
class Chart:
    """A chart ready to show: inline SVG for wide and for narrow places, words, numbers as text."""

    svg: SafeString
    narrow_svg: SafeString
    title: str
    description: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def print_svg(self) -> SafeString:
        """Return the picture for PDF, where the title alone becomes the alternative text."""
        return self._spoken_for(self.svg)

    @property
    def narrow_print_svg(self) -> SafeString:
        """Return the narrow picture for PDF, for half a line."""
        return self._spoken_for(self.narrow_svg)

    def _spoken_for(self, svg: SafeString) -> SafeString:
        """Return a picture whose title says what its description says, too."""
        title = format_html(">{}</title>", self.title)
        spoken = format_html(">{}. {}</title>", self.title, self.description)
        return SafeString(svg.replace(title, spoken, 1))


def build(
    specify: Callable[[Frame], Specification],
    words: Words,
    columns: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
) -> Chart:
    """Draw a picture for each frame and put the words and numbers beside it."""
    description = words.description or _spoken(rows)
    return Chart(
        svg=_picture(specify(WIDE), words.title, description),
        narrow_svg=_picture(specify(NARROW), words.title, description),
        title=words.title,
        description=description,
        caption=words.caption,
        columns=columns,
        rows=rows,
    )


def _picture(specification: Specification, title: str, description: str) -> SafeString:
    """Draw one specification and name it for those who listen."""
    picture = draw(specification)
    return format_html(
        '{}<title id="title-{name}">{}</title><desc id="desc-{name}">{}</desc>{}',
        SafeString(picture.opening),
        title,
        description,
        SafeString(picture.body),
        name=picture.name,
    )


def _spoken(rows: tuple[tuple[str, ...], ...]) -> str:
    """Return the numbers as one sentence to be read aloud."""
    return "; ".join(f"{row[0]}: {', '.join(cell for cell in row[1:] if cell)}" for row in rows)
