"""A survey in other languages, beside its own."""

import uuid
from dataclasses import asdict

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evaluation.actions.instrument_languages import LanguagesFullError, drop_language, tell_in
from evaluation.enums import InstrumentState
from evaluation.forms.instruments import NewLanguageForm, TranslationForm
from evaluation.instruments.side_by_side import phrases_of
from evaluation.instruments.stored import script_of
from evaluation.instruments.worded import languages_of
from evaluation.instruments.words import language_in_words
from evaluation.views.instruments import (
    address_of,
    back_to,
    instrument_of,
    say_no_draft,
    trail_of,
)
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.forms.meanwhile import meanwhile_of, seen_by
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import Programme


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def instrument_language_add(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Ask in which other language a draft is to be read, and offer it."""
    draft = instrument_of(request, programme, pk)
    if draft.state != InstrumentState.DRAFT:
        return say_no_draft(request, programme, draft)
    form = NewLanguageForm(request.POST or None, there=languages_of(draft))
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            tell_in(draft, code, {}, by=request.user)
        except IllegalTransitionError:
            return say_no_draft(request, programme, draft)
        except LanguagesFullError:
            form.add_error(None, _("It is offered in as many languages as can be."))
        else:
            return redirect("evaluation:instrument-language", programme.slug, pk, code)
    context = {
        "form": form,
        "title": _("Another language"),
        "lead": _("People read it in their own language where it is there, else as written."),
        "action": _("Go on"),
        "back_url": address_of(programme, draft),
        "trail": trail_of(programme, _("Another language"), draft),
    }
    return render(request, "programmes/form.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def instrument_language(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID, language: str
) -> HttpResponse:
    """Show every text in two languages beside each other, and keep what is written."""
    draft = instrument_of(request, programme, pk)
    if draft.state != InstrumentState.DRAFT:
        return say_no_draft(request, programme, draft)
    if language not in draft.translations:
        raise Http404
    script = script_of(draft)
    phrases = phrases_of(script, language)
    initial = {"seen": mark_of(asdict(script))}
    form = TranslationForm(request.POST or None, phrases=phrases, code=language, initial=initial)
    meanwhile = None
    if form.is_valid():
        try:
            tell_in(draft, language, form.texts, by=request.user, seen=seen_by(form))
        except IllegalTransitionError:
            return say_no_draft(request, programme, draft)
        except ChangedMeanwhileError as error:
            meanwhile = meanwhile_of(error, form)
        else:
            messages.success(request, _("Saved."))
            return back_to(programme, draft, "languages")
    name = language_in_words(language)
    context = {
        "form": form,
        "pairs": [(phrase, form[phrase.name]) for phrase in phrases],
        "missing": sum(1 for phrase in phrases if not phrase.told),
        "meanwhile": meanwhile,
        "own": {"code": draft.language, "name": language_in_words(draft.language)},
        "other": {"code": language, "name": name},
        "drop_url": reverse(
            "evaluation:instrument-language-drop", args=(programme.slug, pk, language)
        ),
        "back_url": address_of(programme, draft),
        "trail": trail_of(programme, name, draft),
    }
    return render(request, "evaluation/instrument_language.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def instrument_language_drop(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID, language: str
) -> HttpResponse:
    """Ask whether a language should go with all that is written in it, and take it out."""
    draft = instrument_of(request, programme, pk)
    if draft.state != InstrumentState.DRAFT:
        return say_no_draft(request, programme, draft)
    name = language_in_words(language)
    if request.method == "POST":
        try:
            drop_language(draft, language, by=request.user)
        except IllegalTransitionError:
            return say_no_draft(request, programme, draft)
        messages.success(request, _("%(language)s is out.") % {"language": name})
        return back_to(programme, draft, "languages")
    context = {
        "form": forms.Form(),
        "title": _("Take out %(language)s?") % {"language": name},
        "lead": _("All that is written in it goes. People read it as it was written first."),
        "action": _("Take it out"),
        "style": "danger",
        "back_url": address_of(programme, draft),
        "trail": trail_of(programme, name, draft),
    }
    return render(request, "programmes/form.html", context)
