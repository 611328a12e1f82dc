"""Writing one text into every text field of every row, past all forms."""

import re
from collections.abc import Iterator
from contextlib import suppress

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat

OURS = ("accounts", "notifications", "programmes", "training", "matching", "evaluation", "api")
# What opens a door or is an address itself: it is compared, and never shown.
COMPARED = re.compile(r"hash|token|secret|password|^slug$|session|store_key|age_key")
# What a seal keeps as it was: one letter more, and nothing of it is shown at all.
SEALED = ("snapshot", "sha256")


def text_fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Yield every field of ours that holds text, also where no form would take such a text."""
    for model in apps.get_models():
        if model._meta.app_label not in OURS or not model._meta.managed or model._meta.proxy:
            continue
        for field in model._meta.concrete_fields:
            held = field.base_field if isinstance(field, ArrayField) else field
            is_text = type(held) in {models.CharField, models.TextField}
            if is_text and not held.choices and not COMPARED.search(field.name):
                yield model, field


def plant(text: str, *, but: tuple[str, ...] = ()) -> int:
    """Put a text into every field where the database lets it stand; return how many hold it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    held = 0
    for model, field in text_fields():
        value: object
        if field.name in but:
            continue
        if isinstance(field, ArrayField):
            value = [text[: field.base_field.max_length]]
        elif field.unique:
            value = Concat(Value(text), Cast(F("pk"), models.TextField()))
        else:
            value = text[: field.max_length]
        rows = model._base_manager.all()
        with suppress(DatabaseError), transaction.atomic():
            held += bool(rows.update(**{field.name: value}))
    return held
