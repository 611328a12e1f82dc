"""The plan of surveys as a file to keep; what was answered is in the reports alone."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from evaluation.models import Wave
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.downloads import table_response
from programmes.access import programme_view
from programmes.actions.downloads import note_table_download
from programmes.models import Programme


@programme_view(Permission.VIEW_RESULTS)
@require_GET
def wave_file(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Hand out what is asked of whom and when; recorded."""
    waves = (
        Wave.objects.visible_to(request.user)
        .filter(cohort__programme=programme)
        .select_related("instrument", "cohort")
        .order_by("-opens_at", "pk")
    )
    lines = [
        [
            wave.instrument.title,
            wave.cohort.name,
            wave.instrument.get_audience_display(),
            wave.opens_at,
            wave.closes_at,
            wave.get_state_display(),
        ]
        for wave in waves
    ]
    note_table_download(programme, table="surveys", rows=len(lines), by=request.user)
    header = [_("Survey"), _("Cohort"), _("For"), _("From"), _("Until"), _("State")]
    wanted = request.GET.get("format", "")
    return table_response(f"{programme.slug}-surveys", header, lines, wanted=wanted)
