"""What a directory wants of a person, read from what it sent; without Django."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from mentorship.api.scim.errors import ScimError, bad_value

LONGEST_NAME = 150
LONGEST = 254
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
_EMAIL_PATH = re.compile(r"emails(\[[^\]]*\])?(\.value)?\Z", re.IGNORECASE)
_PATH = re.compile(r"[A-Za-z$][\w$:.\-]*(\[[^\]]*\])?(\.[A-Za-z$][\w$]*)?\Z")
_YES = {"true": True, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A person as the directory would have them."""

    user_name: str
    email: str
    external_id: str = ""
    formatted_name: str = ""
    given_name: str = ""
    family_name: str = ""
    is_active: bool = True

    @property
    def name(self) -> str:
        """Return the full name, put together where the directory did not."""
        return (self.formatted_name or self.put_together or self.user_name)[:LONGEST_NAME]

    @property
    def put_together(self) -> str:
        """Return given and family name."""
        return f"{self.given_name} {self.family_name}".strip()


def wanted_in(body: Mapping[str, Any]) -> Wanted:
    """Read a whole person, as POST and PUT send it; raises `ScimError`."""
    fields = {key.lower(): value for key, value in body.items()}
    user_name = text_in(fields.get("username"), "userName", LONGEST)
    if not user_name:
        raise bad_value("userName is missing.")
    name = _mapping(fields.get("name"), "name")
    formatted = text_in(name.get("formatted"), "name.formatted", LONGEST_NAME)
    shown = text_in(fields.get("displayname"), "displayName", LONGEST_NAME)
    return checked(
        Wanted(
            user_name=user_name,
            email=email_in(fields.get("emails"), otherwise=user_name),
            external_id=text_in(fields.get("externalid"), "externalId", LONGEST),
            formatted_name=formatted or shown,
            given_name=text_in(name.get("givenname"), "name.givenName", LONGEST_NAME),
            family_name=text_in(name.get("familyname"), "name.familyName", LONGEST_NAME),
            is_active=truth_in(fields.get("active", True)),
        )
    )


def patched(now: Wanted, operations: Any) -> Wanted:
    """Return a person after a PATCH; what we do not keep is passed over. Raises `ScimError`."""
    if not isinstance(operations, list) or not operations:
        raise ScimError(400, "Operations is missing.", "invalidSyntax")
    for operation in operations:
        fields = {k.lower(): v for k, v in _mapping(operation, "Operations").items()}
        kind = str(fields.get("op", "")).lower()
        if kind not in {"add", "replace", "remove"}:
            raise ScimError(400, "op must be add, replace or remove.", "invalidSyntax")
        path, value = fields.get("path"), fields.get("value")
        if path is None:
            if kind == "remove":
                raise ScimError(400, "remove needs a path.", "noTarget")
            for name, each in _mapping(value, "value").items():
                now = _set(now, name, each)
        elif not isinstance(path, str) or not _PATH.match(path):
            raise ScimError(400, "path was not understood.", "invalidPath")
        else:
            now = _set(now, path, None if kind == "remove" else value)
    return checked(now)


def checked(wanted: Wanted) -> Wanted:
    """Return what may be kept; raises `ScimError` where the address is none."""
    if len(wanted.email) > LONGEST or not _ADDRESS.match(wanted.email):
        raise bad_value("A person needs an e-mail address: in emails, or as userName.")
    if not wanted.user_name:
        raise bad_value("userName is missing.")
    return wanted


def text_in(value: Any, name: str, longest: int) -> str:
    """Return a text that can be stored, without spaces around it; None is the empty text."""
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest:
        raise bad_value(f"{name} must be a text of at most {longest} characters.")
    if not is_storable(value):
        raise bad_value(f"{name} holds a character that no name has.")
    return value.strip()


def is_storable(text: str) -> bool:
    """Tell whether a text holds neither control characters nor halves of characters."""
    return not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text)


def truth_in(value: Any) -> bool:
    """Return a boolean, also where it was written as a word, as some directories do."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _YES:
        return _YES[value.lower()]
    raise bad_value("active must be true or false.")


def email_in(value: Any, *, otherwise: str) -> str:
    """Return the address that counts: the primary one, else the one for work, else the first."""
    if value is None or value == []:
        return otherwise.lower()
    listed = value if isinstance(value, list) else [value]
    found = [{k.lower(): v for k, v in _mapping(each, "emails").items()} for each in listed]
    found.sort(key=lambda each: (each.get("primary") is not True, each.get("type") != "work"))
    address = text_in(found[0].get("value"), "emails", LONGEST).lower()
    return address or otherwise.lower()


def _set(now: Wanted, path: str, value: Any) -> Wanted:
    """Return a person with one attribute changed."""
    name = path.removeprefix(f"{USER}:").lower()
    if name == "name":
        for part, each in _mapping(value or {}, "name").items():
            now = _set(now, f"name.{part}", each)
        return now
    if _EMAIL_PATH.match(name):
        if isinstance(value, str):
            return replace(now, email=text_in(value, "emails", LONGEST).lower())
        return replace(now, email=email_in(value, otherwise=now.user_name))
    if name == "active":
        return replace(now, is_active=truth_in(value))
    texts = {
        "username": ("user_name", LONGEST),
        "externalid": ("external_id", LONGEST),
        "displayname": ("formatted_name", LONGEST_NAME),
        "name.formatted": ("formatted_name", LONGEST_NAME),
        "name.givenname": ("given_name", LONGEST_NAME),
        "name.familyname": ("family_name", LONGEST_NAME),
    }
    if name not in texts:
        return now
    field, longest = texts[name]
    if name.startswith("name.") and now.formatted_name == now.put_together:
        now = replace(now, formatted_name="")  # it follows its parts
    changed: dict[str, Any] = {field: text_in(value, path[:60], longest)}
    return replace(now, **changed)


def _mapping(value: Any, name: str) -> Mapping[str, Any]:
    """Return an object that was sent, its names in lower case; raises `ScimError`."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise bad_value(f"{name} must be an object.")
    return {str(key).lower(): each for key, each in value.items()}
