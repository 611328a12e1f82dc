"""Changing how a programme is run, and what its messages say."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.enums import TextKind
from programmes.models import MessageText, Programme, ProgrammePolicy


@transaction.atomic
def set_policy(programme: Programme, *, values: Mapping[str, Any], by: Person) -> ProgrammePolicy:
    """Store how a programme is run; recorded with the names of what changed."""
    before = ProgrammePolicy.objects.filter(programme=programme).first() or ProgrammePolicy()
    changed = sorted(name for name, value in values.items() if getattr(before, name) != value)
    policy, _is_new = ProgrammePolicy.objects.update_or_create(
        programme=programme, defaults=dict(values)
    )
    if changed:
        record("programme.policy_changed", programme, by=by, changes={"fields": changed})
    return policy


@transaction.atomic
def set_texts(programme: Programme, *, texts: Mapping[TextKind, str], by: Person) -> None:
    """Store what a programme's messages say in its own words; recorded. Empty means none."""
    before = dict(programme.texts.values_list("kind", "text"))
    wanted = {kind: text.strip() for kind, text in texts.items()}
    changed = sorted(kind for kind, text in wanted.items() if before.get(kind, "") != text)
    for kind in changed:
        if wanted[TextKind(kind)]:
            MessageText.objects.update_or_create(
                programme=programme, kind=kind, defaults={"text": wanted[TextKind(kind)]}
            )
        else:
            programme.texts.filter(kind=kind).delete()
    if changed:
        record("programme.texts_changed", programme, by=by, changes={"texts": changed})
