"""Keeping, changing and removing ways of looking at the list of people."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.saved_views import (
    ViewNameTakenError,
    change_view,
    keep_view,
    remove_view,
)
from programmes.forms.saved_views import NewViewForm, SavedViewForm, understood
from programmes.models import Programme, SavedView


@programme_view(Permission.VIEW_PEOPLE)
@require_http_methods(["GET", "POST"])
def view_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Keep what the list is narrowed to now."""
    query = understood(QueryDict(request.GET.get("query", "")))
    form = NewViewForm(request.POST if request.method == "POST" else None, initial={"query": query})
    if form.is_valid():
        try:
            view = keep_view(programme, by=request.user, **form.cleaned_data)
        except ViewNameTakenError:
            form.add_error("name", _("You keep another view under this name."))
        else:
            messages.success(request, _("Kept as “%(name)s”.") % {"name": view.name})
            return redirect(f"{_people_url(programme)}?{view.query}")
    context = {
        "form": form,
        "title": _("Keep this view"),
        "lead": _("Whoever opens it sees who fits then, not who fits today."),
        "action": _("Keep the view"),
        "back_url": f"{_people_url(programme)}?{query}",
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.VIEW_PEOPLE)
@require_http_methods(["GET", "POST"])
def view_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Rename one's own view, share it, or let it open first."""
    view = _own_view(request, programme, pk)
    known = {name: getattr(view, name) for name in ("name", "is_shared", "is_default")}
    form = SavedViewForm(request.POST if request.method == "POST" else None, initial=known)
    back_url = f"{_people_url(programme)}?{view.query}"
    if form.is_valid():
        try:
            change_view(view, by=request.user, **form.cleaned_data)
        except ViewNameTakenError:
            form.add_error("name", _("You keep another view under this name."))
        else:
            messages.success(request, _("Kept."))
            return redirect(back_url)
    context = {
        "form": form,
        "view": view,
        "programme": programme,
        "back_url": back_url,
    }
    return render(request, "programmes/view_change.html", context)


@programme_view(Permission.VIEW_PEOPLE)
@require_POST
def view_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Remove one's own view."""
    view = _own_view(request, programme, pk)
    remove_view(view, by=request.user)
    messages.success(request, _("“%(name)s” is gone.") % {"name": view.name})
    return redirect(f"{_people_url(programme)}?{view.query}")


def _own_view(request: SignedInRequest, programme: Programme, pk: UUID) -> SavedView:
    """Return a view of the programme that the person keeps."""
    visible = SavedView.objects.visible_to(request.user).filter(
        programme=programme, person=request.user
    )
    return get_object_or_404(visible.select_related("programme"), pk=pk)


def _people_url(programme: Programme) -> str:
    """Return the list of people."""
    return reverse("programmes:people", args=(programme.slug,))
