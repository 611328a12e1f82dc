"""What fades: for coordinators in sum, for mentors their own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.actions.decay import choose_half_life
from training.actions.evidence import rate_oneself
from training.agenda.clocks import half_lives, spreads_of
from training.agenda.fading import fit_lines, own_skills
from training.agenda.pictures import fading_chart, fading_sentence
from training.forms.agenda import HalfLifeForm, SelfRatingForm
from training.queries.currency import today_at
from training.tabs import tabs_of
from training.views.sessions import may_manage


@programme_view(Permission.VIEW_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def decay(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show how much of each competency mentors probably have left; POST takes another half-life."""
    manages = may_manage(request, programme)
    usual = half_lives(programme).usual
    form = HalfLifeForm(
        request.POST if manages and request.method == "POST" else None,
        initial={"months": str(usual.months)},
    )
    if form.is_valid():
        choose_half_life(programme, form.cleaned_data["months"], by=request.user)
        messages.success(request, _("The clocks now run by this half-life."))
        return redirect("training:decay", programme.slug)
    spreads = spreads_of(programme, today_at(programme.organisation))
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "decay"),
        "headline": fading_sentence(spreads).rstrip("."),
        "chart": fading_chart(spreads),
        "fits": fit_lines(programme, spreads),
        "form": form,
        "usual": usual,
        "may_manage": manages,
    }
    return render(request, "training/decay.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def my_skills(request: SignedInRequest) -> HttpResponse:
    """Show a mentor what they probably have left; POST keeps how they rate themselves today."""
    own = own_skills(request.user)
    form = SelfRatingForm(request.POST or None, competencies=own.competencies)
    if own.programme is not None and form.is_valid():
        today = today_at(own.programme.organisation)
        rate_oneself(own.programme, request.user, form.values(), on=today)
        messages.success(request, _("Thank you. We ask again in a few months."))
        return redirect("training:my-skills")
    context = {"own": own, "form": form, "role": ParticipantRole.MENTOR}
    return render(request, "training/my_skills.html", context, status=422 if form.errors else 200)
