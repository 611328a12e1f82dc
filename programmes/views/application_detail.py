"""Everything about one application, for those who deal with it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.actions.sightings import note_looks
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.enums import SightingKind
from programmes.access import programme_view
from programmes.applications.facts import (
    appeal_lines,
    day_words,
    decision_facts,
    endorsement_lines,
    intake_facts,
    review_lines,
)
from programmes.applications.found import with_rows
from programmes.applications.next_step import next_step_of
from programmes.applications.table import (
    STAGE_TONES,
    ApplicationRow,
    age_words,
    flags_of,
    rows_of,
    score_words,
    stage_words,
    what_is_next,
    whom_it_waits_for,
)
from programmes.applications.waiting import Stage, applications_of, with_waiting
from programmes.applying.filling import answers_of
from programmes.history import history_of
from programmes.models import Appeal, Nomination, Participant, Programme, WaitingPlace
from programmes.permissions import allowed_in


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def application_detail(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show what was answered, how it stands, and what comes next."""
    row = _row(request, programme, pk)
    application = row.application
    decision = next(iter(application.decisions.all()), None)
    place = WaitingPlace.objects.visible_to(request.user).filter(application=application).first()
    appeals = list(
        Appeal.objects.visible_to(request.user).filter(decision__application=application)
    )
    may_decide = allowed_in(request.user, Permission.DECIDE_APPLICATIONS, programme)
    nominations = (
        Nomination.objects.visible_to(request.user)
        .filter(cohort=application.cohort, nominee=application.person, role=application.role)
        .select_related("nominated_by")
    )
    related = [*application.reviews.all(), *application.endorsements.all(), *appeals]
    context = {
        "programme": programme,
        "application": application,
        "trail": [
            {"label": _("Applications"), "url": _list_url(request, programme)},
            {"label": application.person.name},
        ],
        "row": row,
        "profile": row.profile,
        "facts": _standing(row),
        "stage": stage_words(row),
        "tone": STAGE_TONES[Stage(application.stage)],
        "flags": flags_of(row),
        "next_step": next_step_of(programme, application, appeals) if may_decide else None,
        "sections": answers_of(application),
        "reviews": review_lines(application),
        "panel_url": reverse("programmes:panel", args=(programme.slug, application.pk)),
        "intake": intake_facts(application, nominations, place),
        "endorsements": endorsement_lines(application.endorsements.all()),
        "decision": decision_facts(decision),
        "appeals": appeal_lines(appeals),
        "person_url": _person_url(request, programme, application),
        "history": history_of(application, *application.decisions.all(), *related),
    }
    note_looks(
        SightingKind.APPLICATION,
        [application.person_id],
        organisation_id=programme.organisation_id,
        by=request.user,
    )
    return render(request, "programmes/application_detail.html", context)


def _row(request: SignedInRequest, programme: Programme, pk: UUID) -> ApplicationRow:
    """Return the application with all that is reckoned of it, if the person may see it."""
    visible = applications_of(programme, request.user).filter(pk=pk)
    found = with_rows(with_waiting(visible, programme, now=timezone.now()))
    rows = rows_of(programme, found)
    if not rows:
        raise Http404
    return rows[0]


def _standing(row: ApplicationRow) -> list[dict[str, Any]]:
    """Return for whom it waits, since when, and its score where all reviews are in."""
    application = row.application
    who = whom_it_waits_for(row)
    waits = _("%(who)s: %(what)s (%(age)s)") % {
        "who": who,
        "what": what_is_next(row),
        "age": age_words(application.since),
    }
    facts = [
        (_("Handed in"), _handed_in(application)),
        (_("Waits for"), waits if who else _("Nobody")),
        (_("Score of 100"), score_words(row.score)),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def _handed_in(application: Any) -> str:
    """Say when it was handed in, and whether that was late."""
    day = day_words(application.submitted_at)
    return _("%(day)s, within the days of grace") % {"day": day} if application.is_late else day


def _list_url(request: SignedInRequest, programme: Programme) -> str:
    """Return the list, narrowed as it was where the application was chosen in it."""
    address = reverse("programmes:applications", args=(programme.slug,))
    query = request.GET.get("list", "")
    return f"{address}?{query}" if query else address


def _person_url(request: SignedInRequest, programme: Programme, application: Any) -> str:
    """Return the participant's page, if they have a place and the person may see it."""
    if not allowed_in(request.user, Permission.VIEW_PEOPLE, programme):
        return ""
    places = Participant.objects.visible_to(request.user).filter(
        cohort=application.cohort, person=application.person, role=application.role
    )
    pk = places.values_list("pk", flat=True).first()
    return reverse("programmes:participant", args=(programme.slug, pk)) if pk else ""
