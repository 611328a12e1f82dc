"""Starting a programme: from a template, or as an earlier one was set up."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import SignedInRequest, organisations_allowing, requires
from mentorship.accounts.models import Organisation
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions import NameTakenError, create_programme
from programmes.actions.cloning import UndecidedError, clone_programme
from programmes.actions.recommendations import AlreadyDecidedError
from programmes.blueprints import BLUEPRINTS, Blueprint
from programmes.enums import ProgrammeTemplate
from programmes.forms import ProgrammeForm
from programmes.forms.cloning import CloneForm
from programmes.models import Programme
from programmes.permissions import clonable_by, may_clone, may_start_from_template
from programmes.queries import policy_of
from programmes.timetable import suggested_first_day


@requires(Permission.VIEW_PROGRAMME)
@require_http_methods(["GET", "POST"])
def programme_add(request: SignedInRequest) -> HttpResponse:
    """Choose what a programme starts from, then start it."""
    is_free = may_start_from_template(request.user)
    sources = clonable_by(request.user).select_related("organisation").order_by("name", "pk")
    if not is_free and not sources:
        raise PermissionDenied
    template = request.GET.get("template", "")
    if is_free and template in ProgrammeTemplate.values:
        return _from_template(request, BLUEPRINTS[ProgrammeTemplate(template)])
    context = {
        "blueprints": [(each, brings(each)) for each in BLUEPRINTS.values()] if is_free else [],
        "sources": sources,
    }
    return render(request, "programmes/programme_start.html", context)


def _from_template(request: SignedInRequest, blueprint: Blueprint) -> HttpResponse:
    """Ask for what a template cannot know, and start the programme."""
    organisations = Organisation.objects.visible_to(request.user).filter(
        pk__in=organisations_allowing(request.user, Permission.MANAGE_ORGANISATION)
    )
    initial = {
        "name": blueprint.suggested_name,
        "purpose": blueprint.suggested_purpose,
        "starts_on": suggested_first_day(timezone.localdate()),
        "months": blueprint.policy.months,
    }
    form = ProgrammeForm(request.POST or None, organisations=organisations, initial=initial)
    if form.is_valid():
        try:
            programme = create_programme(
                **form.cleaned_data, template=blueprint.template, by=request.user
            )
        except NameTakenError:
            form.add_error("name", _("There is a programme of this name already."))
        else:
            return _started(request, programme)
    context = {"form": form, "blueprint": blueprint, "brings": brings(blueprint)}
    return render(request, "programmes/programme_from_template.html", context)


@programme_view(Permission.VIEW_PROGRAMME)
@require_http_methods(["GET", "POST"])
def programme_clone(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Decide about a programme's open recommendations, and start another one from it."""
    if not may_clone(request.user, programme):
        raise PermissionDenied
    open_now = list(programme.recommendations.open().select_related("cohort", "owner"))
    initial = {
        "purpose": programme.purpose,
        "starts_on": suggested_first_day(timezone.localdate()),
        "months": policy_of(programme).months,
    }
    form = CloneForm(request.POST or None, recommendations=open_now, initial=initial)
    if form.is_valid():
        decisions = form.decisions()
        try:
            clone = clone_programme(
                programme, **form.cleaned_data, decisions=decisions, by=request.user
            )
        except NameTakenError:
            form.add_error("name", _("There is a programme of this name already."))
        except UndecidedError as error:
            form.tell_undecided(error)
        except AlreadyDecidedError as error:
            form.tell_decided(error)
        else:
            return _started(request, clone)
    context = {"form": form, "programme": programme, "rows": form.rows}
    return render(request, "programmes/programme_clone.html", context)


def _started(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Go on with what is left to do."""
    words = _("%(name)s is there, and you lead it.") % {"name": programme.name}
    messages.success(request, words)
    return redirect("programmes:setup", slug=programme.slug)


def brings(blueprint: Blueprint) -> list[dict[str, Any]]:
    """Return in words what a template brings."""
    policy, timetable = blueprint.policy, blueprint.timetable
    rows = [
        (
            _("Timetable"),
            _("%(months)d months; %(phases)d phases and %(days)d milestones, drawn for you")
            % {
                "months": policy.months,
                "phases": len(timetable.phases),
                "days": len(timetable.milestones),
            }
            if timetable.milestones
            else _("%(months)d months in the usual phases") % {"months": policy.months},
        ),
        (_("Policy"), _policy_in_words(blueprint)),
    ]
    if blueprint.goals:
        rows.append((_("Objectives"), "; ".join(str(each.title) for each in blueprint.objectives)))
    if blueprint.expectations:
        essential = sum(each.is_essential for each in blueprint.criteria)
        rows.append(
            (
                _("Ideal mentor"),
                _("%(criteria)d criteria with their evidence, %(essential)d of them essential")
                % {"criteria": len(blueprint.criteria), "essential": essential},
            )
        )
    if blueprint.texts:
        rows.append((_("Words"), _("Both invitations, and a charter for your sponsor to sign")))
    return [{"label": label, "value": value} for label, value in rows]


def _policy_in_words(blueprint: Blueprint) -> str:
    """Say how a programme of this kind is run."""
    policy = blueprint.policy
    meets = ngettext(
        "a meeting every week", "a meeting every %(count)d weeks", policy.meets_every_weeks
    ) % {"count": policy.meets_every_weeks}
    mentees = ngettext(
        "one mentee for each mentor",
        "up to %(count)d mentees for each mentor",
        policy.mentees_per_mentor,
    ) % {"count": policy.mentees_per_mentor}
    sentences = [meets, mentees]
    if not policy.may_go_on_early:
        sentences.append(_("no step before everything for it is in place"))
    if policy.asks_endorsement:
        sentences.append(_("line managers endorse"))
    words = "; ".join(sentences)
    return words[:1].upper() + words[1:]
