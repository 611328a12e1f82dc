"""Answering an anonymous survey together in a room, on a link that everybody there shares."""

import uuid
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from evaluation.actions.answers import (
    AlreadyAnsweredError,
    RoomFullError,
    WaveNotOpenError,
    submit_in_room,
)
from evaluation.answering_calls import answers_in, wave_of_room
from evaluation.answering_device import is_remembered, remember
from evaluation.answering_page import (
    SENDING,
    asked_for,
    context_of,
    form_of_wave,
    in_other_words,
    seconds_of,
    wants_other_words,
)
from evaluation.enums import WaveState
from evaluation.forms.answers import AnswerForm
from evaluation.models import Call, Wave
from evaluation.views.answering import go_to, refused, wants_json
from mentorship.accounts.access import open_to_all
from mentorship.accounts.looks.shown import show_as
from mentorship.accounts.models import Person

WHY = "people in a room answer together and anonymously; the link is on the wall, and can be shut"
BASE = "base/public.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(WHY)
def room(request: HttpRequest, key: str) -> HttpResponse:
    """Ask whoever is in the room; a device on which somebody has answered is thanked."""
    wave = wave_of_room(key)
    if wave is None:
        raise Http404
    organisation = wave.cohort.programme.organisation
    show_as(request, organisation)
    with timezone.override(organisation.time_zone):
        return _ask(request, wave)


def _ask(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Ask while there is something to ask, keep what is sent, and thank."""
    is_sent = request.method == "POST"
    known = None if is_sent else _to_who_is_known(request, wave)
    if known is not None:
        return known
    is_full = answers_in(wave) >= (wave.invited or 0)
    if wave.state != WaveState.OPEN or (is_full and not is_sent):
        return _over(request, wave)
    language = asked_for(request, wave.instrument)
    form = form_of_wave(request, wave, language, is_bound=is_sent)
    if wants_other_words(request):
        return _page(request, wave, in_other_words(form, wave), is_typed=True)
    if is_sent and form.is_valid():
        return _send(request, wave, form)
    if is_sent and wants_json(request):
        return refused(form)
    return _page(request, wave, form, is_typed=is_sent)


def _to_who_is_known(request: HttpRequest, wave: Wave) -> HttpResponse | None:
    """Thank a device that has answered; lead whoever has signed in and is asked to their own page.

    There they are counted once, however often they come and by whichever link.
    """
    if not isinstance(request.user, Person):
        return _thanks(request, wave) if is_remembered(request, wave) else None
    own = Call.objects.visible_to(request.user).filter(wave=wave)
    if is_remembered(request, wave) and not own.answered().exists():
        return _thanks(request, wave)
    call = own.first() if wave.state == WaveState.OPEN else None
    return redirect("evaluation:answer", pk=call.pk) if call else None


def _send(request: HttpRequest, wave: Wave, form: AnswerForm) -> HttpResponse:
    """Keep the answer, and let the device remember that one was given on it."""
    try:
        submit_in_room(
            wave,
            form.cleaned_data,
            sending=_sending(request),
            seconds=seconds_of(request),
            form=form.sampling[1],
        )
    except AlreadyAnsweredError:
        pass
    except (RoomFullError, WaveNotOpenError):
        wave.refresh_from_db()
        return _over(request, wave)
    response = go_to(request, reverse("evaluation:room", args=(wave.room_key,)))
    return remember(response, wave)


def _page(request: HttpRequest, wave: Wave, form: AnswerForm, *, is_typed: bool) -> HttpResponse:
    """Show the questions, and say what keeps the answers honest."""
    context = context_of(
        wave,
        form,
        base=BASE,
        is_by_link=True,
        is_in_room=True,
        sending=_sending(request),
        is_typed=is_typed,
        keeps_as=f"room-{wave.pk}",
    )
    return render(request, "evaluation/answer_form.html", context)


def _thanks(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Thank, and say what happens with the answer."""
    context = {
        "base": BASE,
        "wave": wave,
        "is_by_link": True,
        "is_in_room": True,
        "keeps_as": f"room-{wave.pk}",
    }
    return render(request, "evaluation/answer_done.html", context)


def _over(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Say that the survey is not open, or that everybody has answered."""
    if wants_json(request):
        return go_to(request, reverse("evaluation:room", args=(wave.room_key,)))
    context = {
        "base": BASE,
        "wave": wave,
        "is_by_link": True,
        "is_full": wave.state == WaveState.OPEN,
        "keeps_as": f"room-{wave.pk}",
    }
    return render(request, "evaluation/answer_closed.html", context, status=HTTPStatus.GONE)


def _sending(request: HttpRequest) -> uuid.UUID:
    """Return the chance number of the page this came from, or a new one."""
    try:
        return uuid.UUID(hex=request.POST.get(SENDING, ""))
    except ValueError:
        return uuid.uuid4()
