"""The evidence pack as a tagged PDF, from its frozen data alone."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.models import ReadinessPack
from evaluation.readiness.bands import Band, Verdict
from evaluation.readiness.packing import opened
from evaluation.readiness.wording import BANDS, VERDICTS
from mentorship.common.pdf import render_pdf


def draw_pack(pack: ReadinessPack, *, language: str) -> bytes:
    """Return the PDF; the same pack gives the same bytes. Raises `PdfError`."""
    data = opened(pack.snapshot)
    with translation.override(language):
        title = _("%(standard)s: where %(programme)s stands") % {
            "standard": data["title"],
            "programme": data["programme"],
        }
        context = _told(data) | {
            "foot": _("%(organisation)s · Self-assessment of %(day)s")
            % {"organisation": data["organisation"], "day": _day(data["on"])},
            "sha256": pack.sha256,
        }
        return render_pdf("pdf/readiness.html", context, language=language, title=title)


def _told(data: dict[str, Any]) -> dict[str, Any]:
    """Return the pack's data with verdicts, bands and days in words."""
    parts = [
        part | {"requirements": [_requirement(each) for each in part["requirements"]]}
        for part in data["parts"]
    ]
    return data | {
        "parts": parts,
        "band_word": BANDS[Band(data["band"])],
        "day": _day(data["on"]),
        "met": sum(
            each["verdict"] == Verdict.MET for part in parts for each in part["requirements"]
        ),
        "asked": sum(len(part["requirements"]) for part in parts),
    }


def _requirement(each: dict[str, Any]) -> dict[str, Any]:
    """Return one requirement in words."""
    facts = [
        fact
        | {
            "latest": _day(fact["latest"]) if fact["latest"] else "",
            "word": VERDICTS[Verdict(fact["verdict"])],
        }
        for fact in each["facts"]
    ]
    judgement = each["judgement"]
    if judgement:
        judgement = judgement | {"on": _day(judgement["on"]), "until": _day(judgement["until"])}
    return each | {
        "word": VERDICTS[Verdict(each["verdict"])],
        "facts": facts,
        "judgement": judgement,
    }


def _day(text: str) -> str:
    """Return a day in words."""
    return date_format(date.fromisoformat(text), "j F Y")
