"""What programmes of the organisation learned: searching it, and taking it into a programme."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from evaluation.forms.ledger import LessonFilter, TakeForm
from evaluation.ledger.lessons import in_state, lessons_in, lessons_of, search
from evaluation.report_tabs import report_tabs_of
from evaluation.views.ledger import next_try
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.recommendations import AlreadyTakenError, take_over
from programmes.models import Cohort, Programme

PER_PAGE = 20


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def lesson_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Search the lessons of every programme of the organisation that the person may see."""
    form = LessonFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "state": ""}
    rows = in_state(lessons_in(programme, request.user), asked["state"])
    # PostgreSQL does not take the character that ends strings.
    words = asked["q"].replace("\x00", "").strip()
    if words:
        rows = search(rows, words, language=programme.organisation.language)
    else:
        rows = rows.order_by("-made_at", "pk")
    found = rows.select_related("programme", "taken_into", "cohort")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "tabs": report_tabs_of(programme, "ledger"),
        "form": form,
        "words": words,
        "is_narrowed": bool(words or asked["state"]),
        "page": page,
        "lessons": lessons_of(page, programme),
    }
    return render(request, "evaluation/lesson_list.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_REPORTS)
def lesson_take(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Take another programme's lesson into this one, as it stands or adapted."""
    others = lessons_in(programme, request.user).exclude(programme=programme)
    lesson = get_object_or_404(others.select_related("programme"), pk=pk)
    form = TakeForm(
        request.POST or None,
        programme=programme,
        cohorts=Cohort.objects.visible_to(request.user).filter(programme=programme),
        initial=next_try(programme),
    )
    if request.method == "POST" and form.is_valid():
        try:
            taken = take_over(lesson, into=programme, by=request.user, **form.cleaned_data)
        except AlreadyTakenError as error:
            taken = error.recommendation
            messages.info(request, _("This programme has it already."))
        else:
            messages.success(request, _("Taken over. It stands among this programme’s promises."))
        return redirect("evaluation:recommendation", programme.slug, taken.pk)
    context = {"programme": programme, "form": form, "lesson": lesson}
    return render(request, "evaluation/lesson_take.html", context)
