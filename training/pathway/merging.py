"""When two records of one person become one: of two pathways in a programme one is left."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from mentorship.accounts.models import Person
from programmes.merging import Merger
from training.models import Pathway, PathwayStep, Shadowing
from training.pathway.enums import PATHWAY_STEPS
from training.pathway.pace import furthest

_KEPT = ("state", "moved_at", "goals_reached", "reflection", "reflected_at", "supported_until")
_NAMED = ("supporter_id", "referee_id")


def hand_over(kept: Person, gone: Person, _by: Person) -> dict[str, Any]:
    """Let who stays go on where either was further, and be asked and named for who is gone.

    Where both had a pathway in a programme, the other one is deleted, and kept in what is returned.
    """
    done: dict[str, Any] = {"moved": [], "folded": [], "named": {}}
    for theirs in Pathway.objects.filter(person=gone).order_by("pk"):
        own = Pathway.objects.filter(person=kept, programme=theirs.programme_id).first()
        if own is None:
            done["moved"].append(str(theirs.pk))
        else:
            done["folded"].append(_fold(own, theirs))
    done["named"] = _rename(kept, gone)
    done["own"] = _forget_own(kept, done["moved"])
    Pathway.objects.filter(pk__in=done["moved"]).update(person=kept)
    return _plain(done)


def give_back(data: dict[str, Any], kept: Person, gone: Person, _by: Person) -> None:
    """Make two pathways of one again, and name who came back where they were named."""
    for name in _NAMED:
        named = data["named"]
        Pathway.objects.filter(pk__in=named[name], **{name: kept.pk}).update(**{name: gone.pk})
        Pathway.objects.filter(pk__in=named[f"own {name}"]).update(**{name: gone.pk})
    Pathway.objects.filter(pk__in=data["moved"], person=kept).update(person=gone)
    for name in _NAMED:
        Pathway.objects.filter(pk__in=data["own"][name]).update(**{name: kept.pk})
    for folded in data["folded"]:
        Pathway.objects.filter(pk=folded["into"]).update(**folded["before"])
        Pathway.objects.create(**folded["row"])
        PathwayStep.objects.filter(pk__in=folded["steps"]).update(pathway=folded["row"]["id"])
        Shadowing.objects.filter(pk__in=folded["shadowings"]).update(pathway=folded["row"]["id"])


def _fold(own: Pathway, theirs: Pathway) -> dict[str, Any]:
    """Let one pathway go on with the days of the other, and delete that."""
    folded = {
        "into": own.pk,
        "before": {name: getattr(own, name) for name in _KEPT},
        "row": {field.attname: getattr(theirs, field.attname) for field in Pathway._meta.fields},
        "steps": list(theirs.steps.values_list("pk", flat=True)),
        "shadowings": list(theirs.shadowings.values_list("pk", flat=True)),
    }
    theirs.steps.update(pathway=own)
    theirs.shadowings.update(pathway=own)
    if furthest([own.state, theirs.state], PATHWAY_STEPS) != own.state:
        for name in _KEPT:
            setattr(own, name, getattr(theirs, name) or getattr(own, name))
        own.save(update_fields=_KEPT)
    theirs.delete()
    return folded


def _rename(kept: Person, gone: Person) -> dict[str, Any]:
    """Name who stays wherever who is gone was named; nobody supports, or speaks for, themselves."""
    named: dict[str, Any] = {}
    for name in _NAMED:
        rows = Pathway.objects.filter(**{name: gone.pk})
        own = rows.filter(person=kept)
        named[f"own {name}"] = list(own.values_list("pk", flat=True))
        own.update(**{name: None})
        named[name] = list(rows.values_list("pk", flat=True))
        rows.update(**{name: kept.pk})
    return named


def _forget_own(kept: Person, moved: list[str]) -> dict[str, Any]:
    """Name nobody where who stays was named on the pathway that becomes theirs."""
    own: dict[str, Any] = {}
    for name in _NAMED:
        rows = Pathway.objects.filter(pk__in=moved, **{name: kept.pk})
        own[name] = list(rows.values_list("pk", flat=True))
        rows.update(**{name: None})
    return own


def _plain(done: dict[str, Any]) -> dict[str, Any]:
    """Return the same as plain data, as it is kept."""
    plain: dict[str, Any] = json.loads(json.dumps(done, cls=DjangoJSONEncoder))
    return plain


MERGER = Merger(
    name="training.pathway",
    tables=frozenset({"training.Pathway"}),
    merge=hand_over,
    undo=give_back,
)
