"""The relationships as a file to keep."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from matching.care.wording import level_in_words, reasons_in_words
from matching.filters import MatchFilter
from matching.models import Match
from matching.queries.relationships import in_order_of_care, relationships
from matching.wording import full_names
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.downloads import table_response
from programmes.access import programme_view
from programmes.actions.downloads import note_table_download
from programmes.models import Programme


@programme_view(Permission.VIEW_MATCHES)
@require_GET
def match_file(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Hand out who meets whom and when they last did, narrowed as on the page; recorded."""
    visible = Match.objects.visible_to(request.user).filter(cohort__programme=programme)
    narrowed = MatchFilter(request.GET, queryset=visible, programme=programme, viewer=request.user)
    found = in_order_of_care(narrowed.qs).select_related("cohort").with_people()
    shown = relationships(list(found))
    lines = [
        [
            full_names(each.match.mentors),
            full_names(each.match.mentees),
            each.match.cohort.name,
            each.match.get_state_display(),
            each.last_met_on,
            each.quiet_days,
            level_in_words(each.health)[1],
            "; ".join(reasons_in_words(each.health)),
        ]
        for each in shown
    ]
    people = [one.pk for each in shown for one in (*each.match.mentors, *each.match.mentees)]
    note_table_download(programme, table="matches", rows=len(lines), people=people, by=request.user)
    header = [
        _("Mentors"),
        _("Mentees"),
        _("Cohort"),
        _("State"),
        _("Last met on"),
        _("Days since"),
        _("How it fares"),
        _("Reasons"),
    ]
    wanted = request.GET.get("format", "")
    return table_response(f"{programme.slug}-relationships", header, lines, wanted=wanted)
