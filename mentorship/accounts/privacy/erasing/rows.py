"""Which rows of which models are somebody's, read from what models declare of themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from mentorship.accounts.models import Organisation
from mentorship.accounts.privacy.erasing.registry import Gone
from mentorship.accounts.privacy.libraries import declaration_of
from mentorship.common.privacy import FieldClass, OnErasure, Privacy


@dataclass(frozen=True, slots=True)
class Declared:
    """A model with what it says of its fields."""

    model: type[models.Model]
    privacy: Privacy

    @property
    def label(self) -> str:
        """Return the app and the model."""
        return self.model._meta.label_lower

    @property
    def goes(self) -> bool:
        """Tell whether the whole row goes with the person."""
        return self.privacy.erasing.get("*") == OnErasure.DELETE

    def fields_of(self, *kinds: FieldClass) -> Iterator[Any]:
        """Return the fields of these classes, but for those of many rows."""
        for kind in kinds:
            for name in getattr(self.privacy, kind.value):
                field = self.model._meta.get_field(name)
                if not field.many_to_many:
                    yield field

    def about(self, gone: Gone) -> "models.QuerySet[Any] | None":
        """Return the rows about the person; None where rows are about nobody."""
        return self._where(gone, self.privacy.subjects, with_addresses=True)

    def written_by(self, gone: Gone, field: str) -> "models.QuerySet[Any] | None":
        """Return the rows in which the person wrote that field; None where nobody does."""
        writer = self.privacy.writers.get(field)
        return self._where(gone, (writer,) if writer else self.privacy.authors)

    def _where(
        self, gone: Gone, paths: Iterable[str], *, with_addresses: bool = False
    ) -> "models.QuerySet[Any] | None":
        """Return the rows that lead to the person by any of the paths."""
        found = Q()
        for path in paths:
            found |= Q(**{f"{path}__in": gone.pks})
        for name in self.privacy.by_address if with_addresses else ():
            found |= Q(**{f"{name}__in": gone.addresses})
        if not found:
            return None
        manager = self.model._base_manager
        return manager.filter(pk__in=manager.filter(found).order_by().values("pk"))


@cache
def all_declared() -> tuple[Declared, ...]:
    """Return every model of the product and its libraries that says something of itself."""
    found = []
    for model in apps.get_models():
        privacy = declaration_of(model)
        if privacy is not None and model._meta.managed:
            found.append(Declared(model, privacy))
    return tuple(found)


@cache
def way_to_organisation(model: type[models.Model]) -> str | None:
    """Return the shortest look-up from a model to the organisation it belongs to, or None."""
    ways: list[tuple[type[models.Model], str]] = [(model, "")]
    seen = {model}
    while ways:
        here, way = ways.pop(0)
        for field in here._meta.concrete_fields:
            related = field.related_model
            if not isinstance(related, type) or related in seen:
                continue
            step = f"{way}__{field.name}" if way else field.name
            if related is Organisation:
                return step
            seen.add(related)
            ways.append((related, step))
    return None
