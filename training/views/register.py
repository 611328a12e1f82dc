"""The registers: whose skills need refreshing, and when."""

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
from training.charts import lapse_calendar, register_address
from training.emails import SESSION_INVITATION, preview
from training.filters import RegisterFilter
from training.forms.invitations import InvitationForm
from training.models import Standing
from training.queries.currency import currencies_of, policy_for, today_at
from training.queries.invitations import invitation_for
from training.queries.register import bookings_of, counts_by_status, register_rows
from training.queries.waivers import waivers_of
from training.retention.tables import stays_lines
from training.tables import (
    RegisterFacts,
    in_need,
    register_columns,
    register_figures,
    register_headline,
    register_lines,
)
from training.tabs import tabs_of
from training.views.sessions import may_manage, trail

PER_PAGE = 25
PAGES = {ParticipantRole.MENTOR: "register", ParticipantRole.MENTEE: "register-mentees"}


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def register(
    request: SignedInRequest,
    programme: Programme,
    role: ParticipantRole = ParticipantRole.MENTOR,
) -> HttpResponse:
    """Show who is in date, due, in grace, lapsed or in training, and when that changes."""
    visible = Standing.objects.visible_to(request.user)
    standings = visible.filter(policy__programme=programme, policy__role=role)
    narrowed = RegisterFilter(request.GET, standings, programme=programme)
    page = Paginator(register_rows(narrowed.qs), PER_PAGE).get_page(request.GET.get("page"))
    counts = counts_by_status(standings)
    address = register_address(programme, role)
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, PAGES[role]),
        "is_of_mentors": role == ParticipantRole.MENTOR,
        "headline": register_headline(counts, role),
        "figures": register_figures(address, counts),
        "calendar": lapse_calendar(programme, role, standings, address),
        "form": narrowed.form,
        "address": address,
        "columns": register_columns(),
        "rows": register_lines(programme, page, _facts(programme, role, list(page))),
        "page": page,
        "stays": stays_lines(programme) if role == ParticipantRole.MENTOR else [],
        "is_empty": not any(counts.values()),
        "in_need": in_need(counts),
        "may_manage": may_manage(request, programme),
    }
    return render(request, "training/register.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(
    request: SignedInRequest,
    programme: Programme,
    role: ParticipantRole = ParticipantRole.MENTOR,
) -> HttpResponse:
    """Show who would be invited to which refresher, and with what; POST invites who is ticked."""
    invitation = invitation_for(programme, timezone.now(), role)
    form = InvitationForm(
        request.POST if request.method == "POST" else None, waves=invitation.waves
    )
    if form.is_valid():
        sent = sum(
            invite_to_session(wave.session, form.chosen_of(wave), by=request.user)
            for wave in invitation.waves
        )
        told = ngettext("%(count)d person is invited.", "%(count)d people are invited.", sent)
        messages.success(request, told % {"count": sent})
        return redirect(register_address(programme, role))
    first = next(iter(invitation.waves), None)
    context = {
        "programme": programme,
        "is_of_mentors": role == ParticipantRole.MENTOR,
        "invitation": invitation,
        "form": form,
        "person": first.people[0] if first else None,
        "mail": preview(SESSION_INVITATION, first.session, first.people[0]) if first else None,
        "address": register_address(programme, role),
        "trail": trail(programme, _("Invite to a refresher")),
    }
    return render(request, "training/register_invite.html", context)


def _facts(programme: Programme, role: ParticipantRole, rows: list[Standing]) -> RegisterFacts:
    """Return what a page of the register says beside the standings."""
    people = [row.person_id for row in rows]
    day = today_at(programme.organisation)
    return RegisterFacts(
        bookings=bookings_of(people, timezone.now()),
        currencies=currencies_of(people, policy_for(programme, role), day),
        waivers=waivers_of(programme, role, people, day),
    )
