"""What the read API answers: ids that stay, states, times in UTC; the words of its document."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema

Cursor = Annotated[
    str | None,
    Field(default=None, description="Pass it as “cursor” for the next page; null on the last."),
]


class ParticipantOut(Schema):
    """A person's place in a cohort."""

    id: UUID
    person_id: UUID = Field(description="The same for all places of a person.")
    programme: str = Field(description="The programme's short name.")
    programme_id: UUID
    cohort_id: UUID
    role: str = Field(description="mentor or mentee")
    state: str
    state_since: datetime
    joined_on: date
    ended_on: date | None
    name: str | None = Field(description="Null without the scope names:read.")
    email: str | None = Field(description="Null without the scope names:read, or without any.")


class MemberOut(Schema):
    """Somebody's place in a match."""

    participant_id: UUID
    person_id: UUID
    side: str = Field(description="mentor, mentee or peer")


class MatchOut(Schema):
    """A match: who meets, since when, how it stands; nothing of what is said in it."""

    id: UUID
    programme: str
    programme_id: UUID
    cohort_id: UUID
    state: str
    origin: str
    started_on: date | None
    ended_on: date | None
    outcome: str
    members: list[MemberOut]


class SessionOut(Schema):
    """A training session."""

    id: UUID
    programme: str
    programme_id: UUID
    cohort_id: UUID | None
    title: str
    kind: str
    state: str
    starts_at: datetime
    minutes: int
    places: int
    places_taken: int


class ReportOut(Schema):
    """A report that was approved or sent."""

    id: UUID
    programme: str
    programme_id: UUID
    cohort_id: UUID | None
    title: str
    state: str
    built_at: datetime
    sent_at: datetime | None
    sha256: str = Field(description="Of the frozen snapshot from which all of it is drawn.")


class ReportFigures(ReportOut):
    """A report with its frozen figures; those of small groups carry no number."""

    figures: dict[str, Any]


class ParticipantPage(Schema):
    """A page of participants."""

    items: list[ParticipantOut]
    next: Cursor


class MatchPage(Schema):
    """A page of matches."""

    items: list[MatchOut]
    next: Cursor


class SessionPage(Schema):
    """A page of sessions."""

    items: list[SessionOut]
    next: Cursor


class ReportPage(Schema):
    """A page of reports."""

    items: list[ReportOut]
    next: Cursor


class Problem(Schema):
    """Why not, as RFC 9457 says it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
