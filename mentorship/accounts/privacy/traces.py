"""Where else a person is named as whoever did something: kind, row and moment, nothing more."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField, Model

from mentorship.accounts.models import Person
from mentorship.accounts.privacy.libraries import declaration_of
from mentorship.accounts.privacy.walking import Whose, organisation_path
from mentorship.common.privacy import Privacy


def traces_of(whose: Whose) -> Iterator[dict[str, Any]]:
    """Yield each row that names the person in a field by which it is not found otherwise.

    What such rows say is about others or about nobody, so that it is not told.
    """
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label_lower):
        privacy = declaration_of(model)
        if privacy is None:
            continue
        for name in _other_fields(model, privacy):
            yield from _of_field(model, name, whose)


def _other_fields(model: type[Model], privacy: Privacy) -> list[str]:
    """Return the fields that hold a person and are no way by which rows are found."""
    known = {*privacy.subjects, *privacy.authors, *privacy.writers.values()}
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.related_model is Person and field.name not in known
    ]


def _of_field(model: type[Model], name: str, whose: Whose) -> Iterator[dict[str, Any]]:
    """Yield the rows whose field holds the person."""
    rows = model._base_manager.filter(**{f"{name}__in": whose.ids})
    if whose.organisation_id is not None:
        place = organisation_path(model)
        if place is None and whose.belongs_elsewhere:
            return
        if place is not None:
            rows = rows.filter(**{place: whose.organisation_id})
    moments = [field.name for field in model._meta.concrete_fields if _is_moment(field)]
    for row in rows.order_by("pk").values("pk", *moments).iterator(chunk_size=500):
        key = row.pop("pk")
        told = {moment: at for moment, at in row.items() if at is not None}
        yield {"kind": model._meta.label_lower, "id": key, "as": name, "times": told}


def _is_moment(field: Any) -> bool:
    """Tell whether a field holds a moment."""
    return isinstance(field, DateTimeField)
