"""Forms as a page shows them: where they go, and what each of their fields holds."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

VOID = {"submit", "button", "image", "reset"}


@dataclass(slots=True)
class Field:
    """One field: its name, its type as HTML says it, what it holds and what it offers."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Form:
    """Where a form goes, by which method, and its fields."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    def field_called(self, name: str, kind: str) -> Field:
        """Return the field of that name, new where there is none yet."""
        for one in self.fields:
            if one.name == name:
                return one
        self.fields.append(Field(name, kind))
        return self.fields[-1]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its fields, in order."""
        return tuple(sorted(one.name for one in self.fields))


class _Reader(HTMLParser):
    """Collects the forms of a page, and its links with a query as forms that ask."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._choosing: Field | None = None
        self._writing: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        sends = next((given[name] for name in ("hx-post", "hx-get") if given.get(name)), None)
        if tag == "form":
            action = urljoin(self._address, given.get("action") or sends or self._address)
            method = "POST" if "hx-post" in given else given.get("method", "get").upper()
            self._open = Form(action, method)
            self.forms.append(self._open)
        elif tag == "a" and "?" in given.get("href", ""):
            self._read_link(given["href"])
        elif self._open is not None:
            self._read_field(tag, given)

    def _read_link(self, href: str) -> None:
        address = urljoin(self._address, href)
        form = Form(urlsplit(address).path, "GET")
        for name, value in parse_qsl(urlsplit(address).query, keep_blank_values=True):
            form.field_called(name, "hidden").value = value
        if not urlsplit(href).netloc:
            self.forms.append(form)

    def _read_field(self, tag: str, given: dict[str, str]) -> None:
        assert self._open is not None
        if tag == "option" and self._choosing is not None:
            self._choosing.options.append(given.get("value", ""))
            if "selected" in given:
                self._choosing.value = given.get("value", "")
            return
        name = given.get("name")
        if not name or tag not in {"input", "select", "textarea", "button"}:
            return
        kind = {"select": "select", "textarea": "textarea"}.get(tag, given.get("type", "text"))
        one = self._open.field_called(name, kind)
        if tag == "select":
            self._choosing = one
        elif tag == "textarea":
            self._writing = one
        elif kind in {"radio", "checkbox"} | VOID:
            one.options.append(given.get("value", "on"))
            if "checked" in given or (kind in VOID and not one.value):
                one.value = given.get("value", "on")
        else:
            one.value = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._writing is not None:
            self._writing.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._choosing = None
        elif tag == "textarea":
            self._writing = None


def forms_in(page: str, address: str) -> Iterator[Form]:
    """Yield each form of a page once, and what its links ask."""
    reader = _Reader(address)
    reader.feed(page)
    seen = set()
    for form in reader.forms:
        key = (form.action, form.method, form.names)
        if form.fields and form.action.startswith("/") and key not in seen:
            seen.add(key)
            yield form
