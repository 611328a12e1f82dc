"""What the pages of a round share: the round itself, its rows, and who may change it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from matching.actions.rounds import RoundClosedError, RoundMovedOnError
from matching.models import MatchingRule, MentorGroup, Round
from matching.rounds.effects import RuleTold, Told
from matching.rounds.enums import RoundState, RuleStrength
from matching.rounds.fields import names_of_fields
from matching.rounds.offers import OFF_MEANS, OFFERS, WEIGHTS
from matching.rounds.wording import sentence_of, short_name_of
from matching.trying.links import try_url
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import when_in_words
from mentorship.audit.models import Event
from programmes.models import Programme
from programmes.permissions import allowed_in

View = Callable[..., HttpResponse]
STEPS = {"up": -1, "down": 1}


class RuleRow(NamedTuple):
    """One rule as its row shows it."""

    rule: MatchingRule
    sentence: str
    name: str
    told: RuleTold | None
    off_means: str
    weight: str
    can_change: bool
    # Where one sees what the latest draft would be without it; empty before there is one.
    try_url: str = ""


def round_in(request: SignedInRequest, programme: Programme, pk: UUID) -> Round:
    """Return a round of the programme with its cohort; 404 for that of any other programme."""
    rows = Round.objects.visible_to(request.user).filter(cohort__programme=programme)
    return get_object_or_404(rows.select_related("cohort__programme__organisation"), pk=pk)


def rule_in(request: SignedInRequest, programme: Programme, pk: UUID) -> MatchingRule:
    """Return a rule of one of the programme's rounds; 404 for any other."""
    rounds = Round.objects.visible_to(request.user).filter(cohort__programme=programme)
    rows = MatchingRule.objects.filter(round__in=rounds)
    return get_object_or_404(rows.select_related("round__cohort__programme__organisation"), pk=pk)


def group_in(request: SignedInRequest, programme: Programme, pk: UUID) -> MentorGroup:
    """Return a group of one of the programme's rounds; 404 for any other."""
    rounds = Round.objects.visible_to(request.user).filter(cohort__programme=programme)
    rows = MentorGroup.objects.filter(round__in=rounds)
    return get_object_or_404(rows.select_related("round__cohort__programme__organisation"), pk=pk)


def may_manage(request: SignedInRequest, chosen: Round) -> bool:
    """Tell whether somebody may change the round, and it is open."""
    if chosen.state != RoundState.OPEN:
        return False
    return allowed_in(request.user, Permission.MANAGE_MATCHES, chosen.cohort.programme)


def while_open(view: View) -> View:
    """Send whoever was too late back to the rounds, or the rules, with what happened."""

    @wraps(view)
    def guarded(request: SignedInRequest, programme: Programme, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, programme, **kwargs)
        except RoundClosedError:
            messages.warning(request, _("This round is closed, so nothing of it changes."))
        except RoundMovedOnError:
            messages.warning(request, _("Somebody changed this meanwhile. This is how it stands."))
            if request.META.get("HTTP_REFERER", "").startswith(request.build_absolute_uri("/")):
                return redirect(request.META["HTTP_REFERER"])
        return redirect("matching:round-list", slug=programme.slug)

    return guarded


def rule_rows(chosen: Round, told: Told) -> list[RuleRow]:
    """Return the rules of a round in order, each with its sentence and what it does."""
    rules = list(chosen.rules.all())
    fields = {field for rule in rules for field in (rule.mentee_field, rule.mentor_field)}
    names = names_of_fields(chosen.cohort.programme, fields)
    slug, latest = chosen.cohort.programme.slug, chosen.drafts.ready().order_by("-number").first()
    return [
        RuleRow(
            rule,
            sentence_of(rule, names),
            short_name_of(rule, names),
            told.rules.get(str(rule.pk)),
            "" if rule.is_on else str(OFF_MEANS.get(rule.test, "")),
            str(WEIGHTS[rule.weight - 1]) if rule.strength == RuleStrength.SHOULD else "",
            _can_change(rule),
            try_url(slug, latest, rules={str(rule.pk): "off"}) if latest and rule.is_on else "",
        )
        for rule in rules
    ]


def latest_change(chosen: Round, viewer: Person) -> str:
    """Say who changed the round last, unless it was the reader; empty where nobody did."""
    event = Event.objects.about(chosen).exclude(actor_id=None).first()
    if event is None or event.actor_id is None or event.actor_id == viewer.pk:
        return ""
    actor = Person.objects.filter(pk=event.actor_id).first()
    if actor is None:
        return ""
    words = {"who": actor.short_name, "when": when_in_words(event.at)}
    return _("%(who)s changed this round %(when)s.") % words


def trail_of(chosen: Round, *more: str) -> list[dict[str, str]]:
    """Return the way to a page of a round."""
    return trail_through(chosen, *((label, "") for label in more))


def trail_through(chosen: Round, *steps: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way to a page below a round through others, each with its address."""
    slug = chosen.cohort.programme.slug
    rules = reverse("matching:rule-list", args=(slug, chosen.pk))
    way = [
        (_("Matching"), reverse("matching:round-list", args=(slug,))),
        (f"{chosen.cohort.name}, {chosen}", rules if steps else ""),
        *steps,
    ]
    return [{"label": label, "url": url} for label, url in way]


def _can_change(rule: MatchingRule) -> bool:
    """Tell whether there is anything in a rule's sentence to choose."""
    offer = OFFERS[rule.test]
    return bool(offer.kinds or offer.numbers or len(offer.strengths) > 1 or rule.weight)
