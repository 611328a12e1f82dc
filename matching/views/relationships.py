"""The console's pages about relationships: who meets whom, and how regularly."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from matching.actions.proposals import (
    ProposalRefusedError,
    Terms,
    answer_until,
    propose_match,
    reasons_against,
)
from matching.care.honesty import notes_on
from matching.care.overview import cells_of, rows_of_cells
from matching.care.queries import counted_of
from matching.care.wording import more_of_list, sentence_of_list
from matching.ending.queries import wishes_for
from matching.enums import MATCH_TRANSITIONS, MatchState
from matching.filters import MatchFilter
from matching.forms import MatchForm
from matching.models import Match
from matching.queries import care_counts, in_order_of_care, relationships
from matching.queries.relationships import rows_of_weeks
from matching.tables import (
    cohort_tabs,
    page_of,
    relationship_facts,
    relationship_rows,
    trail_to,
)
from matching.timeline import course_of
from matching.views.moves import moves_for
from matching.wording import invitations_to, names_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.actions.sightings import note_looks
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.enums import SightingKind
from mentorship.common.pages import CountedPages
from mentorship.common.together import fill_together, reading
from programmes.access import programme_view
from programmes.models import Cohort, Programme
from programmes.permissions import allowed_in
from programmes.queries import current_cohort

PER_PAGE = 25


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def match_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show how every pair fares, those that may need somebody first."""
    visible = Match.objects.visible_to(request.user).filter(cohort__programme=programme)
    narrowed = MatchFilter(request.GET, queryset=visible, programme=programme, viewer=request.user)
    ordered = in_order_of_care(narrowed.qs).select_related("cohort").with_people()
    counts = care_counts(visible)
    is_narrowed = any(request.GET.get(name) for name in narrowed.filters)
    pages = (
        Paginator(ordered, PER_PAGE)
        if is_narrowed
        else CountedPages(ordered, PER_PAGE, count=counts.all)
    )
    page = pages.get_page(request.GET.get("page"))
    shown: Any = page.object_list
    rows_for_cells = rows_of_cells(ordered)
    fill_together(shown, rows_for_cells)
    cells, has_more = cells_of(programme, list(rows_for_cells))
    context = {
        "programme": programme,
        "form": narrowed.form,
        "is_narrowed": is_narrowed,
        "page": page,
        "rows": relationship_rows(programme, relationships(list(shown))),
        "sentence": sentence_of_list(under_way=counts.under_way, needing=counts.help),
        "more": more_of_list(watch=counts.watch, put_off=counts.put_off),
        "cells": cells,
        "has_more_cells": has_more,
        "notes": notes_on(programme),
        "may_manage": _may_manage(request, programme),
    }
    return render(request, "matching/match_list.html", context)


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def match(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Show what happened in a relationship: dates and answers, never what was said."""
    visible = Match.objects.visible_to(request.user).filter(cohort__programme=programme)
    shown = get_object_or_404(
        in_order_of_care(visible).select_related("cohort__programme").with_people(),
        pk=pk,
    )
    may_manage = _may_manage(request, programme)
    weeks = rows_of_weeks([shown.pk], timezone.localdate())
    wishes = wishes_for(shown, request.user)
    wishes = wishes if may_manage else wishes.none()
    course, (counted, _nothing) = course_of(shown, counted_of(shown), reading(weeks, wishes))
    (relationship,) = relationships([shown], weeks)
    context = {
        "programme": programme,
        "match": shown,
        "title": names_of(shown),
        "trail": trail_to(programme),
        **page_of(relationship),
        "members": sorted(shown.members.all(), key=lambda member: member.side, reverse=True),
        "facts": relationship_facts(relationship, counted),
        "course": course,
        "moves": moves_for(shown) if may_manage else [],
        "may_manage": may_manage,
        "wishes": wishes,
        "may_rematch": may_manage and shown.state in MATCH_TRANSITIONS[MatchState.ENDED_EARLY],
    }
    note_looks(
        SightingKind.MATCH,
        [member.participant.person_id for member in shown.members.all()],
        organisation_id=programme.organisation_id,
        by=request.user,
    )
    return render(request, "matching/match_detail.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def match_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Choose people of a cohort, read who would get which mail, and propose the match."""
    cohorts = list(Cohort.objects.visible_to(request.user).filter(programme=programme).open())
    chosen = next((c for c in cohorts if str(c.pk) == request.GET.get("cohort")), None)
    cohort = chosen or current_cohort(cohorts)
    if cohort is None:
        return render(request, "matching/match_add.html", {"programme": programme})
    form = MatchForm(request.POST if request.method == "POST" else None, cohort=cohort)
    context = {
        "programme": programme,
        "trail": trail_to(programme),
        "cohort": cohort,
        "form": form,
        "tabs": cohort_tabs(cohorts, current=cohort),
    }
    if "change" in request.POST or request.method == "GET" or not form.is_valid():
        return render(request, "matching/match_add.html", context)
    mentors, mentees = list(form.cleaned_data["mentors"]), list(form.cleaned_data["mentees"])
    reasons = reasons_against(cohort, mentors, mentees)
    until = answer_until(cohort, days=form.cleaned_data["answer_days"])
    if not reasons and "send" not in request.POST:
        context |= {"invitations": invitations_to(mentors, mentees), "until": until}
        return render(request, "matching/match_check.html", context)
    if not reasons:
        try:
            made = propose_match(
                cohort,
                mentors,
                mentees,
                by=request.user,
                title=form.cleaned_data["title"],
                terms=Terms(answer_by=until),
            )
        except ProposalRefusedError as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("They have been asked."))
            return redirect("matching:match", programme.slug, made.pk)
    for reason in reasons:
        form.add_error(None, reason)
    return render(request, "matching/match_add.html", context)


def _may_manage(request: SignedInRequest, programme: Programme) -> bool:
    """Tell whether the person may propose, pause and close matches here."""
    return allowed_in(request.user, Permission.MANAGE_MATCHES, programme)
