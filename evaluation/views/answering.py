"""The page on which somebody who is called answers a survey, for every way they come."""

from collections.abc import Mapping
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from evaluation.actions.answers import (
    AlreadyAnsweredError,
    WaveNotOpenError,
    save_draft,
    submit_answer,
)
from evaluation.answering_calls import draft_of, is_answered, next_after
from evaluation.answering_device import is_remembered, remember
from evaluation.answering_page import (
    THEN,
    context_of,
    form_of_wave,
    go_of,
    in_other_words,
    seconds_of,
    wants_other_words,
)
from evaluation.answering_ways import Way
from evaluation.enums import Candour, WaveState
from evaluation.forms.answers import AnswerForm
from evaluation.models import AnswerDraft, Call


def ask(request: HttpRequest, call: Call, way: Way) -> HttpResponseBase:
    """Ask, keep the answer, and thank; whoever answered already is told so."""
    is_sent = request.method == "POST"
    if is_answered(call):
        return _already(request, call, way) if is_sent else thanks(request, call, way)
    if call.wave.state != WaveState.OPEN:
        return _closed(request, call, way)
    if is_sent:
        return _act(request, call, way, _form(request, call))
    draft = draft_of(call)
    return _page(request, call, way, _form(request, call, draft), draft)


def _act(request: HttpRequest, call: Call, way: Way, form: AnswerForm) -> HttpResponse:
    """Do what was pressed: another language, later, or send."""
    if wants_other_words(request):
        return _page(request, call, way, in_other_words(form, call.wave))
    if request.POST.get(THEN) == "later" and call.wave.instrument.candour != Candour.ANONYMOUS:
        return _later(request, call, way, form)
    if form.is_valid():
        return _send(request, call, way, form)
    return refused(form) if wants_json(request) else _page(request, call, way, form)


def keep(request: HttpRequest, call: Call) -> HttpResponse:
    """Keep what was typed so far; there is nothing to show."""
    if call.wave.instrument.candour == Candour.ANONYMOUS:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    try:
        save_draft(call, _form(request, call).typed())
    except (AlreadyAnsweredError, WaveNotOpenError):
        return HttpResponse(status=HTTPStatus.CONFLICT)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _form(request: HttpRequest, call: Call, draft: AnswerDraft | None = None) -> AnswerForm:
    """Return the questions, with what was sent or typed before."""
    own, is_bound = call.person.language, request.method == "POST"
    return form_of_wave(request, call.wave, own, call, draft, is_bound=is_bound)


def thanks(
    request: HttpRequest, call: Call, way: Way, *, is_repeated: bool = False
) -> HttpResponse:
    """Thank, and say what happens with the answer."""
    context = {
        "base": way.base,
        "wave": call.wave,
        "is_repeated": is_repeated,
        "is_by_link": way.is_by_link,
        "keeps_as": call.pk,
    }
    status = HTTPStatus.CONFLICT if is_repeated else HTTPStatus.OK
    return render(request, "evaluation/answer_done.html", context, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script on the page sent this."""
    return request.headers.get("Accept") == "application/json"


def go_to(request: HttpRequest, address: str) -> HttpResponse:
    """Lead to an address, or tell the page's script to."""
    return JsonResponse({"go": address}) if wants_json(request) else redirect(address)


def refused(form: AnswerForm) -> HttpResponse:
    """Tell the page's script what is wrong with which question."""
    errors: Mapping[str, str] = {key: str(why[0]) for key, why in form.errors.items()}
    return JsonResponse({"errors": errors}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(
    request: HttpRequest,
    call: Call,
    way: Way,
    form: AnswerForm,
    draft: AnswerDraft | None = None,
) -> HttpResponse:
    """Show the questions."""
    is_anonymous = call.wave.instrument.candour == Candour.ANONYMOUS
    context = context_of(
        call.wave,
        form,
        call=call,
        base=way.base,
        is_by_link=way.is_by_link,
        draft_url="" if is_anonymous else way.draft_of(call),
        draft=draft,
        go=go_of(call),
        is_typed=request.method == "POST",
        is_remembered=is_anonymous and is_remembered(request, call.wave),
        keeps_as=call.pk,
    )
    return render(request, "evaluation/answer_form.html", context)


def _send(request: HttpRequest, call: Call, way: Way, form: AnswerForm) -> HttpResponse:
    """Keep the answer and lead on: to what is next in the same go, or to thanks."""
    try:
        submit_answer(call, form.cleaned_data, seconds=seconds_of(request), form=form.sampling[1])
    except AlreadyAnsweredError:
        return _already(request, call, way)
    except WaveNotOpenError:
        call.wave.refresh_from_db()
        return _closed(request, call, way)
    following = next_after(call)
    if following is not None:
        messages.success(request, _("Thank you, that has arrived. Here is the next part."))
    response = go_to(request, way.page_of(following or call))
    is_anonymous = call.wave.instrument.candour == Candour.ANONYMOUS
    return remember(response, call.wave) if is_anonymous else response


def _later(request: HttpRequest, call: Call, way: Way, form: AnswerForm) -> HttpResponse:
    """Keep what was typed, to go on another time."""
    try:
        save_draft(call, form.typed())
    except AlreadyAnsweredError:
        return _already(request, call, way)
    except WaveNotOpenError:
        call.wave.refresh_from_db()
        return _closed(request, call, way)
    messages.success(request, _("Kept. You can go on any time until the survey closes."))
    return redirect(way.page_of(call) if way.is_by_link else "programmes:home")


def _already(request: HttpRequest, call: Call, way: Way) -> HttpResponse:
    """Say that the first answer stands; what a script sent again has simply arrived."""
    if wants_json(request):
        return go_to(request, way.page_of(call))
    return thanks(request, call, way, is_repeated=True)


def _closed(request: HttpRequest, call: Call, way: Way) -> HttpResponse:
    """Say that the survey is not open yet, or no longer."""
    if wants_json(request):
        return go_to(request, way.page_of(call))
    context = {
        "base": way.base,
        "wave": call.wave,
        "is_by_link": way.is_by_link,
        "keeps_as": call.pk,
    }
    is_over = way.is_by_link and call.wave.state == WaveState.CLOSED
    status = HTTPStatus.GONE if is_over else HTTPStatus.OK
    return render(request, "evaluation/answer_closed.html", context, status=status)
