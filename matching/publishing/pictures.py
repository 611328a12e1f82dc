"""A mail's HTML as a picture of it on a page: its words and their order, nothing that could act.

The page's own rules forbid styles and frames of others, so what stands in the mail is drawn anew
from the few elements that our mails are made of, without a single attribute.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

BLOCKS = {"h1": "heading", "h2": "heading", "p": "words", "li": "item", "td": "words"}
BREAK = "\n"
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a mail: the `brand`, a `heading`, `words`, an `item`, the `button`, the `foot`."""

    kind: str
    text: str


def picture_of(html: str) -> tuple[Part, ...]:
    """Return the parts of a mail of ours, in their order; empty ones are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.parts)


class _Reader(HTMLParser):
    """Reads the body of a mail; whatever it does not know is words."""

    def __init__(self) -> None:
        """Begin before the body."""
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self._is_body = False
        self._kind = ""
        self._area = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Begin a part where an element begins that stands by itself."""
        classes = str(dict(attrs).get("class") or "").split()
        if tag == "body":
            self._is_body = True
        elif tag == "br":
            self._text.append(BREAK)
        elif tag == "a" and "action-link" in classes:
            self._begin("button")
        elif tag in BLOCKS or tag in {"div", "tr"}:
            self._area = {"brand": "brand", "foot-cell": "foot"}.get(
                classes[0] if classes else "", self._area if tag not in {"td", "div"} else ""
            )
            hidden = "preview" in classes
            self._begin("hidden" if hidden else self._area or BLOCKS.get(tag, "words"))

    def handle_endtag(self, tag: str) -> None:
        """End the part."""
        if tag in BLOCKS or tag in {"a", "div"}:
            self._end(keeps_kind=tag == "a" and self._kind != "button")

    def handle_data(self, data: str) -> None:
        """Take in words; white space is one blank, as in a browser."""
        if self._is_body:
            self._text.append(SPACE.sub(" ", data))

    def _begin(self, kind: str) -> None:
        """Begin a part."""
        self._end()
        self._kind = kind

    def _end(self, *, keeps_kind: bool = False) -> None:
        """Keep the part that ends, if it says anything."""
        if keeps_kind:
            return
        lines = "".join(self._text).split(BREAK)
        text = BREAK.join(line.strip() for line in lines).strip()
        if text and self._kind != "hidden":
            self.parts.append(Part(self._kind or self._area or "words", text))
        self._text, self._kind = [], ""
