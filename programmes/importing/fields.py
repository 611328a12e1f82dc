"""What a column of a table can mean, and by which headings it is recognised."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from programmes.importing.enums import ImportKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_ALL = frozenset(ImportKind)
_PLACED = frozenset({ImportKind.PEOPLE, ImportKind.ROLES})
_DESCRIBED = frozenset({ImportKind.PEOPLE, ImportKind.MEMBERS})
_PEOPLE = frozenset({ImportKind.PEOPLE})


@dataclass(frozen=True, slots=True)
class Field:
    """One meaning of a column."""

    key: str
    label: "_StrPromise"
    kinds: frozenset[ImportKind]
    headings: tuple[str, ...]
    # The longest text, or the longest item of a list.
    length: int = 0


FIELDS: dict[str, Field] = {
    field.key: field
    for field in (
        Field("name", _("Name"), _ALL, ("name", "full name", "person name", "display name"), 150),
        Field("first_name", _("First name"), _ALL, ("first name", "given name", "forename"), 75),
        Field("last_name", _("Last name"), _ALL, ("last name", "surname", "family name"), 75),
        Field(
            "email",
            _("E-mail"),
            _ALL,
            ("e mail", "email", "email address", "e mail address", "mail", "work email"),
            254,
        ),
        Field(
            "reference",
            _("Reference in your own records"),
            _ALL,
            (
                "reference",
                "ref",
                "id",
                "employee id",
                "employee number",
                "employee no",
                "staff id",
                "staff no",
                "personnel no",
                "student id",
                "staff number",
                "personnel number",
                "student number",
                "person id",
                "person",
            ),
            80,
        ),
        Field("role", _("Role"), _PLACED, ("role", "as", "mentor or mentee", "type"), 80),
        Field(
            "cohort",
            _("Cohort, by number or name"),
            _PLACED,
            ("cohort", "cohort number", "cohort name", "round", "intake", "run"),
            120,
        ),
        Field("state", _("State"), _PEOPLE, ("state", "status", "stage"), 80),
        Field(
            "joined_on",
            _("Joined on"),
            _PEOPLE,
            ("joined", "joined on", "join date", "start date", "date joined", "since"),
        ),
        Field(
            "coordinator",
            _("Looked after by (their e-mail)"),
            _PEOPLE,
            ("coordinator", "coordinator email", "looked after by", "contact"),
            254,
        ),
        Field(
            "job_title",
            _("Job"),
            _DESCRIBED,
            ("job", "job title", "position", "title", "occupation", "profession"),
            120,
        ),
        Field(
            "department",
            _("Department"),
            _DESCRIBED,
            ("department", "dept", "team", "division", "faculty", "unit", "business unit"),
            120,
        ),
        Field(
            "location",
            _("Location"),
            _DESCRIBED,
            ("location", "office", "site", "city", "campus", "place"),
            120,
        ),
        Field("grade", _("Grade"), _DESCRIBED, ("grade", "level", "band", "job grade"), 60),
        Field(
            "line_manager_name",
            _("Line manager"),
            _DESCRIBED,
            ("line manager", "manager", "manager name", "line manager name", "supervisor"),
            150,
        ),
        Field(
            "line_manager_email",
            _("Line manager’s e-mail"),
            _DESCRIBED,
            ("line manager email", "manager email", "line manager e mail", "manager s email"),
            254,
        ),
        Field("languages", _("Languages"), _DESCRIBED, ("languages", "language", "speaks"), 60),
        Field(
            "interests",
            _("Interests"),
            _DESCRIBED,
            ("interests", "topics", "goals", "areas of interest", "expertise", "skills"),
            80,
        ),
        Field(
            "biography",
            _("About them"),
            _DESCRIBED,
            ("about", "about me", "bio", "biography", "profile", "notes about"),
            2000,
        ),
        Field("country_code", _("Country’s code"), _DESCRIBED, ("country code", "iso country")),
        Field("time_zone", _("Time zone"), _DESCRIBED, ("time zone", "timezone", "tz")),
    )
}

# How people are told apart: one of these must stand in the table.
IDENTITY = ("reference", "email", "name", "first_name", "last_name")
# What the organisation knows of a member, stored in their profile.
PROFILE_FIELDS = (
    "job_title",
    "department",
    "location",
    "grade",
    "line_manager_name",
    "line_manager_email",
    "languages",
    "interests",
    "biography",
    "country_code",
)
LISTS = frozenset({"languages", "interests"})
ADDRESSES = frozenset({"email", "line_manager_email", "coordinator"})
DAYS = frozenset({"joined_on"})


def fields_of(kind: str) -> list[Field]:
    """Return what a column of a table of this kind can mean."""
    return [field for field in FIELDS.values() if kind in field.kinds]


def plain(heading: str) -> str:
    """Return a heading without accents, capitals and signs: “E-Mail:” becomes “e mail”."""
    letters = unicodedata.normalize("NFKD", heading.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())[:200]


def suggest(kind: str, header: Sequence[str], remembered: Mapping[str, str]) -> dict[int, str]:
    """Return which field each column probably is; each field once, what was said before first.

    `remembered` maps plain headings to fields, or to "" for a column that was left out.
    """
    keys = {field.key for field in fields_of(kind)}
    suggested: dict[int, str] = {}
    left_out = set()
    for position, heading in enumerate(header):
        said = remembered.get(plain(heading))
        if said == "":
            left_out.add(position)
        elif said in keys and said not in suggested.values():
            suggested[position] = said
    for field in fields_of(kind):
        if field.key in suggested.values():
            continue
        for wanted in field.headings:
            fits = [
                position
                for position, heading in enumerate(header)
                if plain(heading) == wanted and position not in {*suggested, *left_out}
            ]
            if fits:
                suggested[fits[0]] = field.key
                break
    return suggested
