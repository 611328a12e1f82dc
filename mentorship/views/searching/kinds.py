"""What can be found, kind by kind: which rows somebody may see, their titles and their pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from evaluation.enums import WaveState
from evaluation.models import Call, Report, Wave
from matching.queries.finding import members_seen_by, partners_of
from mentorship.accounts.access import allows, places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Cohort, Participant, Programme, Recommendation
from training.models import Session
from training.queries.sessions import own_sessions

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PORTAL = Permission.USE_PORTAL


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing: its rows as somebody may see them, and where their page is.

    `rows` returns what the person may see. `title` and `detail` are look-ups from a row,
    `programme` the one to its programme ("" where the row is one) and `opens` the one to the id in
    the address. `address` names the page, which asks for `permission`: USE_PORTAL for one's own
    things; of others only rows of programmes are found in which the person has it.
    """

    key: str
    label: "_StrPromise"
    icon: str
    rows: Callable[[Person], "QuerySet[Any]"]
    title: str
    detail: str
    programme: str
    permission: Permission
    address: str
    opens: str = "pk"

    def rows_for(self, person: Person) -> "QuerySet[Any] | None":
        """Return the rows whose page the person may open; None where there can be none."""
        if self.permission == PORTAL:
            return self.rows(person)
        if not allows(person, self.permission):
            return None
        organisations, programmes = places_allowing(person, self.permission)
        place = f"{self.programme}__" if self.programme else ""
        allowed = Q(**{f"{place}pk__in": programmes})
        allowed |= Q(**{f"{place}organisation_id__in": organisations})
        return self.rows(person).filter(allowed)


def _own_sessions(person: Person) -> "QuerySet[Any]":
    """Return the sessions that are for the person."""
    return Session.objects.visible_to(person).filter(pk__in=own_sessions(person).values("pk"))


def _own_surveys(person: Person) -> "QuerySet[Any]":
    """Return what the person is asked and can answer now."""
    return Call.objects.visible_to(person).filter(wave__state=WaveState.OPEN)


KINDS = (
    Kind("person", _("People"), "user", Participant.objects.visible_to, "person__name",
         "cohort__name", "cohort__programme", Permission.VIEW_PEOPLE, "programmes:participant"),
    Kind("own-match", _("Your mentoring"), "heart", partners_of, "participant__person__name",
         "match__cohort__name", "match__cohort__programme", PORTAL, "matching:my-match",
         "match_id"),
    Kind("match", _("Relationships"), "link", members_seen_by, "participant__person__name",
         "match__cohort__name", "match__cohort__programme", Permission.VIEW_MATCHES,
         "matching:match", "match_id"),
    Kind("programme", _("Programmes"), "squares-2x2", Programme.objects.visible_to, "name",
         "organisation__name", "", Permission.VIEW_PROGRAMME, "programmes:today"),
    Kind("cohort", _("Cohorts"), "user-group", Cohort.objects.visible_to, "name",
         "programme__name", "programme", Permission.VIEW_PEOPLE, "programmes:people"),
    Kind("session", _("Sessions"), "academic-cap", Session.objects.visible_to, "title",
         "programme__name", "programme", Permission.VIEW_TRAINING, "training:session"),
    Kind("own-session", _("Your sessions"), "calendar", _own_sessions, "title",
         "programme__name", "programme", PORTAL, "training:learn-session"),
    Kind("survey", _("Surveys"), "chat-bubble-left-right", Wave.objects.visible_to,
         "instrument__title", "cohort__name", "cohort__programme", Permission.VIEW_RESULTS,
         "evaluation:wave"),
    Kind("own-survey", _("Surveys for you"), "chat-bubble-left-right", _own_surveys,
         "wave__instrument__title", "wave__cohort__name", "wave__cohort__programme", PORTAL,
         "evaluation:answer"),
    Kind("report", _("Reports"), "document-chart-bar", Report.objects.visible_to, "title",
         "programme__name", "programme", Permission.MANAGE_REPORTS, "evaluation:report"),
    Kind("lesson", _("Lessons"), "light-bulb", Recommendation.objects.visible_to, "text",
         "programme__name", "programme", Permission.MANAGE_REPORTS, "evaluation:lesson-list"),
)  # fmt: skip

KIND_OF = {kind.key: kind for kind in KINDS}
COLUMNS = ("found_kind", "found_row", "found_title", "found_detail", "found_slug", "score")


def as_columns(kind: Kind, rows: "QuerySet[Any]") -> "QuerySet[Any, tuple[Any, ...]]":
    """Return rows of a kind as the same six columns that every kind has; they carry `score`."""
    slug = f"{kind.programme}__slug" if kind.programme else "slug"
    named: QuerySet[Any] = rows.annotate(
        found_kind=Value(kind.key, output_field=CharField()),
        found_row=Cast(kind.opens, CharField()),
        found_title=Cast(kind.title, CharField()),
        found_detail=Cast(kind.detail, CharField()),
        found_slug=Cast(slug, CharField()),
    )
    columns: QuerySet[Any, tuple[Any, ...]] = named.values_list(*COLUMNS)
    return columns
