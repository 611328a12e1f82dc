"""Certificates: a person's own, a session's, and all of a programme."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from training.actions.certificates import NothingEarnedError, issue_certificate, issue_certificates
from training.forms import CertificateFilter
from training.models import Certificate
from training.queries.attending import sessions_without_certificate, without_certificate
from training.tabs import tabs_of
from training.views.sessions import find, may_manage, trail

PER_PAGE = 25


@requires(Permission.USE_PORTAL)
@require_GET
def my_certificates(request: SignedInRequest) -> HttpResponse:
    """List one's own certificates, and what one could have a certificate of."""
    own = Certificate.objects.visible_to(request.user).filter(person=request.user)
    sessions = Paginator(sessions_without_certificate(request.user), PER_PAGE)
    context = {
        "certificates": own.select_related("programme"),
        "page": sessions.get_page(request.GET.get("page")),
    }
    return render(request, "training/my_certificates.html", context)


@requires(Permission.USE_PORTAL)
@require_POST
def own_certificate(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Issue the certificate of a session one was at."""
    sessions = sessions_without_certificate(request.user)
    try:
        issue_certificate(get_object_or_404(sessions, pk=session_id), request.user, by=request.user)
    except NothingEarnedError:
        messages.error(request, _("Your hours of this session were taken back meanwhile."))
    else:
        messages.success(request, _("Your certificate is ready."))
    return redirect("training:my-certificates")


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def certificate_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List the certificates of a programme, the latest first."""
    form = CertificateFilter(request.GET)
    found = Certificate.objects.visible_to(request.user).filter(programme=programme)
    if form.is_valid() and form.cleaned_data["q"]:
        words = form.cleaned_data["q"]
        found = found.filter(
            Q(name__icontains=words) | Q(title__icontains=words) | Q(code__istartswith=words)
        )
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "certificate-list"),
        "form": form,
        "is_narrowed": bool(request.GET.get("q")),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "training/certificate_list.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def session_certificates(
    request: SignedInRequest, programme: Programme, session_id: UUID
) -> HttpResponse:
    """Show who would get a certificate of a session; POST issues them all."""
    session = find(request, programme, session_id)
    people = without_certificate(session)
    if request.method == "POST":
        issued = len(issue_certificates(session, people, by=request.user))
        words = ngettext(
            "%(count)d certificate is issued.", "%(count)d certificates are issued.", issued
        )
        messages.success(request, words % {"count": issued})
        return redirect("training:session-certificates", programme.slug, session.pk)
    context = {
        "programme": programme,
        "session": session,
        "people": people,
        "certificates": session.certificates.in_force(),
        "may_manage": may_manage(request, programme),
        "trail": trail(programme, session.title),
    }
    return render(request, "training/session_certificates.html", context)
