"""What a coordinator's press sends on the pathway: each page shows first who gets what."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.notifications.rendering import Rendered
from programmes.access import programme_view
from programmes.models import Programme
from training.actions.pathway_steps import choose_supporter
from training.actions.readiness import ask_referee, invite_ready
from training.actions.shadowing import ask_to_shadow
from training.forms.pathway import PairForm, PersonForm
from training.models import Pathway
from training.pathway import emails
from training.pathway.pairs import Pair, pairs_to_observe
from training.pathway.queries import (
    experienced_mentors,
    invited_before,
    learning_in,
    mentors_ever,
    ready_to_invite,
    transition_sessions,
    unseated,
)
from training.views.pathway import find_other, settled, trail


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def pathway_invite(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who would be invited to transition training, and with what; POST invites them."""
    # What concerns oneself, a colleague decides.
    rows = [row for row in ready_to_invite(programme) if row.person_id != request.user.pk]
    if request.method == "POST":
        chosen = set(request.POST.getlist("pathway"))
        sent = invite_ready([row for row in rows if str(row.pk) in chosen], by=request.user)
        told = ngettext("%(count)d person is invited.", "%(count)d people are invited.", sent)
        messages.success(request, told % {"count": sent})
        return redirect("training:pathway-list", programme.slug)
    waiting = unseated(programme)
    before = invited_before(waiting)
    mail = None
    if rows:
        facts = emails.invited_facts(rows[0])
        mail = emails.preview(emails.INVITED, rows[0], rows[0].person, facts)
    context = {
        "programme": programme,
        "rows": rows,
        "mail": mail,
        "sessions": transition_sessions(programme),
        "invited": [row.person for row in waiting if row.pk in before],
        "unreachable": [row.person for row in waiting if not row.person.can_sign_in],
        "trail": trail(programme, None, _("Invite to transition training")),
    }
    return render(request, "training/pathway_invite.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def pathway_ask(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Choose which mentor is asked for a word, and show the mail they get."""
    found = find_other(request, programme, pk)
    people = mentors_ever(found)
    form = PersonForm(request.POST or None, people=people, is_long=True)
    title = _("Who is asked for a word about %(name)s?") % {"name": found.person.short_name}

    def mail(person: Person) -> Rendered:
        return emails.preview(emails.WORD_ASKED, found, person, emails.word_facts(found))

    return _choose(
        request,
        found,
        form,
        lambda: ask_referee(found, form.cleaned_data["person"], by=request.user),
        {"title": title, "mail": mail(first) if (first := people.first()) else None},
    )


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def pathway_supporter(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Choose the experienced mentor at somebody's side, and show the mail both get."""
    found = find_other(request, programme, pk)
    people = experienced_mentors(found)
    form = PersonForm(
        request.POST or None,
        people=people,
        is_long=True,
        initial={"person": found.supporter_id},
    )
    first = people.first()
    facts = emails.supporter_facts(found, found.person, first) if first else {}
    return _choose(
        request,
        found,
        form,
        lambda: choose_supporter(found, form.cleaned_data["person"], by=request.user),
        {
            "title": _("Who is at %(name)s’s side?") % {"name": found.person.short_name},
            "lead": _(
                "Mentors who have served at least one cohort and whose training is in date. Both "
                "get a mail that introduces them to each other."
            ),
            "nothing": _("No mentor has served a cohort yet and is in date."),
            "mail": emails.preview(emails.SUPPORTER, found, found.person, facts) if first else None,
        },
    )


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def pathway_shadow(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Choose a pair going on, and ask both whether somebody may observe a meeting."""
    found = find_other(request, programme, pk)
    pairs = _pairs_for(found)
    form = PairForm(request.POST or None, pairs=pairs)
    return _choose(
        request,
        found,
        form,
        lambda: ask_to_shadow(found, form.cleaned_data["pair"], by=request.user),
        {
            "title": _("Whom could %(name)s observe?") % {"name": found.person.short_name},
            "lead": _(
                "Both are asked by e-mail, and nothing happens unless both agree. Nobody has to "
                "say why not."
            ),
            "nothing": _("No pair that could be asked is meeting just now."),
            "mail": emails.preview_shadowing(found, pairs[0]) if pairs else None,
        },
    )


def _pairs_for(pathway: Pathway) -> list[Pair]:
    """Return the pairs that may be asked: not the person's own, and none that was asked before.

    Nor of a mentor who is on the pathway: one learns from those who have arrived.
    """
    asked = set(pathway.shadowings.values_list("occasion_key", flat=True))
    learning = learning_in(pathway.programme)
    return [
        pair
        for pair in pairs_to_observe(pathway.programme)
        if pair.occasion_key not in asked
        and pair.mentor.pk not in learning
        and pathway.person_id not in (pair.mentor.pk, pair.mentee.pk)
    ]


def _choose(
    request: SignedInRequest,
    found: Pathway,
    form: Form,
    act: Callable[[], object],
    shown: dict[str, object],
) -> HttpResponse:
    """Show whom to choose from and the mail that leaves; a valid choice sends it."""
    if form.is_valid():
        return settled(request, found, act, _("Sent."))
    choices = next(iter(form)).field.choices  # type: ignore[attr-defined]  # each has choices
    context = {
        "programme": found.programme,
        "pathway": found,
        "form": form,
        "has_choices": any(True for _choice in choices),
        "trail": trail(found.programme, found, str(shown["title"])),
        **shown,
    }
    status = 422 if form.errors else 200
    return render(request, "training/pathway_choose.html", context, status=status)
