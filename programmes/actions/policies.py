"""Changing how a programme is run, and what its messages say."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.enums import TextKind
from programmes.meanwhile import check_unchanged
from programmes.models import MessageText, Programme, ProgrammePolicy

# What no form asks for.
NOT_SAID = frozenset({"id", "programme", "reports_open_since"})


def policy_values(policy: ProgrammePolicy) -> dict[str, Any]:
    """Return what a policy says, by the names of its fields."""
    fields = (field.name for field in ProgrammePolicy._meta.concrete_fields)
    return {name: getattr(policy, name) for name in fields if name not in NOT_SAID}


def text_values(programme: Programme) -> dict[str, str]:
    """Return what the programme's messages say, by kind; empty where it says nothing of its own."""
    now = dict(programme.texts.values_list("kind", "text"))
    return {kind.value: now.get(kind, "") for kind in TextKind}


@transaction.atomic
def set_policy(
    programme: Programme, *, values: Mapping[str, Any], by: Person, seen: str = ""
) -> ProgrammePolicy:
    """Store how a programme is run; recorded with the names of what changed.

    `seen` is the mark of what the values began with. Raises ChangedMeanwhileError.
    """
    _lock(programme)
    before = ProgrammePolicy.objects.filter(programme=programme).first() or ProgrammePolicy()
    stored = policy_values(before)
    kinds = ("programme.policy_changed",)
    check_unchanged(seen, stored=stored, wanted=values, about=programme, kinds=kinds)
    changed = sorted(name for name, value in values.items() if getattr(before, name) != value)
    news = {**values, **_opening(before, may_open=values.get("may_open_reports"))}
    policy, _is_new = ProgrammePolicy.objects.update_or_create(programme=programme, defaults=news)
    if changed:
        record("programme.policy_changed", programme, by=by, changes={"fields": changed})
    return policy


@transaction.atomic
def set_texts(
    programme: Programme, *, texts: Mapping[TextKind, str], by: Person, seen: str = ""
) -> None:
    """Store what a programme's messages say in its own words; recorded. Empty means none.

    `seen` is the mark of what the texts began with. Raises ChangedMeanwhileError.
    """
    _lock(programme)
    before = text_values(programme)
    wanted = {kind.value: text.strip() for kind, text in texts.items()}
    kinds = ("programme.texts_changed",)
    check_unchanged(seen, stored=before, wanted=wanted, about=programme, kinds=kinds)
    changed = sorted(kind for kind, text in wanted.items() if before.get(kind, "") != text)
    for kind in changed:
        if wanted[kind]:
            MessageText.objects.update_or_create(
                programme=programme, kind=kind, defaults={"text": wanted[kind]}
            )
        else:
            programme.texts.filter(kind=kind).delete()
    if changed:
        record("programme.texts_changed", programme, by=by, changes={"texts": changed})


def _opening(before: ProgrammePolicy, *, may_open: bool | None) -> dict[str, Any]:
    """Return since when reported messages may be opened, where that is switched on or off."""
    if may_open is None or may_open == before.may_open_reports:
        return {}
    return {"reports_open_since": timezone.now() if may_open else None}


def _lock(programme: Programme) -> None:
    """Let one change happen at a time."""
    Programme.objects.select_for_update().get(pk=programme.pk)
