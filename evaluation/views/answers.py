"""The portal's page on which somebody answers a survey."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from evaluation.actions.answers import AlreadyAnsweredError, WaveNotOpenError, submit_answer
from evaluation.enums import WaveState
from evaluation.forms.answers import AnswerForm
from evaluation.models import Call, Wave
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def answer(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask, keep the answer, and thank; whoever answered already is told so."""
    calls = Call.objects.visible_to(request.user).select_related(
        "person", "place", "about__person", "wave__instrument", "wave__cohort__programme"
    )
    call = get_object_or_404(calls, pk=pk)
    wave = call.wave
    if not Call.objects.unanswered().filter(pk=call.pk).exists():
        return _done(request, wave, is_repeated=request.method == "POST")
    if wave.state != WaveState.OPEN:
        return render(request, "evaluation/answer_closed.html", {"wave": wave})
    form = AnswerForm(wave, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            submit_answer(call, form.cleaned_data)
        except AlreadyAnsweredError:
            return _done(request, wave, is_repeated=True)
        except WaveNotOpenError:
            wave.refresh_from_db()
            return render(request, "evaluation/answer_closed.html", {"wave": wave})
        return redirect("evaluation:answer", call.pk)
    return render(
        request, "evaluation/answer_form.html", {"wave": wave, "call": call, "form": form}
    )


def _done(request: SignedInRequest, wave: Wave, *, is_repeated: bool) -> HttpResponse:
    """Thank, and say what happens with the answer."""
    context = {"wave": wave, "is_repeated": is_repeated}
    return render(
        request, "evaluation/answer_done.html", context, status=409 if is_repeated else 200
    )
