"""What the page of a survey shows, whichever way somebody came."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import get_language_info
from django.utils.translation.trans_real import parse_accept_lang_header

from evaluation.answering_calls import in_one_go
from evaluation.enums import Candour
from evaluation.forms.answers import AnswerForm
from evaluation.instruments.worded import language_for, languages_of
from evaluation.models import AnswerDraft, Call, Instrument, Wave

# What a page sends beside the answers; no item's key has a dot.
LANGUAGE, FORM, SECONDS, SENDING, THEN = (
    "go.language",
    "go.form",
    "go.seconds",
    "go.sending",
    "go.then",
)
# What comes before the code of a language that was pressed.
READ = "read "
LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Offered:
    """A language in which a survey can be read."""

    code: str
    name: str
    direction: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Go:
    """How far somebody is with the surveys that they answer in one go."""

    step: int
    steps: int


def seconds_of(request: HttpRequest) -> int | None:
    """Return how long the page says that answering took, if it says so."""
    return _number(request.POST.get(SECONDS, ""))


def wants_other_words(request: HttpRequest) -> bool:
    """Tell whether another language was pressed, and nothing else."""
    return request.POST.get(THEN, "").startswith(READ)


def language_of(request: HttpRequest, instrument: Instrument, own: str) -> str:
    """Return the language that was chosen on the page, or the one of the reader."""
    pressed = request.POST.get(THEN, "").removeprefix(READ) if wants_other_words(request) else ""
    return language_for(instrument, pressed or request.POST.get(LANGUAGE) or own)


def asked_for(request: HttpRequest, instrument: Instrument) -> str:
    """Return the first language the browser asks for in which the survey can be read."""
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    codes = {code.lower(): code for code in languages_of(instrument)}
    families = {code.split("-")[0]: code for code in reversed(languages_of(instrument))}
    for code, _weight in wanted:
        if found := codes.get(code) or families.get(code.split("-")[0]):
            return found
    return instrument.language


def offered(instrument: Instrument, now: str) -> list[Offered]:
    """Return the languages of a survey, or none where there is no choice."""
    codes = languages_of(instrument)
    return (
        [read_in(instrument, code, is_now=code == now) for code in codes] if len(codes) > 1 else []
    )


def read_in(instrument: Instrument, code: str, *, is_now: bool = True) -> Offered:
    """Return a language by its own name; which English it is, only where there are two."""
    family = code.split("-", maxsplit=1)[0]
    is_alone = [each.split("-")[0] for each in languages_of(instrument)].count(family) == 1
    try:
        known = get_language_info(family if is_alone else code)
    except KeyError:
        return Offered(code, code, "auto", is_now)
    return Offered(code, known["name_local"], "rtl" if known["bidi"] else "ltr", is_now)


def drawn_form(request: HttpRequest, wave: Wave, call: Call | None = None) -> int | None:
    """Return which part of the questions is shown, or None where all are.

    An anonymous wave draws it anew for each page and keeps it with nobody; the page hands it back.
    """
    if wave.forms == 1:
        return None
    if call is not None and wave.instrument.candour != Candour.ANONYMOUS:
        return call.form
    shown = _number(request.POST.get(FORM) or request.GET.get("form") or "")
    if shown is not None and shown < wave.forms:
        return shown
    return secrets.randbelow(wave.forms)


def form_of_wave(
    request: HttpRequest,
    wave: Wave,
    own: str,
    call: Call | None = None,
    draft: AnswerDraft | None = None,
    *,
    is_bound: bool,
) -> AnswerForm:
    """Return the questions of a wave in the language that was chosen, or in the reader's own."""
    return AnswerForm(
        wave.instrument,
        request.POST if is_bound else None,
        language=language_of(request, wave.instrument, own),
        sampling=(wave.forms, drawn_form(request, wave, call)),
        draft=draft.values if draft else None,
    )


def in_other_words(form: AnswerForm, wave: Wave) -> AnswerForm:
    """Return the form as it was typed, as if nothing had been pressed yet."""
    language = form.told.language
    return AnswerForm(
        wave.instrument, language=language, sampling=form.sampling, draft=form.typed()
    )


def go_of(call: Call) -> Go | None:
    """Return how far somebody is in one go, or None where there is but one survey in it."""
    unanswered = Call.objects.unanswered().filter(pk=OuterRef("pk"))
    waiting = in_one_go(call).annotate(is_waiting=Exists(unanswered))
    found = list(waiting.values_list("is_waiting", flat=True))
    return Go(found.count(False) + 1, len(found)) if len(found) > 1 else None


def context_of(wave: Wave, form: AnswerForm, **more: Any) -> Mapping[str, Any]:
    """Return what every page with questions shows."""
    language = form.told.language
    return {
        "wave": wave,
        "form": form,
        "told": form.told,
        "reading": read_in(wave.instrument, language),
        "languages": offered(wave.instrument, language),
        "is_anonymous": wave.instrument.candour == Candour.ANONYMOUS,
        **more,
    }


def _number(text: str) -> int | None:
    """Return a whole number that was sent, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None
