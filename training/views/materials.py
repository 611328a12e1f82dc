"""What is read for a course: adding, changing, ordering, and handing documents out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.documents.keeping import download_of
from programmes.models import Programme
from training.actions.materials import (
    add_material,
    change_material,
    move_material,
    remove_material,
)
from training.courses.modules import materials_open_to
from training.forms import MaterialForm
from training.models import Course, CourseMaterial
from training.views.courses import find, trail_of

STEPS = {"up": -1, "down": 1}


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def material_add(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Add something to read, watch or fill in."""
    course = find(request, programme, pk)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        add_material(course, form.plan(), by=request.user)
        messages.success(request, _("Added."))
        return back_to(programme, course, "materials")
    return _page(request, programme, course, form, title=_("Add a material"))


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def material_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Put a material otherwise."""
    material = _material(request, programme, pk)
    form = MaterialForm(request.POST or None, request.FILES or None, instance=material)
    if form.is_valid():
        change_material(material, form.plan(), by=request.user)
        messages.success(request, _("Saved."))
        return back_to(programme, material.course, "materials")
    return _page(request, programme, material.course, form, title=_("Change the material"))


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def material_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Move a material up or down."""
    material = _material(request, programme, pk)
    move_material(material, step=step_of(request), by=request.user)
    return back_to(programme, material.course, "materials")


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def material_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask whether a material should go, and take it out."""
    material = _material(request, programme, pk)
    if request.method == "POST":
        remove_material(material, by=request.user)
        messages.success(request, _("It is gone."))
        return back_to(programme, material.course, "materials")
    text = _("Its words, and its document, are deleted. Who did a module keeps their hours.")
    return ask_first(request, programme, material.course, material.title, text)


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def material_file(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Hand a document out to those who look after training."""
    return _handed_out(_material(request, programme, pk))


@requires(Permission.USE_PORTAL)
@require_GET
def own_material_file(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Hand a document out to somebody whom a session of its course is for."""
    materials = CourseMaterial.objects.visible_to(request.user).filter(
        course__in=materials_open_to(request.user)
    )
    return _handed_out(get_object_or_404(materials, pk=pk))


def ask_first(
    request: SignedInRequest, programme: Programme, course: Course, name: str, text: str
) -> HttpResponse:
    """Ask whether something of a course should go."""
    context = {
        "programme": programme,
        "course": course,
        "title": _("Take “%(name)s” out?") % {"name": name},
        "text": text,
        "trail": trail_of(programme, course, _("Take it out")),
    }
    return render(request, "training/course_part_remove.html", context)


def back_to(programme: Programme, course: Course, part: str) -> HttpResponse:
    """Go back to a part of the course's page."""
    return redirect(reverse("training:course", args=(programme.slug, course.pk)) + f"#{part}")


def step_of(request: SignedInRequest) -> int:
    """Return in which direction something is to move; 404 for any other."""
    wanted = request.POST.get("to", "")
    if wanted not in STEPS:
        raise Http404
    return STEPS[wanted]


def _handed_out(material: CourseMaterial) -> HttpResponse:
    """Return a material's document; 404 where it has none."""
    if material.file is None:
        raise Http404
    return download_of(material.file)


def _material(request: SignedInRequest, programme: Programme, pk: UUID) -> CourseMaterial:
    """Return a material of a course of the programme's organisation, or answer 404."""
    materials = CourseMaterial.objects.visible_to(request.user).filter(
        course__organisation=programme.organisation
    )
    return get_object_or_404(materials.select_related("course", "file"), pk=pk)


def _page(
    request: SignedInRequest,
    programme: Programme,
    course: Course,
    form: MaterialForm,
    *,
    title: str,
) -> HttpResponse:
    """Show the form of a material."""
    context = {
        "programme": programme,
        "course": course,
        "form": form,
        "title": title,
        "trail": trail_of(programme, course, title),
    }
    return render(request, "training/material_form.html", context)
