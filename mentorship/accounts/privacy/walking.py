"""Finding every row that is about a person, by what each model says of itself."""

import uuid
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.privacy.libraries import declaration_of
from mentorship.accounts.ties import is_known_elsewhere
from mentorship.common.privacy import Privacy, Withheld

# Which further rows of a model belong to somebody whom it names in a way of its own.
Finder = Callable[["Whose"], Q]
_finders: dict[str, Finder] = {}


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose rows are looked for: the ids of all records of one person, and their addresses.

    With an organisation only its rows are found, and those of no organisation (the sign-in, the
    settings) where the person belongs to no other.
    """

    ids: frozenset[uuid.UUID]
    addresses: frozenset[str]
    organisation_id: uuid.UUID | None = None
    belongs_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A model that may hold rows about a person."""

    model: type[Model]
    privacy: Privacy

    @property
    def label(self) -> str:
        """Return the model's name, such as “programmes.participant”."""
        return self.model._meta.label_lower

    @property
    def whole_row(self) -> Withheld | None:
        """Return why whole rows are held back from those who did not write them; None if not."""
        return self.privacy.withheld.get("*")


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of one kind that are a person's: those about them, and those they wrote in."""

    kind: Kind
    about: frozenset[Any]
    written: frozenset[Any]

    @property
    def keys(self) -> frozenset[Any]:
        """Return the primary keys of all of them."""
        return self.about | self.written


def register_finder(label: str, finder: Finder) -> None:
    """Let an app say which further rows of a model are somebody's; called from `ready`."""
    _finders[label] = finder


def whose(person: Person, organisation: Organisation | None = None) -> Whose:
    """Return what a person's rows are found by: records merged into theirs count as theirs."""
    known = [person, *person.aliases.all()]
    elsewhere = organisation is not None and is_known_elsewhere(known, organisation)
    return Whose(
        ids=frozenset(each.pk for each in known),
        addresses=frozenset(each.email for each in known if each.email),
        organisation_id=organisation.pk if organisation is not None else None,
        belongs_elsewhere=elsewhere,
    )


def kinds() -> list[Kind]:
    """Return every kind that may hold rows about somebody, by app and name."""
    found = []
    for model in apps.get_models():
        privacy = declaration_of(model)
        if privacy is not None and is_about_somebody(model, privacy):
            found.append(Kind(model, privacy))
    return sorted(found, key=lambda kind: kind.label)


def is_about_somebody(model: type[Model], privacy: Privacy) -> bool:
    """Tell whether rows of the model may be a person's."""
    named = privacy.subjects or privacy.authors or privacy.by_address
    return bool(named) or model._meta.label_lower in _finders


def find(kind: Kind, whose: Whose) -> Found:
    """Return which rows of a kind are the person's; three queries at most."""
    rows = kind.model._base_manager.all()
    place = organisation_path(kind.model)
    if whose.organisation_id is not None:
        if place is not None:
            rows = rows.filter(**{place: whose.organisation_id})
        elif whose.belongs_elsewhere:
            return Found(kind, frozenset(), frozenset())
    return Found(kind, _about(kind, whose, rows), _written(kind, whose, rows))


def _about(kind: Kind, whose: Whose, rows: QuerySet[Any]) -> frozenset[Any]:
    """Return the keys of rows that the person is a subject of."""
    wanted = Q()
    for path in kind.privacy.subjects:
        wanted |= Q(**{f"{path}__in": whose.ids})
    if whose.addresses:
        for name in kind.privacy.by_address:
            wanted |= Q(**{f"{name}__in": whose.addresses})
    if finder := _finders.get(kind.label):
        wanted |= finder(whose)
    return _keys(rows, wanted)


def _written(kind: Kind, whose: Whose, rows: QuerySet[Any]) -> frozenset[Any]:
    """Return the keys of rows that hold the person's own words."""
    wanted = Q()
    for path in {*kind.privacy.authors, *kind.privacy.writers.values()}:
        wanted |= Q(**{f"{path}__in": whose.ids})
    return _keys(rows, wanted)


def _keys(rows: QuerySet[Any], wanted: Q) -> frozenset[Any]:
    """Return the keys of rows that fit; of nothing wanted, none."""
    return frozenset(rows.filter(wanted).values_list("pk", flat=True)) if wanted else frozenset()


@cache
def organisation_path(model: type[Model]) -> str | None:
    """Return the look-up from a row to its organisation, the shortest; None where it has none.

    People are not walked through: whoever belongs to two organisations leads to neither.
    """
    if model is Organisation:
        return "pk"
    seen: set[type[Model]] = {model, Person}
    waiting: deque[tuple[type[Model], str]] = deque([(model, "")])
    while waiting:
        here, path = waiting.popleft()
        for name, target in _ways(here):
            if target is None or target is Organisation:
                return f"{path}{name}"
            if target not in seen:
                seen.add(target)
                waiting.append((target, f"{path}{name}__"))
    return None


def _ways(model: type[Model]) -> Iterable[tuple[str, type[Model] | None]]:
    """Yield the foreign keys of a model with where they lead; None for a bare organisation's id."""
    for field in sorted(model._meta.concrete_fields, key=lambda field: field.null):
        if field.name == "organisation_id":
            yield field.name, None
        elif field.is_relation:
            yield field.name, field.related_model
