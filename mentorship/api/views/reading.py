"""The read API: participants, matches, sessions and reports of one organisation."""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.views.decorators.http import require_GET
from ninja import NinjaAPI, Path
from ninja.errors import HttpError, ValidationError
from ninja.params.functions import Query
from pydantic import AwareDatetime

from evaluation.enums import ReportState
from matching.enums import MatchState
from mentorship.accounts.access import open_to_all
from mentorship.api import queries
from mentorship.api.enums import Scope
from mentorship.api.gate import token_of
from mentorship.api.paging import MOST, USUAL, BadCursorError, page_of
from mentorship.api.problems import problem
from mentorship.api.schemas import (
    MatchOut,
    MatchPage,
    ParticipantOut,
    ParticipantPage,
    Problem,
    ReportFigures,
    ReportPage,
    SessionOut,
    SessionPage,
)
from programmes.enums import ParticipantRole, ParticipantState
from training.enums import SessionState

PROBLEMS = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}

edge = NinjaAPI(
    title="Mentorship",
    version="1",
    description=(
        "Read who takes part, who meets, what is taught and what was reported, in one organisation."
        " Everything is read-only. Ids stay; times are in UTC; nothing that a pair writes to each"
        " other, and no figure of a small group, can be read here."
    ),
    urls_namespace="read",
    docs_url=None,
    openapi_url=None,
    openapi_extra={
        "components": {
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "bearerFormat": "mnt_…"}
            }
        },
        "security": [{"token": []}],
    },
)

Limit = Query(USUAL, ge=1, le=MOST, description="How many on a page.")
From = Query(None, max_length=60, description="Where the last page ended.")
Slug = Query(
    None, max_length=60, pattern=r"^[-a-zA-Z0-9_]+$", description="The programme's short name."
)


def _state(states: Any) -> Any:
    """Return the type of a filter by state."""
    return Literal[tuple(states.values)] | None


def _page(
    rows: QuerySet[Any], told: Callable[[Any], Any], *, cursor: str | None, limit: int
) -> dict[str, Any]:
    """Return a page of rows, as they are told, and where the next one begins."""
    found, more = page_of(rows, cursor=cursor, limit=limit)
    return {"items": [told(each) for each in found], "next": more}


@edge.get(
    "/participants",
    response={200: ParticipantPage, **PROBLEMS},
    operation_id="list_participants",
    url_name="read-participants",
    tags=[Scope.PARTICIPANTS.value],
)
def participants(
    request: HttpRequest,
    limit: int = Limit,
    cursor: str | None = From,
    programme: str | None = Slug,
    role: _state(ParticipantRole) = None,  # type: ignore[valid-type]  # made from our states
    state: _state(ParticipantState) = None,  # type: ignore[valid-type]  # as above
    moved_since: AwareDatetime | None = None,
) -> Any:
    """List the places of people in cohorts."""
    token = token_of(request)
    rows = queries.narrowed(
        queries.participants_of(token.organisation),
        programme=programme,
        at="cohort__programme",
        within=(("role", role), ("state", state), ("moved_at__gte", moved_since)),
    )
    told = partial(queries.told_of_participant, with_names=Scope.NAMES in token.scopes)
    return _page(rows, told, cursor=cursor, limit=limit)


@edge.get(
    "/participants/{uuid:pk}",
    response={200: ParticipantOut, **PROBLEMS},
    operation_id="get_participant",
    url_name="read-participant",
    tags=[Scope.PARTICIPANTS.value],
)
def participant(request: HttpRequest, pk: Path[UUID]) -> Any:
    """Return one place."""
    token = token_of(request)
    place = get_object_or_404(queries.participants_of(token.organisation), pk=pk)
    return queries.told_of_participant(place, with_names=Scope.NAMES in token.scopes)


@edge.get(
    "/matches",
    response={200: MatchPage, **PROBLEMS},
    operation_id="list_matches",
    url_name="read-matches",
    tags=[Scope.MATCHES.value],
)
def matches(
    request: HttpRequest,
    limit: int = Limit,
    cursor: str | None = From,
    programme: str | None = Slug,
    state: _state(MatchState) = None,  # type: ignore[valid-type]  # made from our states
) -> Any:
    """List matches with who is in them."""
    rows = queries.narrowed(
        queries.matches_of(token_of(request).organisation),
        programme=programme,
        at="cohort__programme",
        within=(("state", state),),
    )
    return _page(rows, queries.told_of_match, cursor=cursor, limit=limit)


@edge.get(
    "/matches/{uuid:pk}",
    response={200: MatchOut, **PROBLEMS},
    operation_id="get_match",
    url_name="read-match",
    tags=[Scope.MATCHES.value],
)
def match(request: HttpRequest, pk: Path[UUID]) -> Any:
    """Return one match."""
    rows = queries.matches_of(token_of(request).organisation)
    return queries.told_of_match(get_object_or_404(rows, pk=pk))


@edge.get(
    "/sessions",
    response={200: SessionPage, **PROBLEMS},
    operation_id="list_sessions",
    url_name="read-sessions",
    tags=[Scope.SESSIONS.value],
)
def sessions(
    request: HttpRequest,
    limit: int = Limit,
    cursor: str | None = From,
    programme: str | None = Slug,
    state: _state(SessionState) = None,  # type: ignore[valid-type]  # made from our states
    starts_from: AwareDatetime | None = None,
    starts_before: AwareDatetime | None = None,
) -> Any:
    """List training sessions with their seats."""
    rows = queries.narrowed(
        queries.sessions_of(token_of(request).organisation),
        programme=programme,
        at="programme",
        within=(
            ("state", state),
            ("starts_at__gte", starts_from),
            ("starts_at__lt", starts_before),
        ),
    )
    return _page(rows, queries.told_of_session, cursor=cursor, limit=limit)


@edge.get(
    "/sessions/{uuid:pk}",
    response={200: SessionOut, **PROBLEMS},
    operation_id="get_session",
    url_name="read-session",
    tags=[Scope.SESSIONS.value],
)
def session(request: HttpRequest, pk: Path[UUID]) -> Any:
    """Return one session."""
    rows = queries.sessions_of(token_of(request).organisation)
    return queries.told_of_session(get_object_or_404(rows, pk=pk))


@edge.get(
    "/reports",
    response={200: ReportPage, **PROBLEMS},
    operation_id="list_reports",
    url_name="read-reports",
    tags=[Scope.REPORTS.value],
)
def reports(
    request: HttpRequest,
    limit: int = Limit,
    cursor: str | None = From,
    programme: str | None = Slug,
    state: _state(ReportState) = None,  # type: ignore[valid-type]  # made from our states
) -> Any:
    """List reports that were approved or sent."""
    rows = queries.narrowed(
        queries.reports_of(token_of(request).organisation).defer("snapshot"),
        programme=programme,
        at="programme",
        within=(("state", state),),
    )
    return _page(rows, queries.told_of_report, cursor=cursor, limit=limit)


@edge.get(
    "/reports/{uuid:pk}",
    response={200: ReportFigures, **PROBLEMS},
    operation_id="get_report",
    url_name="read-report",
    tags=[Scope.REPORTS.value],
)
def report(request: HttpRequest, pk: Path[UUID]) -> Any:
    """Return one report with its frozen figures."""
    found = get_object_or_404(queries.reports_of(token_of(request).organisation), pk=pk)
    return queries.told_of_report(found) | {"figures": queries.figures_of(found)}


@edge.exception_handler(Http404)
def nothing_there(request: HttpRequest, _error: Any) -> HttpResponse:
    """Say that there is no such thing, or none that the token's organisation has."""
    return problem(request, 404, "There is nothing of this id in your organisation.")


@edge.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: Any) -> HttpResponse:
    """Say which parameters were not understood, without repeating what they held."""
    wrong = [{"where": list(each["loc"]), "what": each["msg"]} for each in error.errors]
    return problem(request, 422, "Some parameters were not understood.", errors=wrong)


@edge.exception_handler(HttpError)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """Say no in the words of whoever refused."""
    return problem(request, error.status_code, str(error))


@edge.exception_handler(BadCursorError)
def lost(request: HttpRequest, _error: Any) -> HttpResponse:
    """Say that a cursor leads nowhere."""
    return problem(request, 422, "This cursor is none that we gave out.")


SCOPES = {
    "read-participants": Scope.PARTICIPANTS,
    "read-participant": Scope.PARTICIPANTS,
    "read-matches": Scope.MATCHES,
    "read-match": Scope.MATCHES,
    "read-sessions": Scope.SESSIONS,
    "read-session": Scope.SESSIONS,
    "read-reports": Scope.REPORTS,
    "read-report": Scope.REPORTS,
}


def addressed(pattern: URLPattern) -> Callable[..., HttpResponseBase]:
    """Return what answers at one of these addresses, which are only for reading."""

    def read(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if request.method != "GET":
            response = problem(request, 405, "Everything here is only read: use GET.")
            response["Allow"] = "GET"
            return response
        answered: HttpResponseBase = pattern.callback(request, **kwargs)
        return answered

    return read


@open_to_all("says what can be asked, and nothing of anybody")
@require_GET
def document(request: HttpRequest) -> HttpResponse:
    """Return the OpenAPI document."""
    from mentorship.api.document import as_json  # noqa: PLC0415  (it draws this module's addresses)

    return HttpResponse(as_json(), content_type="application/json")


def nothing(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Say that there is no such address."""
    return problem(request, 404, "There is no such address. See the document at openapi.json.")
