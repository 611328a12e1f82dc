"""The filters that directories ask with: equalities, joined by “and”; without Django."""

import json
import re

from mentorship.api.scim.errors import ScimError

Value = str | bool

_EQUALS = re.compile(
    r"""\s*([A-Za-z][\w.:]*(?:\[\s*type\s+eq\s+"work"\s*\]\.value)?)  # which attribute
        \s+eq\s+
        ("(?:[^"\\]|\\.)*"|true|false)\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_AND = re.compile(r"and\b", re.IGNORECASE)
_CORE = "urn:ietf:params:scim:schemas:core:2.0:user:"
# As they are asked for, in lower case, and what they are called here.
_NAMES = {
    "id": "id",
    "username": "user_name",
    "externalid": "external_id",
    "emails": "email",
    "emails.value": "email",
    'emails[type eq "work"].value': "email",
    "active": "is_active",
}
LONGEST = 1000


def parse(text: str) -> list[tuple[str, Value]]:
    """Return (attribute, value) of each equality that must hold; raises `ScimError`.

    Attributes are `id`, `user_name`, `external_id`, `email` (texts) and `is_active` (a boolean).
    """
    if len(text) > LONGEST:
        raise _not_understood()
    found, at = [], 0
    while True:
        match = _EQUALS.match(text, at)
        if match is None:
            raise _not_understood()
        found.append(_pair(match.group(1), match.group(2)))
        at = match.end()
        if at == len(text):
            return found
        joined = _AND.match(text, at)
        if joined is None:
            raise _not_understood()
        at = joined.end()


def _pair(attribute: str, value: str) -> tuple[str, Value]:
    """Return one equality in our words."""
    asked = re.sub(r"\s+", " ", attribute.lower().removeprefix(_CORE))
    name = _NAMES.get(asked.replace("[ ", "[").replace(" ]", "]"))
    if name is None:
        raise _not_understood()
    try:
        parsed = json.loads(value if value.startswith('"') else value.lower())
    except ValueError as error:
        raise _not_understood() from error
    if isinstance(parsed, bool) != (name == "is_active"):
        raise _not_understood()
    return name, parsed


def _not_understood() -> ScimError:
    """Return the error that says what is understood."""
    words = "Understood are userName, externalId, emails, id and active with eq, joined by and."
    return ScimError(400, words, "invalidFilter")
