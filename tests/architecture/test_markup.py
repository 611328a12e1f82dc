"""Markup in whatever somebody typed in is text on every page, never markup."""

import pytest
from django.apps import apps
from django.db.models import CharField, TextField

from mentorship.accounts.models import Person
from tests.architecture.walking import named_addresses, resolve
from tests.architecture.world import make_walked_world
from tests.people import sign_in

APPS = ("accounts", "programmes", "matching", "training", "evaluation", "notifications")
TYPED = "\"'><img src=x>{{ 7|add:7 }}"
# Written by the product: addresses of pages, digests, keys.
OURS = ("key", "hash", "sha256", "slug", "code", "fingerprint", "password", "query", "language")
# What leaves, has left or was sealed is drawn already, and was escaped then.
DRAWN = {
    "Message",
    "Attempt",
    "Attachment",
    "AddressHealth",
    "OutboxSwitch",
    "Report",
    "ReadinessPack",
}


def typed_fields(model):
    """Return the fields of a model into which somebody types words."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if type(field) in {CharField, TextField}
        and not field.choices
        and not any(word in field.name for word in OURS)
        and (field.max_length or 1000) > len(TYPED) + 8
    ]


def type_markup_everywhere():
    """Put markup into every text of every row; the number keeps names apart."""
    number = 0
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            names = typed_fields(model)
            if not names or model.__name__ in DRAWN:
                continue
            for row in model._base_manager.all():
                number += 1
                values = {name: f"{TYPED}{number}" for name in names if getattr(row, name)}
                model._base_manager.filter(pk=row.pk).update(**values)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["coordinator", "administrator", "mentor", None])
def test_markup_that_was_typed_in_is_shown_as_text(client, role):
    walked = make_walked_world()
    type_markup_everywhere()
    who = sign_in(Person.objects.get(pk=getattr(walked.world, role).pk)) if role else client
    seen, found = 0, []
    for name in named_addresses():
        page = who.get(resolve(name, walked))
        if page.status_code != 200 or "text/html" not in page.headers["Content-Type"]:
            continue
        seen += "&lt;img src=x&gt;" in page.text
        if "<img src=x" in page.text or "'><" in page.text:
            found.append(name)
    assert not found
    assert seen > (50 if role == "coordinator" else 1)
