"""Drawing a certificate as PDF, in the language of the person who earned it."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mentorship.accounts.looks.logos import embedded_logo
from mentorship.common.pdf import render_pdf
from mentorship.notifications.links import absolute
from training.models import Certificate


def draw_certificate(certificate: Certificate) -> bytes:
    """Return the certificate as PDF; raises `PdfError`."""
    language = certificate.person.language
    address = absolute(reverse("training:certificate-verify", args=(certificate.code,)))
    with translation.override(language):
        title = _("Certificate for %(name)s") % {"name": certificate.name}
    organisation = certificate.programme.organisation
    context = {
        "certificate": certificate,
        "organisation": organisation,
        "logo": embedded_logo(organisation.logo_light),
        "address": address,
        "shown_address": address.partition("://")[2],
    }
    return render_pdf("pdf/certificate.html", context, language=language, title=title)
