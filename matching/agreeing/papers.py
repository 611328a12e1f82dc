"""An agreement as PDF, in the language of whoever reads it."""

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from matching.agreeing.queries import agreement_standing
from matching.models import Agreement, Match
from matching.wording import full_names, short_names
from mentorship.accounts.looks.logos import embedded_logo
from mentorship.accounts.models import Person
from mentorship.common.pdf import render_pdf
from mentorship.notifications.actions import Enclosure


def draw_agreement(agreement: Agreement, match: Match, *, reader: Person) -> Enclosure:
    """Return one version as PDF for one of its people; raises `PdfError`.

    The match comes with its people and its programme.
    """
    versions = agreement_standing(match, reader).versions
    version = next(each for each in versions if each.agreement.pk == agreement.pk)
    organisation = match.cohort.programme.organisation
    with translation.override(reader.language):
        title = _("What %(names)s agreed") % {"names": short_names(match.people)}
        name = _("agreement-%(names)s-version-%(number)d.pdf") % {
            "names": slugify(short_names(match.people)),
            "number": agreement.version,
        }
        context = {
            "version": version,
            "agreement": agreement,
            "names": full_names(match.people),
            "lines": version.lines,
            "programme": match.cohort.programme,
            "organisation": organisation,
            "logo": embedded_logo(organisation.logo_light),
            "zone": organisation.time_zone,
            "foot": organisation.footer_text or organisation.name,
        }
        pdf = render_pdf("pdf/agreement.html", context, language=reader.language, title=title)
    return Enclosure(name, "application/pdf", pdf)
