"""The register and the sessions as files to keep."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.downloads import table_response
from programmes.access import programme_view
from programmes.actions.downloads import note_table_download
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.filters import RegisterFilter, SessionFilter
from training.models import Session, Standing
from training.queries.register import register_rows
from training.tables import status_cell


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def register_file(
    request: SignedInRequest,
    programme: Programme,
    role: ParticipantRole = ParticipantRole.MENTOR,
) -> HttpResponse:
    """Hand out a register, narrowed as on the page; recorded."""
    visible = Standing.objects.visible_to(request.user)
    standings = visible.filter(policy__programme=programme, policy__role=role)
    narrowed = RegisterFilter(request.GET, standings, programme=programme)
    rows = list(register_rows(narrowed.qs))
    lines = [
        [
            row.person.name,
            row.person.email or "",
            status_cell(row)["text"],
            row.renewed_on,
            row.expires_on,
        ]
        for row in rows
    ]
    people = [row.person.pk for row in rows]
    note_table_download(
        programme, table="register", rows=len(lines), people=people, by=request.user
    )
    header = [_("Name"), _("E-mail"), _("Currency"), _("Renewed on"), _("In date until")]
    wanted = request.GET.get("format", "")
    return table_response(f"{programme.slug}-register", header, lines, wanted=wanted)


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def session_file(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Hand out the sessions, narrowed as on the page; recorded."""
    visible = Session.objects.visible_to(request.user).filter(programme=programme)
    found = SessionFilter(request.GET, visible).qs.with_seats().select_related("course", "cohort")
    lines = [
        [
            session.title,
            session.get_kind_display(),
            session.starts_at,
            session.cohort.name if session.cohort else "",
            session.seats_taken,
            session.capacity,
            session.get_state_display(),
        ]
        for session in found
    ]
    note_table_download(programme, table="sessions", rows=len(lines), by=request.user)
    header = [
        _("Session"),
        _("Kind"),
        _("When"),
        _("Cohort"),
        _("Places taken"),
        _("Places"),
        _("State"),
    ]
    wanted = request.GET.get("format", "")
    return table_response(f"{programme.slug}-sessions", header, lines, wanted=wanted)
