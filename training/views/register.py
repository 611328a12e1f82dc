"""The mentor register: whose skills need refreshing, and when."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.actions import invite_to_session
from training.charts import lapse_chart
from training.emails import SESSION_INVITATION, preview
from training.filters import RegisterFilter
from training.models import Standing
from training.queries.invitations import invitation_for
from training.queries.register import bookings_of, counts_by_status, register_rows
from training.tables import register_columns, register_figures, register_headline, register_lines
from training.tabs import tabs_of
from training.views.sessions import may_manage, trail

PER_PAGE = 25


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def register(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who is in date, due, in grace, lapsed or in training, and when that changes."""
    visible = Standing.objects.visible_to(request.user)
    mentors = visible.filter(policy__programme=programme, policy__role=ParticipantRole.MENTOR)
    narrowed = RegisterFilter(request.GET, mentors)
    page = Paginator(register_rows(narrowed.qs), PER_PAGE).get_page(request.GET.get("page"))
    counts = counts_by_status(mentors)
    bookings = bookings_of([row.person_id for row in page], timezone.now())
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "register"),
        "headline": register_headline(counts),
        "figures": register_figures(programme, counts),
        "chart": lapse_chart(programme, mentors),
        "form": narrowed.form,
        "columns": register_columns(),
        "rows": register_lines(programme, page, bookings),
        "page": page,
        "is_empty": not any(counts.values()),
        "may_manage": may_manage(request, programme),
    }
    return render(request, "training/register.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who would be invited to the next refresher, and with what; POST invites them."""
    invitation = invitation_for(programme, timezone.now())
    session, people = invitation.session, invitation.people
    if request.method == "POST" and session is not None:
        sent = invite_to_session(session, people, by=request.user)
        told = ngettext("%(count)d person is invited.", "%(count)d people are invited.", sent)
        messages.success(request, told % {"count": sent})
        return redirect("training:register", programme.slug)
    context = {
        "programme": programme,
        "invitation": invitation,
        "session": session,
        "mail": preview(SESSION_INVITATION, session, people[0]) if session and people else None,
        "trail": trail(programme, _("Invite to a refresher")),
    }
    return render(request, "training/register_invite.html", context)
