"""What a programme asks of its people's training, and changing it once its effect is seen."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.enums import ParticipantRole
from programmes.models import Programme
from programmes.person_facts import Fact
from training import policy_words
from training.actions import PolicyChangedError, change_policy
from training.currency import Policy
from training.enums import CurrencyStatus
from training.forms.policies import PolicyForm
from training.models import CurrencyPolicy
from training.policies import fields_of, fingerprint_of, rules_of
from training.queries.currency import policy_for, today_at
from training.queries.policy_moves import Move, moves_under
from training.tabs import tabs_of
from training.views.sessions import may_manage


@dataclass(frozen=True, slots=True)
class Preview:
    """What other rules would change, and whom they would move."""

    changes: list[Fact]
    moves: list[dict[str, Any]]
    total: int


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def policy_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what is asked of mentors and of mentees, in plain words."""
    policies = [policy_for(programme, role) for role in ParticipantRole]
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "policy-list"),
        "policies": [_shown(programme, policy) for policy in policies],
        "may_manage": may_manage(request, programme),
    }
    return render(request, "training/policy_list.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "POST"])
def policy_edit(
    request: SignedInRequest, programme: Programme, role: ParticipantRole
) -> HttpResponse:
    """Change what is asked of a role: POST shows whom it would move, and once seen keeps it."""
    policy = policy_for(programme, role)
    now = rules_of(policy)
    if request.method != "POST":
        source = policy_words.source_called(request.GET.get("from", ""))
        given = _typed(source.rules if source else now)
        form = PolicyForm(initial={**given, "seen": fingerprint_of(now)})
        return _page(request, programme, policy, form, source=source)
    form = PolicyForm(request.POST)
    if not form.is_valid() or form.rules is None:
        return _page(request, programme, policy, form)
    if "save" in request.POST and form.is_previewed:
        return _kept(request, programme, role, form, form.rules)
    return _page(request, programme, policy, form, preview=_preview(policy, form.rules))


def _kept(
    request: SignedInRequest,
    programme: Programme,
    role: ParticipantRole,
    form: PolicyForm,
    rules: Policy,
) -> HttpResponse:
    """Keep the rules, unless somebody else has changed them meanwhile."""
    seen = form.cleaned_data["seen"]
    try:
        changed = change_policy(programme, role, rules, seen=seen, by=request.user)
    except PolicyChangedError:
        told = _("Somebody changed these rules meanwhile. Please look at what they ask now.")
        messages.warning(request, told)
    else:
        told = _("The rules are kept, and everybody’s currency is reckoned anew.")
        messages.success(request, told if changed else _("Nothing has changed."))
    return redirect("training:policy-list", programme.slug)


def _preview(policy: CurrencyPolicy, rules: Policy) -> Preview:
    """Return what the rules would change, and whom they would move."""
    day = today_at(policy.programme.organisation)
    moves = moves_under(policy, rules, day)
    return Preview(
        changes=policy_words.changes_between(rules_of(policy), rules),
        moves=[_move(policy.programme, move) for move in moves],
        total=sum(move.count for move in moves),
    )


def _move(programme: Programme, move: Move) -> dict[str, Any]:
    """Return a move as the page shows it."""
    return {
        "came_from": CurrencyStatus(move.came_from).label,
        "to": CurrencyStatus(move.to).label,
        "count": move.count,
        "people": [
            {
                "name": place.person.name,
                "url": reverse("training:register-person", args=(programme.slug, place.pk)),
            }
            for place in move.places
        ],
        "more": move.count - len(move.places),
    }


def _page(
    request: SignedInRequest,
    programme: Programme,
    policy: CurrencyPolicy,
    form: PolicyForm,
    *,
    preview: Preview | None = None,
    source: policy_words.Source | None = None,
) -> HttpResponse:
    """Show the form, and what it would change once that was asked for."""
    url = reverse("training:policy-list", args=(programme.slug,))
    is_of_mentors = policy.role == ParticipantRole.MENTOR
    title = _("What we ask of mentors") if is_of_mentors else _("What we ask of mentees")
    context = {
        "programme": programme,
        "title": title,
        "form": form,
        "preview": preview,
        "fingerprint": fingerprint_of(form.rules) if preview and form.rules else "",
        "source": source,
        "sources": policy_words.sources(),
        "list_url": url,
        "trail": [{"label": _("Rules"), "url": url}, {"label": title}],
    }
    return render(request, "training/policy_edit.html", context, status=422 if form.errors else 200)


def _typed(rules: Policy) -> dict[str, Any]:
    """Return rules as somebody would type them: 6 hours, and not 6.0."""
    return {
        name: int(value) if isinstance(value, Decimal) and value == int(value) else value
        for name, value in fields_of(rules).items()
    }


def _shown(programme: Programme, policy: CurrencyPolicy) -> dict[str, Any]:
    """Return a policy as the page shows it."""
    is_mentors = policy.role == ParticipantRole.MENTOR
    name = "policy-mentors" if is_mentors else "policy-mentees"
    return {
        "title": _("Asked of mentors") if is_mentors else _("Asked of mentees"),
        "facts": policy_words.facts_of(rules_of(policy)),
        "origin": policy_words.origin_of(policy.regime),
        "url": reverse(f"training:{name}", args=(programme.slug,)),
    }
