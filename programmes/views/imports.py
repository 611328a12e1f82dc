"""Importing a table: bring it, name its columns, look at what it would do, let it be written."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, allows
from mentorship.accounts.permissions import Permission
from mentorship.common.downloads import table_response
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.actions.downloads import note_table_download
from programmes.actions.table_import_steps import next_step
from programmes.actions.table_imports import (
    TableFile,
    back_to_columns,
    bring_table,
    discard_import,
    fix_cells,
    read_again,
    say_what_it_means,
    start_apply,
    start_check,
)
from programmes.emails import preview_invitation
from programmes.enums import ParticipantRole
from programmes.forms.imports import (
    ColumnsForm,
    QuestionsForm,
    ReadAgainForm,
    TableForm,
    fixes_in,
)
from programmes.importing.answers import Answers
from programmes.importing.enums import AT_WORK, ImportKind, ImportState, Outcome
from programmes.importing.pages import (
    encoding_in_words,
    import_list_columns,
    import_rows,
    refused_table,
    row_lines,
    sample_of,
    tally_of,
    wrong_cells,
)
from programmes.importing.questions import Questions, questions_about
from programmes.importing.sentences import file_sentence
from programmes.models import Import, Programme
from programmes.models.table_import import ImportQuerySet

PER_PAGE = 25
MOST_FIXED = 500
LONGEST_NUMBER = 9


@programme_view(Permission.MANAGE_PEOPLE)
@require_GET
def import_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List what was imported into the programme, and what waits half-way."""
    imports = Import.objects.visible_to(request.user).filter(programme=programme)
    page = Paginator(imports.select_related("uploaded_by"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "programme": programme,
        "page": page,
        "trail": [
            {"label": _("People"), "url": reverse("programmes:people", args=(programme.slug,))},
            {"label": _("Imports")},
        ],
        "columns": import_list_columns(),
        "rows": import_rows(programme, page),
        "add_url": reverse("programmes:import-add", args=(programme.slug,)),
    }
    return render(request, "programmes/import_list.html", context)


@programme_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def import_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Take a file."""
    form = TableForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        file = TableFile(upload.name, upload.read())
        known = _imports(request, programme).filter(sha256=file.sha256)
        if earlier := known.filter(state=ImportState.APPLIED).first():
            messages.info(
                request,
                _("The same file was imported before, as “%(name)s”. Check what it would do now.")
                % {"name": earlier.filename},
            )
        run = bring_table(
            file,
            kind=ImportKind(form.cleaned_data["kind"]),
            organisation=programme.organisation,
            programme=programme,
            by=request.user,
        )
        next_step(run)
        return _to(run, programme)
    context = {"form": form, "programme": programme}
    return render(request, "programmes/import_add.html", context)


@programme_view(Permission.MANAGE_PEOPLE)
@require_GET
def import_detail(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show how far an import is, or what it would do, or what it did."""
    run = _import(request, programme, pk)
    is_poll = request.headers.get("HX-Request") == "true"
    if run.state == ImportState.MAPPING and not is_poll:
        return redirect("programmes:import-columns", programme.slug, run.pk)
    context: dict[str, Any] = {
        "programme": programme,
        "run": run,
        "trouble": file_sentence(run.trouble),
    }
    if run.state in AT_WORK:
        part = "#progress" if is_poll else ""
        return render(request, f"programmes/import_progress.html{part}", context)
    if is_poll:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if run.state == ImportState.CHECKED:
        return _show_check(request, programme, run, context)
    context |= {"tally": tally_of(run), "people_url": _people_url(programme, run)}
    return render(request, "programmes/import_done.html", context)


@programme_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def import_columns(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask what each column means."""
    run = _import(request, programme, pk)
    if run.state == ImportState.CHECKED and request.method == "POST":
        with suppress(IllegalTransitionError):
            back_to_columns(run)
        return _to(run, programme)
    if run.state != ImportState.MAPPING:
        return _to(run, programme)
    answers = Answers.from_json(run.answers)
    form = ColumnsForm(request.POST or None, run=run, answers=answers)
    if form.is_valid():
        answers.columns = form.columns()
        say_what_it_means(run, answers, cohort=run.cohort)
        if _questions(request, run, answers).any:
            return redirect("programmes:import-questions", programme.slug, run.pk)
        return _check(run, programme)
    context = {
        "programme": programme,
        "run": run,
        "form": form,
        "columns": list(zip(form, sample_of(run), strict=True)),
        "again": ReadAgainForm(run=run),
        "encoding": encoding_in_words(run.found.get("encoding", "")),
    }
    return render(request, "programmes/import_columns.html", context)


@programme_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def import_questions(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask what nobody can know but whoever brings the table."""
    run = _import(request, programme, pk)
    if run.state != ImportState.MAPPING:
        return _to(run, programme)
    answers = Answers.from_json(run.answers)
    questions = _questions(request, run, answers)
    if not questions.any:
        return _check(run, programme)
    form = QuestionsForm(
        request.POST or None, questions=questions, programme=programme, answers=answers
    )
    if form.is_valid():
        say_what_it_means(run, form.answered(), cohort=form.cohort())
        return _check(run, programme)
    context = {"programme": programme, "run": run, "form": form}
    return render(request, "programmes/import_questions.html", context)


@programme_view(Permission.MANAGE_PEOPLE)
@require_POST
def import_read(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Read another sheet, or the same with other letters."""
    run = _import(request, programme, pk)
    form = ReadAgainForm(request.POST, run=run)
    if form.is_valid():
        try:
            read_again(run, **form.cleaned_data)
        except IllegalTransitionError:
            return _to(run, programme)
        next_step(run)
    return _to(run, programme)


@programme_view(Permission.MANAGE_PEOPLE)
@require_POST
def import_fix(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Put right what was written in place of wrong cells, and check again."""
    run = _import(request, programme, pk)
    refused = run.rows.filter(outcome=Outcome.REFUSED)
    asked = request.POST.getlist("row")[:MOST_FIXED]
    numbers = [int(word) for word in asked if word.isdecimal() and len(word) <= LONGEST_NUMBER]
    errors = dict(refused.filter(number__in=numbers).values_list("number", "errors"))
    try:
        count = fix_cells(run, fixes_in(request.POST, errors))
        start_check(run)
    except IllegalTransitionError:
        return _to(run, programme)
    next_step(run)
    messages.success(request, _("%(count)s cells changed, and checked again.") % {"count": count})
    return _to(run, programme)


@programme_view(Permission.MANAGE_PEOPLE)
@require_POST
def import_apply(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Write what was checked."""
    run = _import(request, programme, pk)
    if run.refused and "leaves_out" not in request.POST:
        messages.warning(request, _("Put the refused rows right, or tick that they stay out."))
        return _to(run, programme)
    try:
        start_apply(run, by=request.user, invites="invites" in request.POST)
    except IllegalTransitionError:
        messages.warning(request, _("This table has moved on meanwhile; here is how it stands."))
        return _to(run, programme)
    next_step(run)
    return _to(run, programme)


@programme_view(Permission.MANAGE_PEOPLE)
@require_POST
def import_discard(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Throw a table away."""
    run = _import(request, programme, pk)
    try:
        discard_import(run, by=request.user)
    except IllegalTransitionError:
        return _to(run, programme)
    messages.success(request, _("The table is thrown away. Nothing of it was written."))
    return redirect("programmes:import-list", programme.slug)


@programme_view(Permission.MANAGE_PEOPLE)
@require_GET
def import_refused(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Hand out the refused rows with the reasons, to put right elsewhere; recorded."""
    run = _import(request, programme, pk)
    header, lines = refused_table(run)
    note_table_download(programme, table="import", rows=run.refused, by=request.user)
    name = f"{programme.slug}-refused-rows"
    return table_response(name, header, lines, wanted=request.GET.get("format", ""))


def _show_check(
    request: SignedInRequest, programme: Programme, run: Import, context: dict[str, Any]
) -> HttpResponse:
    """Show what a table would do, by outcome; the refused rows can be put right in place."""
    tally = tally_of(run)
    first = next((each["outcome"] for each in reversed(tally) if each["count"]), Outcome.ADDED)
    asked = request.GET.get("show", "")
    show = asked if asked in Outcome.values else (run.refused and Outcome.REFUSED) or first
    rows = run.rows.filter(outcome=show).order_by("number")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context |= {
        "tally": tally,
        "show": show,
        "tabs": _tabs(tally, show),
        "page": page,
        "wrong": wrong_cells(run, page) if show == Outcome.REFUSED else [],
        "lines": [] if show == Outcome.REFUSED else row_lines(run, page),
        "preview": _invitation(request, programme, run) if run.invitable else None,
    }
    return render(request, "programmes/import_checked.html", context)


def _tabs(tally: list[dict[str, Any]], show: str) -> list[dict[str, Any]]:
    """Return one tab for each outcome, what needs somebody first."""
    return [
        {
            "label": each["label"],
            "url": f"?show={each['outcome']}",
            "is_current": each["outcome"] == show,
            "count": each["count"],
        }
        for each in reversed(tally)
    ]


def _invitation(request: SignedInRequest, programme: Programme, run: Import) -> Any:
    """Return the invitation as it would leave, for the first cohort it could be about."""
    cohort = run.cohort or programme.cohorts.open().newest_first().first()
    if cohort is None:
        return None
    return preview_invitation(
        cohort=cohort, role=ParticipantRole.MENTOR, name=_("Their name"), by=request.user
    )


def _imports(request: SignedInRequest, programme: Programme) -> ImportQuerySet:
    """Return the programme's imports that the person may see."""
    return Import.objects.visible_to(request.user).filter(programme=programme)


def _import(request: SignedInRequest, programme: Programme, pk: UUID) -> Import:
    """Return an import of the programme."""
    related = ("organisation", "programme__organisation", "cohort", "uploaded_by", "applied_by")
    return get_object_or_404(_imports(request, programme).select_related(*related), pk=pk)


def _questions(request: SignedInRequest, run: Import, answers: Answers) -> Questions:
    """Return what to ask; who may not plan cohorts is not asked about missing ones."""
    may_plan = allows(
        request.user,
        Permission.MANAGE_PROGRAMME,
        organisation_id=run.organisation_id,
        programme_id=run.programme_id,
    )
    return questions_about(run, answers, may_plan=may_plan)


def _check(run: Import, programme: Programme) -> HttpResponse:
    """Have it checked, unless somebody else was quicker."""
    with suppress(IllegalTransitionError):
        start_check(run)
        next_step(run)
    return _to(run, programme)


def _people_url(programme: Programme, run: Import) -> str:
    """Return the list of people, narrowed to the cohort everybody went into."""
    people_url = reverse("programmes:people", args=(programme.slug,))
    return f"{people_url}?cohort={run.cohort_id or ''}"


def _to(run: Import, programme: Programme) -> HttpResponse:
    """Go to the page of the import."""
    return redirect("programmes:import", programme.slug, run.pk)
