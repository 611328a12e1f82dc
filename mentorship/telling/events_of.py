"""The events of one thing."""

from typing import Any, cast

from django.apps import apps
from django.db import models
from django.db.models import Q

from mentorship.audit.models import Event, EventQuerySet
from mentorship.telling.history_parts import parts_of


def events_of(row: models.Model) -> EventQuerySet:
    """Return what was done to a row and to its parts."""
    about = Q(about_kind=row._meta.label_lower, about_id=str(row.pk))
    for kind, lookup in parts_of(row._meta.label_lower):
        keys = cast("Any", apps.get_model(kind)).objects.filter(**{lookup: row.pk})
        numbers = [str(key) for key in keys.values_list("pk", flat=True)]
        if numbers:
            about |= Q(about_kind=kind, about_id__in=numbers)
    return Event.objects.filter(about)
