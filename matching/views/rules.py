"""The rules of a round in the console: sentences, and what each does to its people."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from matching.actions.rules import (
    TooManyRulesError,
    add_rule,
    change_rule,
    facts_of,
    move_rule,
    remove_rule,
    switch_rule,
)
from matching.models import MatchingRule, Round
from matching.rounds.effects import in_words, told_of
from matching.rounds.enums import RuleTest
from matching.rounds.fields import fields_for
from matching.rounds.forms import RuleForm, initial_of
from matching.rounds.offers import OFF_MEANS, OFFERS, ONCE, Offer
from matching.rounds.pages import (
    STEPS,
    latest_change,
    may_manage,
    round_in,
    rule_in,
    rule_rows,
    trail_of,
    while_open,
)
from matching.rounds.trying import effect_of, parts_of, steps_that_occur
from matching.rounds.wording import sentence_of
from matching.tabs import tabs_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.forms.meanwhile import SEEN, Meanwhile, meanwhile_of, seen_by
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import Programme


@programme_view(Permission.VIEW_MATCHES)
@require_GET
def rule_list(request: SignedInRequest, programme: Programme, round_id: UUID) -> HttpResponse:
    """Show the rules of a round in order, what each leaves, and whom with nobody."""
    chosen = round_in(request, programme, round_id)
    told = told_of(chosen, anew=request.GET.get("count") == "again")
    context = {
        "programme": programme,
        "round": chosen,
        "told": told,
        "summary": in_words(told),
        "rows": rule_rows(chosen, told),
        "may_manage": may_manage(request, chosen),
        "changed": latest_change(chosen, request.user),
        "tabs": tabs_of(chosen, "rule-list"),
        "trail": trail_of(chosen),
    }
    return render(request, "matching/rule_list.html", context)


@programme_view(Permission.MANAGE_MATCHES)
@require_http_methods(["GET", "POST"])
@while_open
def rule_add(request: SignedInRequest, programme: Programme, round_id: UUID) -> HttpResponse:
    """Choose what a new rule looks at, then say the rest of its sentence."""
    chosen = round_in(request, programme, round_id)
    asked = request.POST.get("test") or request.GET.get("test")
    said = set(chosen.rules.values_list("test", flat=True)) & ONCE
    if not asked:
        context = {
            "programme": programme,
            "round": chosen,
            "offers": [offer for offer in OFFERS.values() if offer.test not in said],
            "trail": trail_of(chosen, _("Add a rule")),
        }
        return render(request, "matching/rule_choose.html", context)
    if asked not in OFFERS or asked in said:
        raise Http404
    rule = MatchingRule(pk=uuid4(), round=chosen, test=asked)
    return _sentence_page(request, rule, OFFERS[asked], is_new=True)


@programme_view(Permission.MANAGE_MATCHES)
@require_http_methods(["GET", "POST"])
@while_open
def rule_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Change the sentence of a rule."""
    rule = rule_in(request, programme, pk)
    return _sentence_page(request, rule, OFFERS[rule.test], is_new=False)


@programme_view(Permission.MANAGE_MATCHES)
@require_POST
@while_open
def rule_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Move a rule up or down."""
    rule = rule_in(request, programme, pk)
    if step := STEPS.get(request.POST.get("to", "")):
        move_rule(rule, step=step, by=request.user, seen_version=_version(request))
    return _back(rule.round)


@programme_view(Permission.MANAGE_MATCHES)
@require_POST
@while_open
def rule_switch(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Turn a rule on or off, and say what it means that one of the usual ones is off."""
    rule = rule_in(request, programme, pk)
    is_on = request.POST.get("to") == "on"
    switch_rule(rule, is_on=is_on, by=request.user, seen_version=_version(request))
    if not is_on and rule.test in OFF_MEANS:
        messages.warning(request, OFF_MEANS[rule.test])
    return _back(rule.round)


@programme_view(Permission.MANAGE_MATCHES)
@require_http_methods(["GET", "POST"])
@while_open
def rule_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask whether a rule should go, and take it out."""
    rule = rule_in(request, programme, pk)
    if request.method == "POST":
        remove_rule(rule, by=request.user, seen_version=_version(request))
        messages.success(request, _("The rule is taken out."))
        return _back(rule.round)
    form = forms.Form()
    form.fields["version"] = forms.IntegerField(
        widget=forms.HiddenInput, initial=rule.round.version
    )
    context = {
        "form": form,
        "title": _("Take this rule out?"),
        "lead": sentence_of(rule),
        "action": _("Take it out"),
        "style": "danger",
        "back_url": reverse("matching:rule-list", args=(programme.slug, rule.round_id)),
        "trail": trail_of(rule.round, _("Take a rule out")),
    }
    return render(request, "programmes/form.html", context)


def _sentence_page(
    request: SignedInRequest, rule: MatchingRule, offer: Offer, *, is_new: bool
) -> HttpResponse:
    """Show a rule as a sentence with choices in it, with what it would do; and save it."""
    fields = fields_for(rule.round)
    initial = {} if is_new else initial_of(rule)
    initial[SEEN] = "" if is_new else mark_of(facts_of(rule))
    is_tried = request.method == "GET" and bool(set(request.GET) - {"test"})
    data = request.POST if request.method == "POST" else request.GET if is_tried else None
    form = RuleForm(data, initial=initial, offer=offer, fields=fields)
    meanwhile = None
    if request.method == "POST" and form.is_valid() and _has_steps(form, rule, offer):
        meanwhile = _save(request, rule, form, is_new=is_new)
        if meanwhile is None:
            return _back(rule.round)
    if is_tried:
        form.is_valid()
    context: dict[str, Any] = {
        "programme": rule.round.cohort.programme,
        "round": rule.round,
        "offer": offer,
        "form": form,
        "parts": parts_of(form, offer),
        "effect": effect_of(rule, form, is_new=is_new),
        "is_new": is_new,
        "has_no_fields": form.lacks_fields,
        "meanwhile": meanwhile,
        "trail": trail_of(rule.round, _("Add a rule") if is_new else _("Change a rule")),
    }
    return render(request, "matching/rule_form.html", context)


def _has_steps(form: RuleForm, rule: MatchingRule, offer: Offer) -> bool:
    """Fill in the steps that occur where none were written; tell whether all is said."""
    if offer.test != RuleTest.GAP or form.cleaned_data["order"]:
        return True
    steps = steps_that_occur(rule.round, form.cleaned_data)
    if len(steps) > 1:
        form.data = dict(form.data.items()) | {"order": "\n".join(steps)}
        words = _("These are the steps that occur. Put the lowest first, then save again.")
    else:
        words = _("Nobody has filled this in yet. Write the steps, the lowest first.")
    form.add_error("order", words)
    return False


def _save(
    request: SignedInRequest, rule: MatchingRule, form: RuleForm, *, is_new: bool
) -> Meanwhile | None:
    """Save a rule; return what somebody else saved meanwhile instead."""
    try:
        if is_new:
            add_rule(rule.round, by=request.user, **form.facts())
        else:
            change_rule(rule, by=request.user, seen=seen_by(form), **form.facts())
    except ChangedMeanwhileError as error:
        return meanwhile_of(error, form)
    except TooManyRulesError:
        messages.warning(request, _("The round has as many rules as it can have."))
        return None
    messages.success(request, _("Saved."))
    return None


def _version(request: SignedInRequest) -> int:
    """Return the version of the round that the reader saw; 0, which there is not, for nonsense."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() else 0


def _back(chosen: Round) -> HttpResponse:
    """Go back to the rules."""
    return redirect("matching:rule-list", chosen.cohort.programme.slug, chosen.pk)
