"""Who may take part: the rules, how many people meet them, and how mentees come in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.eligibility import (
    add_rule,
    change_rule,
    intake_values,
    move_rule,
    remove_rule,
    set_intake_policy,
)
from programmes.enums import ParticipantRole
from programmes.forms.intake import EligibilityRuleForm, IntakePolicyForm
from programmes.forms.meanwhile import meanwhile_of, seen_by, values_of
from programmes.intake.eligibility import rules_of, tally_of, words_of_rule
from programmes.intake.queries import intake_policy_of
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import EligibilityRule, Programme
from programmes.models.intake import EligibilityRuleQuerySet
from programmes.permissions import allowed_in


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def eligibility_rules(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show the rules for each role, and how many of the people we know meet them."""
    context = {
        "programme": programme,
        "roles": [_of_role(programme, role) for role in (*reversed(ParticipantRole),)],
        "may_manage": allowed_in(request.user, Permission.MANAGE_PROGRAMME, programme),
    }
    return render(request, "programmes/eligibility_rules.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def eligibility_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Add a rule for a role."""
    wanted = request.GET.get("role")
    role = ParticipantRole(wanted) if wanted in ParticipantRole.values else ParticipantRole.MENTEE
    form = EligibilityRuleForm(request.POST or None, instance=EligibilityRule())
    if form.is_valid():
        add_rule(programme, role=role, by=request.user, **form.rule_values())
        messages.success(request, _("The rule is added."))
        return redirect("programmes:eligibility-rules", slug=programme.slug)
    title = {
        ParticipantRole.MENTEE: _("Add a rule for mentees"),
        ParticipantRole.MENTOR: _("Add a rule for mentors"),
    }[role]
    return _form(request, programme, form, title=title, action=_("Add it"))


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def eligibility_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Change a rule."""
    rule = _rule(request, programme, pk)
    form = EligibilityRuleForm(request.POST or None, instance=rule)
    if form.is_valid():
        change_rule(rule, by=request.user, **form.rule_values())
        messages.success(request, _("Saved. It holds for applications from now on."))
        return redirect("programmes:eligibility-rules", slug=programme.slug)
    return _form(request, programme, form, title=_("Change the rule"), action=_("Save"))


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def eligibility_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Move a rule up or down."""
    to = request.POST.get("to")
    if to in {"up", "down"}:
        move_rule(_rule(request, programme, pk), to="up" if to == "up" else "down", by=request.user)
    return redirect("programmes:eligibility-rules", slug=programme.slug)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def eligibility_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Take a rule out; pressed twice, it is out all the same."""
    rule = _rules(request, programme).filter(pk=pk).first()
    if rule is not None:
        remove_rule(rule, by=request.user)
        messages.success(request, _("The rule is out."))
    return redirect("programmes:eligibility-rules", slug=programme.slug)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def intake_policy(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Change how mentees come in."""
    now = intake_policy_of(programme)
    seen = mark_of(intake_values(now))
    form = IntakePolicyForm(request.POST or None, instance=now, initial={"seen": seen})
    meanwhile = None
    try:
        if form.is_valid():
            values = values_of(form)
            set_intake_policy(programme, values=values, by=request.user, seen=seen_by(form))
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("programmes:intake-policy", slug=programme.slug)
    except ChangedMeanwhileError as error:
        meanwhile = meanwhile_of(error, form)
    context = {
        "programme": programme,
        "form": form,
        "meanwhile": meanwhile,
        "policy_url": reverse("programmes:policy", args=(programme.slug,)),
    }
    return render(request, "programmes/intake_policy.html", context)


def _of_role(programme: Programme, role: ParticipantRole) -> dict[str, Any]:
    """Return the rules for a role in words, and who meets them."""
    rules = rules_of(programme, role)
    return {
        "role": role,
        "rules": [(rule, words_of_rule(rule)) for rule in rules],
        "tally": tally_of(programme, role) if rules else None,
    }


def _rule(request: SignedInRequest, programme: Programme, pk: UUID) -> EligibilityRule:
    """Return a rule of the programme."""
    return get_object_or_404(_rules(request, programme).select_related("programme"), pk=pk)


def _rules(request: SignedInRequest, programme: Programme) -> EligibilityRuleQuerySet:
    """Return the programme's rules."""
    return EligibilityRule.objects.visible_to(request.user).filter(programme=programme)


def _form(
    request: SignedInRequest,
    programme: Programme,
    form: EligibilityRuleForm,
    *,
    title: str,
    action: str,
) -> HttpResponse:
    """Show a rule's form."""
    context = {
        "form": form,
        "title": title,
        "lead": _("A rule looks at the profile. Somebody whose profile is silent is never barred."),
        "action": action,
        "back_url": reverse("programmes:eligibility-rules", args=(programme.slug,)),
    }
    return render(request, "programmes/form.html", context)
