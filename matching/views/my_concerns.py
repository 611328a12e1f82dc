"""The portal's “Something is not right”: saying so, and what became of it."""

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from matching.actions.concerns import NobodyNamedError, add_word, raise_concern
from matching.concerns.emails import MORE, REOPENED, preview_to_handler
from matching.concerns.enums import Channel, Severity
from matching.concerns.forms import ConcernForm, WordForm
from matching.concerns.page import line_of, record_for_raiser
from matching.concerns.queries import Subject, answers_concerns, own_concerns, subjects_of
from matching.concerns.routing import contact_of, hours_of, named_for, route_of
from matching.concerns.telling import seal_of, telling_of
from matching.concerns.wording import about_for_raiser, how_it_stands, moment, within
from matching.models import Concern
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission

PER_PAGE = 20


@csrf_exempt  # nothing is kept but by “send”, which is checked: what was typed is never lost
@login_not_required  # whoever was signed out while they wrote keeps their words
@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def my_concern_add(request: SignedInRequest) -> HttpResponseBase:
    """Ask what is not right, say who will be told, and then tell them."""
    if _is_signed_out(request):
        return _signed_out(request)
    subjects = subjects_of(request.user)
    subject = _subject(request, subjects)
    if subject is None:
        return render(request, "matching/my_concern_choose.html", _who_helps(subjects))
    offered = named_for(subject.programme, raised_by=request.user, match=subject.match)
    named = {channel: found for channel, found in offered.items() if found is not None}
    form = ConcernForm(
        request.POST if request.method == "POST" else None,
        named=named,
        hours=hours_of(route_of(subject.programme)),
    )
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        return _check_or_send(request, subject, form, named)
    context = {
        "form": form,
        "subject": subject,
        "others_url": reverse("matching:my-concern-add") if len(subjects) > 1 else "",
        **_next_steps(subject, named),
    }
    return render(request, "matching/my_concern_add.html", context)


@require_GET
@requires(Permission.USE_PORTAL)
def my_concern_list(request: SignedInRequest) -> HttpResponse:
    """List what one raised."""
    page = Paginator(own_concerns(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [line_of(concern, viewer=request.user) for concern in page],
        "answers": answers_concerns(request.user),
    }
    return render(request, "matching/my_concern_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def my_concern(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what became of a concern, and take a word more."""
    concern = get_object_or_404(own_concerns(request.user), pk=pk)
    form = WordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        add_word(concern, by=request.user, **form.cleaned_data)
        done = _("%(name)s has it, and is told that there is more.")
        messages.success(request, done % {"name": concern.handler.name})
        return redirect("matching:my-concern", concern.pk)
    context = {
        "concern": concern,
        "about": about_for_raiser(concern.programme, concern.match, request.user),
        "lead": how_it_stands(concern),
        "facts": _facts(concern),
        "events": record_for_raiser(concern),
        "form": form,
        "mail": preview_to_handler(concern, MORE if concern.settled_at is None else REOPENED),
    }
    return render(request, "matching/my_concern.html", context)


def _check_or_send(
    request: SignedInRequest, subject: Subject, form: ConcernForm, named: dict[Channel, Any]
) -> HttpResponse:
    """Say who will be told; once that was read, tell them."""
    cleaned = form.cleaned_data
    found = named[Channel(cleaned["channel"])]
    key = cleaned["key"] or uuid.uuid4()
    if "send" in request.POST:
        if _is_forged(request):
            messages.info(request, _("This page stood open for long. Please send it once more."))
        elif cleaned["seal"] != seal_of(found):
            messages.info(request, _("Somebody else is named by now: see who would be told."))
        elif sent := _send(request, subject, cleaned, key):
            return redirect("matching:my-concern", sent.pk)
    telling = telling_of(subject, found, by=request.user, key=key, chosen=cleaned)
    kept = {name: cleaned[name] for name in ("category", "words", "severity", "channel")}
    context = {
        "subject": subject,
        "telling": telling,
        "kept": {**kept, "key": key, "seal": telling.seal},
        "words": cleaned["words"],
    }
    return render(request, "matching/my_concern_check.html", context)


def _send(
    request: SignedInRequest, subject: Subject, cleaned: dict[str, Any], key: uuid.UUID
) -> Concern | None:
    """Raise the concern and say so; None where nobody is named by now."""
    words = {name: cleaned[name] for name in ("category", "words", "severity", "channel")}
    try:
        concern = raise_concern(
            subject.programme, by=request.user, match=subject.match, key=key, **words
        )
    except NobodyNamedError:
        return None
    done = _("%(name)s has it. Thank you for saying so.")
    messages.success(request, done % {"name": concern.handler.name})
    return concern


def _is_signed_out(request: HttpRequest) -> bool:
    """Tell whether nobody is signed in, which only this page has to ask."""
    return not request.user.is_authenticated


def _signed_out(request: HttpRequest) -> HttpResponseBase:
    """Ask whoever is signed out to sign in; what they typed stays on the page, and only there."""
    if request.method == "GET":
        return redirect_to_login(request.get_full_path())
    names = ("category", "severity", "channel", "key")
    context = {
        "words": request.POST.get("words", ""),
        "kept": {name: request.POST.get(name, "") for name in names},
    }
    status = HTTPStatus.UNAUTHORIZED
    return render(request, "matching/my_concern_signed_out.html", context, status=status)


def _is_forged(request: HttpRequest) -> bool:
    """Tell whether Django would refuse the form as not coming from a page of ours."""
    check = CsrfViewMiddleware(lambda _request: HttpResponse())
    return check.process_view(request, None, (), {}) is not None  # type: ignore[arg-type]  # no view is asked


def _subject(request: SignedInRequest, subjects: list[Subject]) -> Subject | None:
    """Return what the address names, or the only thing there is; None to let them choose."""
    for name in ("match", "programme"):
        if wanted := request.GET.get(name):
            found = next((each for each in subjects if each.query == f"{name}={wanted}"), None)
            if found is None:
                raise Http404
            return found
    return subjects[0] if len(subjects) == 1 else None


def _next_steps(subject: Subject, named: dict[Channel, Any]) -> dict[str, Any]:
    """Return what the page says first: who can help, and by when."""
    contact = contact_of(subject.programme)
    hours = hours_of(route_of(subject.programme))
    first = next(iter(named.values()), None)
    past_coordinators = named.get(Channel.CONTACT)
    return {
        "helper": first.person if first else None,
        "contact": past_coordinators.person if past_coordinators else None,
        "within": within(hours[Severity.NORMAL]),
        "introduction": contact.introduction if contact else "",
        "emergency": contact.emergency_words if contact else "",
    }


def _who_helps(subjects: list[Subject]) -> dict[str, Any]:
    """Return what the page shows on which one chooses what it is about."""
    contact = contact_of(subjects[0].programme) if subjects else None
    return {"subjects": subjects, "emergency": contact.emergency_words if contact else ""}


def _facts(concern: Concern) -> list[dict[str, str]]:
    """Return what stands above the record: who reads it, and by when they answer."""
    who = [concern.handler, *([concern.escalated_to] if concern.escalated_to else [])]
    facts = {
        _("What it is about"): concern.get_category_display(),
        _("Who can read it"): ", ".join(person.name for person in dict.fromkeys(who)),
    }
    if concern.settled_at is None:
        facts[_("Answered by")] = moment(concern.answer_by)
    else:
        facts[_("What came of it")] = concern.get_outcome_display()
    return [{"label": label, "value": value} for label, value in facts.items()]
