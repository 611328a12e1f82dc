"""Fresh and alive: the page of the four questions."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from training.fresh.answers import answers_of, counted, headline, weakest_of
from training.fresh.figures import figures_of
from training.queries.currency import today_at
from training.tabs import tabs_of
from training.views.sessions import may_manage


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def fresh(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Answer the four questions, and lead to the next step of the weakest."""
    answers = answers_of(programme, figures_of(programme, today_at(programme.organisation)))
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "fresh"),
        "headline": headline(answers),
        "answers": answers,
        "weakest": weakest_of(answers),
        "counted": counted(),
        "may_manage": may_manage(request, programme),
    }
    return render(request, "training/fresh.html", context)
