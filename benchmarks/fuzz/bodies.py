"""Bodies of requests, as browsers send them and as they never would."""

import json
from urllib.parse import quote_plus

from benchmarks.fuzz.forms import Field, Form
from benchmarks.fuzz.strange import Recipe

BOUNDARY = "zqxzqxzqx"
File = tuple[str, bytes]
Pair = tuple[str, str | File]
PLAUSIBLE = {
    "email": "anybody@example.org",
    "date": "2027-03-04",
    "time": "10:30",
    "datetime-local": "2027-03-04T10:30",
    "month": "2027-03",
    "number": "2",
    "url": "https://example.org/page",
    "color": "#225588",
    "tel": "+49 30 123456",
    "password": "mentoring-stays-fresh",
}


def plausible(field: Field) -> str:
    """Return what somebody would put there: what it holds or offers, or what its type means."""
    if field.value:
        return field.value
    offered = [option for option in field.options if option]
    if offered:
        return offered[0]
    return PLAUSIBLE.get(field.kind, "Some words")


def fill(form: Form, recipe: Recipe, foreign: list[str]) -> list[Pair]:
    """Fill a form in as the recipe says; `foreign` are ids that are none of this person's."""
    pairs: list[Pair] = []
    drawn = [*recipe.values, *foreign]
    for number, field in enumerate(form.fields):
        if field.name == "csrfmiddlewaretoken":
            continue
        if recipe.left_out and number % recipe.left_out == 0:
            continue
        hit = bool(recipe.share) and (number + len(recipe.values)) % recipe.share == 0
        value: str | File = drawn[number % len(drawn)] if hit else plausible(field)
        if (field.kind == "file") != (hit and recipe.repeated):
            value = recipe.files[number % len(recipe.files)]
        pairs.append((field.name, value))
        if recipe.repeated:
            pairs.append((field.name, recipe.values[-1]))
            pairs.append((f"{field.name}[]", "1"))
    pairs += [(name, recipe.values[0]) for name in recipe.extras]
    return pairs


def encode(pairs: list[Pair], encoding: str) -> bytes:
    """Return the body in that encoding; files go into forms of several parts alone."""
    if encoding.startswith("multipart/"):
        return b"".join(_part(name, value) for name, value in pairs) + (
            f"--{BOUNDARY}--\r\n".encode()
        )
    words = [(name, value if isinstance(value, str) else value[0]) for name, value in pairs]
    if encoding == "application/json":
        return json.dumps(dict(words)).encode()
    return query_of(words).encode()


def query_of(words: list[tuple[str, str]]) -> str:
    """Return the words as a query, lone surrogates as the bytes they would be."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in words)


def content_type(encoding: str) -> str:
    """Return the content type, with the boundary that the body has."""
    if encoding == "multipart/form-data":
        return f"{encoding}; boundary={BOUNDARY}"
    return encoding


def _quoted(text: str) -> str:
    return quote_plus(text.encode("utf-8", "surrogatepass"))


def _part(name: str, value: str | File) -> bytes:
    """Return one part of a body; line ends within names are left to the value."""
    plain = name.replace("\r", "").replace("\n", "").replace('"', "%22")
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{plain}"'
    if isinstance(value, str):
        return head.encode() + b"\r\n\r\n" + value.encode("utf-8", "surrogatepass") + b"\r\n"
    called, body = value
    file_head = f'{head}; filename="{called}"\r\nContent-Type: image/png\r\n\r\n'
    return file_head.encode("utf-8", "surrogatepass") + body + b"\r\n"
