"""The console's pages about readiness for published standards."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.actions.readiness import judge_requirement, mark_of_judgement, take_pack
from evaluation.enums import Judged
from evaluation.forms.readiness import JudgementForm
from evaluation.models import ReadinessJudgement, ReadinessPack
from evaluation.readiness.assessing import Assessed, Assessment, assess, assess_all
from evaluation.readiness.drawing import draw_pack
from evaluation.readiness.packing import moved_since
from evaluation.readiness.standards import STANDARDS, Standard
from evaluation.readiness.wording import BANDS, TONES, VERDICTS, headline, to_go
from evaluation.report_tabs import report_tabs_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.pdf import PdfError
from programmes.access import programme_view
from programmes.forms.meanwhile import SEEN, meanwhile_of, seen_by
from programmes.meanwhile import ChangedMeanwhileError
from programmes.models import Programme
from programmes.strategy import today_of


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def readiness(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show where the programme stands against each standard."""
    found = assess_all(programme, list(STANDARDS.values()))
    context = {
        "programme": programme,
        "tabs": report_tabs_of(programme, "readiness"),
        "standards": [_line(each) for each in found],
    }
    return render(request, "evaluation/readiness.html", context)


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def readiness_standard(
    request: SignedInRequest, programme: Programme, standard: str
) -> HttpResponse:
    """Show one standard: each requirement with its evidence, gaps, and what changed."""
    found = assess(programme, _standard_or_404(standard))
    packs = ReadinessPack.objects.visible_to(request.user).filter(
        programme=programme, standard=standard
    )
    last = packs.select_related("taken_by").first()
    moved = moved_since(found, last.snapshot) if last else ()
    context = {
        "programme": programme,
        "tabs": report_tabs_of(programme, "readiness"),
        **_line(found),
        "parts": [
            (part, [(each, *_shown(each)) for each in part.assessed]) for part in found.parts
        ],
        "gaps": found.gaps[:5],
        "packs": packs.defer("snapshot").select_related("taken_by")[:10],
        "last": last,
        "moved": [(each, VERDICTS[each.before], VERDICTS[each.now]) for each in moved],
    }
    return render(request, "evaluation/readiness_standard.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_REPORTS)
def readiness_judge(
    request: SignedInRequest, programme: Programme, standard: str, requirement: str
) -> HttpResponse:
    """Judge one requirement beside its evidence."""
    asked = _standard_or_404(standard)
    found = assess(programme, asked).requirement(requirement)
    if found is None:
        raise Http404
    last = found.judgement
    initial = {"verdict": last.verdict, "words": last.words} if last else {}
    initial[SEEN] = mark_of_judgement(last)
    form = JudgementForm(request.POST or None, today=today_of(programme), initial=initial)
    meanwhile = None
    if request.method == "POST" and form.is_valid():
        try:
            judge_requirement(
                programme,
                asked,
                requirement,
                verdict=Judged(form.cleaned_data["verdict"]),
                words=form.cleaned_data["words"],
                valid_until=form.cleaned_data["valid_until"],
                seen=seen_by(form),
                by=request.user,
            )
        except ChangedMeanwhileError as error:
            meanwhile = meanwhile_of(error, form)
        else:
            messages.success(request, _("Kept. It counts until the day you chose."))
            return redirect("evaluation:readiness-standard", programme.slug, standard)
    earlier = ReadinessJudgement.objects.visible_to(request.user).filter(
        programme=programme, standard=standard, requirement=requirement
    )
    word, tone = _shown(found)
    context = {
        "programme": programme,
        "standard": asked,
        "assessed": found,
        "word": word,
        "tone": tone,
        "facts": [(fact, VERDICTS[fact.verdict], TONES[fact.verdict]) for fact in found.facts],
        "form": form,
        "meanwhile": meanwhile,
        "earlier": earlier.select_related("judged_by")[:10],
    }
    return render(request, "evaluation/readiness_judge.html", context)


@require_POST
@programme_view(Permission.MANAGE_REPORTS)
def readiness_pack_add(
    request: SignedInRequest, programme: Programme, standard: str
) -> HttpResponse:
    """Freeze an evidence pack of today."""
    take_pack(programme, _standard_or_404(standard), by=request.user)
    messages.success(request, _("The pack is there. What changes from now on is shown beside it."))
    return redirect("evaluation:readiness-standard", programme.slug, standard)


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def readiness_pack(
    request: SignedInRequest, programme: Programme, standard: str, pk: uuid.UUID
) -> HttpResponse:
    """Hand out an evidence pack as PDF."""
    packs = ReadinessPack.objects.visible_to(request.user)
    pack = get_object_or_404(packs, pk=pk, programme=programme, standard=standard)
    try:
        content = draw_pack(pack, language=programme.organisation.language)
    except PdfError:
        messages.error(request, _("The PDF could not be drawn just now. Please try again."))
        return redirect("evaluation:readiness-standard", programme.slug, standard)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{slugify(programme.name)}-{standard}-{pack.taken_at:%Y-%m-%d}.pdf"
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    return response


def _standard_or_404(key: str) -> Standard:
    """Return a standard by its key."""
    if key not in STANDARDS:
        raise Http404
    return STANDARDS[key]


def _line(found: Assessment) -> dict[str, object]:
    """Return what is said of a standard as a whole."""
    return {
        "standard": found.standard,
        "assessment": found,
        "headline": headline(found),
        "to_go": to_go(found),
        "band": BANDS[found.standing.band],
        "met": sum(not each.is_gap for each in found.everything),
        "asked": len(found.everything),
    }


def _shown(each: Assessed) -> tuple[object, str]:
    """Return the word and the tone of a verdict."""
    return VERDICTS[each.verdict], TONES[each.verdict]
