"""What an organisation's tokens read: what its coordinators see, and no more."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from evaluation.enums import ReportState
from evaluation.models import Report
from evaluation.models.report import ReportQuerySet
from matching.models import Match
from matching.models.match import MatchQuerySet
from mentorship.accounts.models import Organisation
from programmes.models import Participant
from programmes.models.participant import ParticipantQuerySet
from training.models import Session
from training.models.session import SessionQuerySet

# Of a report's frozen figures; the words, names and quotes of it stay in the report.
FIGURES = (
    "schema",
    "as_at",
    "is_pooled",
    "cohorts",
    "steps",
    "graduated",
    "retention",
    "currency",
    "training",
    "surveys",
    "questions",
    "breakdowns",
    "fresh",
    "changes",
    "results",
    "pathway",
)


def participants_of(organisation: Organisation) -> ParticipantQuerySet:
    """Return everybody's places in the organisation's programmes."""
    rows = Participant.objects.filter(cohort__programme__organisation=organisation)
    return rows.select_related("person", "cohort__programme")


def matches_of(organisation: Organisation) -> MatchQuerySet:
    """Return the matches in the organisation's programmes, with their members."""
    rows = Match.objects.filter(cohort__programme__organisation=organisation)
    return rows.select_related("cohort__programme").prefetch_related("members__participant")


def sessions_of(organisation: Organisation) -> SessionQuerySet:
    """Return the sessions of the organisation's programmes, with their seats."""
    rows = Session.objects.filter(programme__organisation=organisation)
    return rows.select_related("programme").with_seats()


def reports_of(organisation: Organisation) -> ReportQuerySet:
    """Return the reports that were approved or sent; drafts are for those who write them."""
    ready = Q(state__in=(ReportState.APPROVED, ReportState.SENT)) | Q(sent_at__isnull=False)
    rows = Report.objects.filter(ready, programme__organisation=organisation)
    return rows.select_related("programme")


def told_of_participant(place: Participant, *, with_names: bool) -> dict[str, Any]:
    """Return what is told of a place."""
    return {
        "id": place.pk,
        "person_id": place.person_id,
        **_programme(place.cohort.programme),
        "cohort_id": place.cohort_id,
        "role": place.role,
        "state": place.state,
        "state_since": place.moved_at,
        "joined_on": place.joined_on,
        "ended_on": place.ended_on,
        "name": place.person.name if with_names else None,
        "email": place.person.email if with_names else None,
    }


def told_of_match(match: Match) -> dict[str, Any]:
    """Return what is told of a match."""
    return {
        "id": match.pk,
        **_programme(match.cohort.programme),
        "cohort_id": match.cohort_id,
        "state": match.state,
        "origin": match.origin,
        "started_on": match.started_on,
        "ended_on": match.ended_on,
        "outcome": match.outcome,
        "members": [
            {
                "participant_id": member.participant_id,
                "person_id": member.participant.person_id,
                "side": member.side,
            }
            for member in match.members.all()
        ],
    }


def told_of_session(session: Session) -> dict[str, Any]:
    """Return what is told of a session."""
    return {
        "id": session.pk,
        **_programme(session.programme),
        "cohort_id": session.cohort_id,
        "title": session.title,
        "kind": session.kind,
        "state": session.state,
        "starts_at": session.starts_at,
        "minutes": session.minutes,
        "places": session.capacity,
        "places_taken": session.seats_taken,
    }


def told_of_report(report: Report) -> dict[str, Any]:
    """Return what is told of a report in a list."""
    return {
        "id": report.pk,
        **_programme(report.programme),
        "cohort_id": report.cohort_id,
        "title": report.title,
        "state": report.state,
        "built_at": report.built_at,
        "sent_at": report.sent_at,
        "sha256": report.sha256,
    }


def figures_of(report: Report) -> dict[str, Any]:
    """Return a report's frozen figures, hidden ones without a number."""
    frozen: dict[str, Any] = json.loads(report.snapshot)
    return {name: frozen[name] for name in FIGURES if name in frozen}


def narrowed(
    rows: Any, *, programme: str | None, at: str, within: Iterable[tuple[str, object]]
) -> Any:
    """Return the rows of one programme (`at`: the way to it) that have the values asked for."""
    if programme:
        rows = rows.filter(**{f"{at}__slug": programme})
    return rows.filter(**{name: value for name, value in within if value is not None})


def _programme(programme: Any) -> dict[str, str | UUID]:
    """Return how a programme is named beside a row."""
    return {"programme": programme.slug, "programme_id": programme.pk}
