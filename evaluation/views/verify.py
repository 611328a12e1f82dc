"""Anybody who holds a report can check it here, without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evaluation.forms.reports import CodeForm, FileForm
from evaluation.verification import check_code, check_file
from mentorship.accounts.access import open_to_all


@require_http_methods(["GET", "POST"])
@open_to_all("whoever holds a report may check its figures and its bytes")
def verify(request: HttpRequest) -> HttpResponse:
    """Say what a code, or a file, proves."""
    asks_code = "code" in request.GET
    code_form = CodeForm(request.GET if asks_code else None)
    file_form = FileForm(request.POST or None, request.FILES or None)
    context = {"code_form": code_form, "file_form": file_form, "title": _("Check a report")}
    if request.method == "POST":
        if file_form.is_valid():
            context["file_found"] = check_file(file_form.cleaned_data["file"])
            context["was_checked"] = True
        context["page_has_errors"] = bool(file_form.errors)
    elif asks_code and code_form.is_valid():
        context["found"] = check_code(code_form.cleaned_data["code"])
        context["was_asked"] = True
    return render(request, "evaluation/verify.html", context)
