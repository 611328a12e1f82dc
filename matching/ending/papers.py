"""Drawing a certificate of participation as PDF, in the language of its person."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from matching.models import ParticipationCertificate
from mentorship.accounts.looks.logos import embedded_logo
from mentorship.common.pdf import render_pdf
from mentorship.notifications.links import absolute


def draw_participation(certificate: ParticipationCertificate) -> bytes:
    """Return the certificate as PDF; raises `PdfError`."""
    member = certificate.member
    language = member.person.language
    address = absolute(reverse("matching:participation-verify", args=(certificate.code,)))
    with translation.override(language):
        title = _("Certificate of participation for %(name)s") % {"name": certificate.name}
    organisation = member.match.cohort.programme.organisation
    context = {
        "certificate": certificate,
        "side": member.side,
        "organisation": organisation,
        "logo": embedded_logo(organisation.logo_light),
        "address": address,
        "shown_address": address.partition("://")[2],
    }
    return render_pdf("pdf/participation.html", context, language=language, title=title)
