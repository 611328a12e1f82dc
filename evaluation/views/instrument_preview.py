"""A survey as its respondents meet it, on a phone and on a laptop."""

import uuid

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf.locale import LANG_INFO
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from evaluation.forms.answers import AnswerForm
from evaluation.instruments.worded import language_for, languages_of
from evaluation.instruments.words import language_in_words
from evaluation.models import Instrument
from evaluation.views.instruments import address_of, instrument_of, trail_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme

SCREENS = ("phone", "laptop")


@require_GET
@csp_replace({"frame-src": [SELF]})
@programme_view(Permission.VIEW_RESULTS)
def instrument_preview(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Show a version on the screen of a phone or of a laptop, in one of its languages."""
    shown = instrument_of(request, programme, pk)
    screen = request.GET.get("screen", "")
    chosen = _language(request, shown)
    context = {
        "programme": programme,
        "instrument": shown,
        "screen": screen if screen in SCREENS else SCREENS[0],
        "chosen": chosen,
        "languages": [(code, language_in_words(code)) for code in languages_of(shown)],
        "back_url": address_of(programme, shown),
        "trail": trail_of(programme, _("As people see it"), shown),
    }
    return render(request, "evaluation/instrument_preview.html", context)


@require_GET
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
@programme_view(Permission.VIEW_RESULTS)
def instrument_page(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Show the page that the preview holds: a version as people see it, which sends nothing.

    Only our own pages may hold it, and theirs let it neither send nor keep anything.
    """
    shown = instrument_of(request, programme, pk)
    chosen = _language(request, shown)
    form = AnswerForm(shown, language=chosen)
    direction = "rtl" if LANG_INFO.get(chosen, {}).get("bidi") else "ltr"
    context = {
        "asked": {"instrument": shown},
        "told": form.told,
        "reading": {"code": chosen, "direction": direction},
        "form": form,
    }
    return render(request, "evaluation/instrument_page.html", context)


def _language(request: SignedInRequest, shown: Instrument) -> str:
    """Return the language asked for, or its own."""
    return language_for(shown, request.GET.get("language", shown.language))
