"""The certificate itself as PDF, and the public page that says whether one is genuine."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mentorship.accounts.access import SignedInRequest, open_to_all, requires
from mentorship.accounts.looks.shown import show_as
from mentorship.accounts.permissions import Permission
from mentorship.common.rates import Rate
from training.attending.papers import draw_certificate
from training.forms import CertificateCodeForm
from training.models import Certificate
from training.queries.attending import certificate_with

# A person mistypes a few times; who guesses would need to try more often than there are stars.
WRONG_CODES = Rate("training.certificate", most=20, seconds=600)


@open_to_all("whoever holds a certificate asks whether it is genuine")
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a certificate, and lead to its page."""
    form = CertificateCodeForm(request.GET or None)
    if form.is_valid():
        return redirect("training:certificate-verify", form.cleaned_data["code"])
    return _sealed(render(request, "training/certificate_find.html", {"form": form}))


@open_to_all("whoever holds a certificate asks whether it is genuine; it states no more than that")
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a certificate is genuine, and what it states; a wrong code is counted."""
    whose = get_adapter().get_client_ip(request)
    if WRONG_CODES.is_used_up(whose):
        context = {"form": CertificateCodeForm(), "is_too_often": True}
        return _sealed(render(request, "training/certificate_unknown.html", context, status=429))
    certificate = certificate_with(code)
    if certificate is None:
        WRONG_CODES.use(whose)
        context = {"form": CertificateCodeForm(initial={"code": code[:40]})}
        return _sealed(render(request, "training/certificate_unknown.html", context, status=404))
    organisation = certificate.programme.organisation
    show_as(request, organisation)
    context = {"certificate": certificate, "organisation": organisation}
    return _sealed(render(request, "training/certificate_verify.html", context))


@requires(Permission.USE_PORTAL)
@require_safe
def pdf(request: SignedInRequest, code: str) -> HttpResponse:
    """Hand out a certificate to whoever earned it, and to the team; not one that was revoked."""
    visible = Certificate.objects.visible_to(request.user).with_code(code)
    certificate = get_object_or_404(visible.select_related("programme__organisation", "person"))
    if certificate.revoked_at is not None:
        return redirect("training:certificate-verify", certificate.code)
    response = HttpResponse(draw_certificate(certificate), content_type="application/pdf")
    name = _("certificate-%(code)s.pdf") % {"code": certificate.code}
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    patch_cache_control(response, private=True, no_store=True)
    return response


def _sealed(response: HttpResponse) -> HttpResponse:
    """Keep a page out of search engines and other people's caches."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    patch_cache_control(response, private=True, no_store=True)
    return response
