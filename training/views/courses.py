"""The console's courses: what can be taught, one course, and changing it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from training.actions.catalogue import (
    CircleError,
    add_course,
    change_course,
    offer_course,
    withdraw_course,
)
from training.courses.pages import (
    courses_headline,
    courses_with_counts,
    sessions_of,
    taught_sentence,
)
from training.filters import CourseFilter
from training.forms import CourseForm
from training.forms.courses import circle_sentence
from training.models import Course
from training.tabs import tabs_of
from training.views.sessions import may_manage

PER_PAGE = 25


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def course_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List what the organisation can teach."""
    courses = Course.objects.visible_to(request.user).filter(organisation=programme.organisation)
    narrowed = CourseFilter(request.GET, courses, organisation=programme.organisation)
    found = courses_with_counts(narrowed.qs.distinct())
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "course-list"),
        "form": narrowed.form,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "headline": courses_headline(courses.offered().count()),
        "is_narrowed": bool(request.GET),
        "may_manage": may_manage(request, programme),
    }
    return render(request, "training/course_list.html", context)


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def course(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show one course: what it teaches, what is read and asked, and when it is taught."""
    shown = find(request, programme, pk)
    sessions = sessions_of(shown, programme)
    context = {
        "programme": programme,
        "course": shown,
        "competencies": shown.competencies.all(),
        "prerequisites": shown.prerequisites.all(),
        "opens": shown.opens.all(),
        "materials": shown.materials.select_related("file"),
        "questions": shown.quiz.all(),
        "sessions": sessions,
        "taught": taught_sentence(sessions),
        "may_manage": may_manage(request, programme),
        "trail": trail(programme, shown.title),
    }
    return render(request, "training/course.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def course_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Add a course to those of the organisation, and go on to what is read and asked."""
    form = CourseForm(request.POST or None, organisation=programme.organisation)
    if form.is_valid():
        added = add_course(programme.organisation, form.plan(), by=request.user)
        messages.success(request, _("“%(title)s” can now be taught.") % {"title": added.title})
        return redirect("training:course", programme.slug, added.pk)
    context = {"programme": programme, "form": form, "trail": trail(programme, _("Add a course"))}
    return render(request, "training/course_add.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def course_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Put a course otherwise."""
    shown = find(request, programme, pk)
    title = shown.title
    form = CourseForm(request.POST or None, instance=shown, organisation=programme.organisation)
    if form.is_valid():
        try:
            change_course(shown, form.plan(), by=request.user)
        except CircleError as error:
            form.add_error("prerequisites", circle_sentence(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("training:course", programme.slug, pk)
    context = {
        "programme": programme,
        "course": shown,
        "form": form,
        "title": title,
        "trail": trail_of(programme, shown, _("Change it"), title=title),
    }
    return render(request, "training/course_change.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def course_withdraw(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Offer a course no more."""
    shown = find(request, programme, pk)
    if withdraw_course(shown, by=request.user):
        messages.success(request, _("It is withdrawn. Sessions that are planned still take place."))
    else:
        messages.info(request, _("It was withdrawn before."))
    return redirect("training:course", programme.slug, pk)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def course_offer(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Offer a withdrawn course again."""
    shown = find(request, programme, pk)
    if offer_course(shown, by=request.user):
        messages.success(request, _("It can be taught again."))
    else:
        messages.info(request, _("It is offered already."))
    return redirect("training:course", programme.slug, pk)


def find(request: SignedInRequest, programme: Programme, pk: UUID) -> Course:
    """Return a course of the programme's organisation, or answer 404."""
    courses = Course.objects.visible_to(request.user).filter(organisation=programme.organisation)
    return get_object_or_404(courses.select_related("organisation"), pk=pk)


def trail(programme: Programme, *labels: str) -> list[dict[str, str]]:
    """Return the way to a page below the courses."""
    start = {"label": _("Courses"), "url": reverse("training:course-list", args=(programme.slug,))}
    return [start, *({"label": label} for label in labels)]


def trail_of(
    programme: Programme, shown: Course, label: str, *, title: str = ""
) -> list[dict[str, str]]:
    """Return the way to a page below one course; `title` is what it was called before a change."""
    url = reverse("training:course", args=(programme.slug, shown.pk))
    own = {"label": title or shown.title, "url": url}
    return [*trail(programme), own, {"label": label}]
