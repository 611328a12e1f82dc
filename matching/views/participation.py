"""The certificate of participation as PDF, and the public page that says whether one is genuine."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matching.ending.papers import draw_participation
from matching.ending.queries import RELATED, participation_with
from matching.models import ParticipationCertificate
from mentorship.accounts.access import SignedInRequest, open_to_all, requires
from mentorship.accounts.looks.shown import show_as
from mentorship.accounts.permissions import Permission
from mentorship.common.rates import Rate

# A person mistypes a few times; who guesses would need to try more often than there are stars.
WRONG_CODES = Rate("matching.participation", most=20, seconds=600)


@open_to_all("whoever holds a certificate asks whether it is genuine; it states no more than that")
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a certificate is genuine, and what it states; a wrong code is counted."""
    whose = get_adapter().get_client_ip(request)
    if WRONG_CODES.is_used_up(whose):
        return _page(request, {"is_too_often": True}, status=429)
    found = participation_with(code)
    if found is None:
        WRONG_CODES.use(whose)
        return _page(request, {}, status=404)
    organisation = found.member.match.cohort.programme.organisation
    show_as(request, organisation)
    return _page(
        request, {"certificate": found, "side": found.member.side, "organisation": organisation}
    )


@requires(Permission.USE_PORTAL)
@require_safe
def pdf(request: SignedInRequest, code: str) -> HttpResponse:
    """Hand out a certificate to its person, and nobody else; not one that was revoked."""
    own = ParticipationCertificate.objects.visible_to(request.user).with_code(code)
    certificate = get_object_or_404(own.select_related(*RELATED))
    if certificate.revoked_at is not None:
        return redirect("matching:participation-verify", certificate.code)
    response = HttpResponse(draw_participation(certificate), content_type="application/pdf")
    name = _("certificate-%(code)s.pdf") % {"code": certificate.code}
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    patch_cache_control(response, private=True, no_store=True)
    return response


def _page(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    """Draw the page, out of the reach of search engines and other people's caches."""
    response = render(request, "matching/participation_verify.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    patch_cache_control(response, private=True, no_store=True)
    return response
