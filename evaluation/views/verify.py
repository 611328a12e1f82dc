"""Anybody who holds a report can check it here, without signing in."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evaluation.forms.reports import CodeForm, FileForm
from evaluation.verification import check_code, check_figures, check_file
from mentorship.accounts.access import open_to_all
from mentorship.common.rates import Rate

# A person mistypes a few times; who guesses would need to try more often than there are stars.
WRONG_CODES = Rate("evaluation.verify", most=20, seconds=600)
# Whoever holds reports has a handful of files; each one is read to its last byte.
FILES = Rate("evaluation.verify_file", most=30, seconds=600)


@require_http_methods(["GET", "POST"])
@open_to_all("whoever holds a report may check its figures and its bytes")
def verify(request: HttpRequest) -> HttpResponse:
    """Say what a code, or a file, proves."""
    asks_code = "code" in request.GET
    code_form = CodeForm(request.GET if asks_code else None)
    file_form = FileForm(request.POST or None, request.FILES or None)
    context = {"code_form": code_form, "file_form": file_form, "title": _("Check a report")}
    whose = get_adapter().get_client_ip(request)
    rate = FILES if request.method == "POST" else WRONG_CODES
    if (request.method == "POST" or asks_code) and rate.is_used_up(whose):
        context["is_too_often"] = True
        return _answer(request, context, status=429)
    if request.method == "POST":
        FILES.use(whose)
        if file_form.is_valid():
            context |= _checked(file_form.cleaned_data["file"])
        context["page_has_errors"] = bool(file_form.errors)
    elif asks_code and code_form.is_valid():
        context["found"] = check_code(code_form.cleaned_data["code"])
        context["was_asked"] = True
        if context["found"] is None:
            WRONG_CODES.use(whose)
    return _answer(request, context)


def _checked(file: Any) -> dict[str, Any]:
    """Return what an uploaded file is: one that was drawn here, a file of figures, or neither."""
    found = check_file(file)
    return {
        "was_checked": True,
        "file_found": found,
        "figures_found": None if found else check_figures(file),
    }


def _answer(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Show the page, and keep it out of search engines and other people's caches."""
    response = render(request, "evaluation/verify.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    patch_cache_control(response, private=True, no_store=True)
    return response
