"""Changing how an organisation looks."""

from functools import partial
from typing import Any

from django.db import IntegrityError, transaction

from mentorship.accounts.looks.logos import forget_logo, store_logo
from mentorship.accounts.models import Organisation, Person
from mentorship.audit.actions import record

LOGOS = ("logo_light", "logo_dark")


class LookChangedError(Exception):
    """Somebody else changed the look since this page was opened; nothing was changed."""


class HostTakenError(Exception):
    """Another organisation has this address on the web; nothing was changed."""


@transaction.atomic
def change_look(
    organisation: Organisation,
    *,
    seen: str,
    logos: dict[str, bytes | None],
    by: Person,
    **facts: Any,
) -> bool:
    """Give an organisation its name, colours, sender and foot; tell whether anything changed.

    `seen` is the `look_version` that the person had before their eyes, `logos` PNGs by field, None
    to take one away, and `facts` fields of the look, and the name. Recorded by the names of what
    changed. Raises LookChangedError and HostTakenError.
    """
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if held.look_version != seen:
        raise LookChangedError
    facts |= {name: store_logo(png) if png else "" for name, png in logos.items()}
    changed = sorted(name for name, value in facts.items() if getattr(held, name) != value)
    if not changed:
        return False
    lost = {getattr(held, name) for name in LOGOS if name in changed}
    for name in changed:
        setattr(held, name, facts[name])
    try:
        with transaction.atomic():
            held.save(update_fields=changed)
    except IntegrityError as error:
        raise HostTakenError from error
    record(
        "organisation.look_changed",
        held,
        by=by,
        organisation_id=held.pk,
        changes={"fields": changed},
    )
    transaction.on_commit(partial(_forget, lost))
    return True


def _forget(keys: set[str]) -> None:
    """Delete logos that no organisation shows any more."""
    for key in keys - {""}:
        shown = Organisation.objects.filter(logo_light=key) | Organisation.objects.filter(
            logo_dark=key
        )
        if not shown.exists():
            forget_logo(key)
