"""How long what is kept, for an administrator: rules, what would go tonight, and letting it go."""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest, organisations_allowing, requires
from mentorship.accounts.actions.keeping import release_rule, set_months, stop_rule
from mentorship.accounts.actions.leaving import who_left
from mentorship.accounts.erasing_forms import MonthsForm
from mentorship.accounts.models import KeepingRule, Organisation
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.keeping.classes import BY_KEEPING, CLASSES, KeptClass
from mentorship.accounts.privacy.keeping.due import counts_of
from mentorship.common.privacy import Keeping
from mentorship.views.organisation_tabs import organisation_tabs

NIGHTS_SHOWN = 14


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def rules(request: SignedInRequest) -> HttpResponse:
    """Show each class with its months, and whether the nights follow it."""
    organisations = list(_administered(request))
    kept = {
        (rule.organisation_id, rule.keeping): rule
        for rule in KeepingRule.objects.visible_to(request.user).filter(
            organisation__in=organisations
        )
    }
    houses = [
        (house, [(each, kept.get((house.pk, each.keeping.value))) for each in CLASSES])
        for house in organisations
    ]
    context = {"tabs": organisation_tabs("organisation-keeping"), "houses": houses}
    return render(request, "keeping/rules.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def rule(request: SignedInRequest, house: str, keeping: str) -> HttpResponse:
    """Choose the months of one class; look at what would go; let the nights follow, or stop."""
    organisation = get_object_or_404(_administered(request), slug=house)
    kept_class = _class_called(keeping)
    row = (
        KeepingRule.objects.visible_to(request.user)
        .filter(organisation=organisation, keeping=keeping)
        .first()
    )
    form = MonthsForm(
        request.POST if request.POST.get("do") == "set" else None,
        initial={"months": row.months if row else kept_class.months},
    )
    if request.method == "POST":
        answer = _do(request, organisation, kept_class, row, form)
        if answer is not None:
            return answer
    context: dict[str, Any] = {
        "tabs": organisation_tabs("organisation-keeping"),
        "house": organisation,
        "kept": kept_class,
        "rule": row,
        "form": form,
        "lines": _lines(row) if row else [],
        "nights": [
            (night.on, sum(night.counts.values())) for night in row.nights.all()[:NIGHTS_SHOWN]
        ]
        if row
        else [],
    }
    return render(request, "keeping/rule.html", context)


def _do(
    request: SignedInRequest,
    house: Organisation,
    kept_class: KeptClass,
    row: KeepingRule | None,
    form: MonthsForm,
) -> HttpResponse | None:
    """Do what a button says; return where to go then, or None to show the page again."""
    do = request.POST.get("do")
    if do == "set":
        if not form.is_valid():
            return None
        set_months(house, kept_class.keeping, months=form.cleaned_data["months"], by=request.user)
        messages.success(request, _("Kept. Now look at what would go tonight."))
    elif do == "release" and row is not None:
        seen = request.POST.get("months", "")
        if seen.isdecimal() and release_rule(row, months=int(seen), by=request.user):
            messages.success(request, _("From tonight on, what is due goes."))
        else:
            messages.error(request, _("Somebody changed the months meanwhile. Look again."))
    elif do == "stop" and row is not None:
        stop_rule(row, by=request.user)
        messages.success(request, _("Stopped. Nothing more goes by this rule."))
    return redirect("organisation-keeping-one", house.slug, kept_class.keeping.value)


def _administered(request: SignedInRequest) -> Any:
    """Return the organisations that the reader administers."""
    mine = organisations_allowing(request.user, Permission.MANAGE_ORGANISATION)
    return Organisation.objects.visible_to(request.user).filter(pk__in=mine).order_by("name", "pk")


def _class_called(keeping: str) -> KeptClass:
    """Return the class of that name; else a 404."""
    try:
        return BY_KEEPING[Keeping(keeping)]
    except (ValueError, KeyError) as error:
        raise Http404 from error


def _lines(row: KeepingRule) -> list[tuple[str, int]]:
    """Return what would go tonight: each kind of row in words, with how many."""
    today = timezone.localdate()
    if row.keeping == Keeping.ACCOUNT:
        return [(_("People who left, erased as a whole"), who_left(row, today).count())]
    return [
        (capfirst(str(apps.get_model(label)._meta.verbose_name_plural)), count)
        for label, count in sorted(counts_of(row, today).items())
    ]
