"""Which news endpoints may be told of, and what each says: ids and states, never names."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluation.models import Report
from matching.models import Match
from programmes.models import Participant
from training.models import Session

# Sent by hand to see whether an endpoint hears us; every endpoint gets it.
PING = "endpoint.tested"


class Source(NamedTuple):
    """A noun whose news may leave: its model, the steps, and where its facts are found."""

    model: type[models.Model]
    label: Any
    steps: tuple[str, ...]
    facts: dict[str, str]
    organisation: str


SOURCES: dict[str, Source] = {
    "participant": Source(
        Participant,
        _("Participants"),
        (
            "added",
            "applied",
            "accepted",
            "trained",
            "matched",
            "finished",
            "withdrawn",
            "declined",
            "paused",
            "resumed",
            "corrected",
        ),
        {
            "id": "pk",
            "state": "state",
            "role": "role",
            "person_id": "person_id",
            "cohort_id": "cohort_id",
            "programme_id": "cohort__programme_id",
        },
        "cohort__programme__organisation_id",
    ),
    "match": Source(
        Match,
        _("Matches"),
        (
            "proposed",
            "accepted",
            "declined",
            "expired",
            "started",
            "paused",
            "resumed",
            "closed",
            "ended_early",
        ),
        {
            "id": "pk",
            "state": "state",
            "cohort_id": "cohort_id",
            "programme_id": "cohort__programme_id",
        },
        "cohort__programme__organisation_id",
    ),
    "session": Source(
        Session,
        _("Training sessions"),
        ("planned", "changed", "held", "cancelled"),
        {"id": "pk", "state": "state", "cohort_id": "cohort_id", "programme_id": "programme_id"},
        "programme__organisation_id",
    ),
    "report": Source(
        Report,
        _("Reports"),
        ("approved", "sent"),
        {"id": "pk", "state": "state", "cohort_id": "cohort_id", "programme_id": "programme_id"},
        "programme__organisation_id",
    ),
}

KINDS: tuple[str, ...] = tuple(
    f"{noun}.{step}" for noun, source in SOURCES.items() for step in source.steps
)


def kind_choices() -> list[tuple[Any, list[tuple[str, str]]]]:
    """Return the news by noun, for a form."""
    return [
        (source.label, [(f"{noun}.{step}", f"{noun}.{step}") for step in source.steps])
        for noun, source in SOURCES.items()
    ]


def facts_of(kind: str, rows: Sequence[models.Model]) -> list[tuple[Any, dict[str, Any]]]:
    """Return (organisation's id, what may be told) of each row, as it is stored now; one query."""
    source = SOURCES[kind.partition(".")[0]]
    names, paths = zip(*source.facts.items(), strict=True)
    found = source.model._base_manager.filter(pk__in=[row.pk for row in rows])
    stored = found.order_by("pk").values_list(source.organisation, *paths)
    return [(organisation, dict(zip(names, facts, strict=True))) for organisation, *facts in stored]
