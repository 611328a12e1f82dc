"""The team as a file to keep."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.downloads import table_response
from programmes.access import programme_view
from programmes.actions.downloads import note_table_download
from programmes.models import Programme


@programme_view(Permission.VIEW_PEOPLE)
@require_GET
def team_file(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Hand out who works for the programme, and who sponsors it; recorded."""
    members = programme.team.current().select_related("person").order_by("started_on", "pk")
    sponsors = programme.sponsorships.current().select_related("person").order_by("started_on")
    lines: list[list[object]] = [
        [each.person.name, each.person.email or "", each.get_role_display(), each.started_on]
        for each in members
    ]
    lines += [
        [each.person.name, each.person.email or "", _("Sponsor"), each.started_on]
        for each in sponsors
    ]
    note_table_download(programme, table="team", rows=len(lines), by=request.user)
    header = [_("Name"), _("E-mail"), _("Role"), _("Since")]
    wanted = request.GET.get("format", "")
    return table_response(f"{programme.slug}-team", header, lines, wanted=wanted)
