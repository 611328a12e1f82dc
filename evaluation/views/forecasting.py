"""The console's page about the next cohort's mentors."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from evaluation.forecasting import page
from evaluation.forecasting.core import COVERS
from evaluation.forecasting.forecast import forecast_from
from evaluation.forecasting.history import record_of
from evaluation.report_tabs import report_tabs_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from programmes.permissions import allowed_in
from training.retention.returning import hesitations


@programme_view(Permission.MANAGE_REPORTS)
@require_GET
def forecast(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show how many mentors may come back, what that rests on, and how often it was right."""
    record = record_of(programme)
    foreseen = forecast_from(record)
    context: dict[str, object] = {
        "programme": programme,
        "tabs": report_tabs_of(programme, "forecast"),
        "has_begun": record.ahead is not None,
        "covers": COVERS,
    }
    if foreseen is not None:
        why = {str(cause.label): meant for cause, meant in hesitations(programme).items()}
        context |= {
            "forecast": foreseen,
            "headline": page.headline(foreseen),
            "lead": f"{page.last_time(foreseen)} {page.to_find(foreseen)}",
            "chart": page.picture(foreseen),
            "basis": page.basis(foreseen),
            "rows": page.rows(foreseen),
            "verdict": page.verdict(foreseen),
            "hesitations": page.hesitation_lines(why),
            "may_see_retention": allowed_in(request.user, Permission.VIEW_TRAINING, programme),
        }
    return render(request, "evaluation/forecast.html", context)
