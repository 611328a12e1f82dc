"""Why an application cannot be decided so, in a sentence; nothing where it can."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.applying.enums import ApplicationState
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Application, Participant
from programmes.models.participant import ParticipantQuerySet
from programmes.selection.enums import MENTEE_OUTCOMES, MENTOR_OUTCOMES, Outcome
from programmes.selection.standings import Standing, needs_panel

OUTCOMES = {
    ParticipantRole.MENTOR: MENTOR_OUTCOMES,
    ParticipantRole.MENTEE: MENTEE_OUTCOMES,
}
# Both answer whatever is essential and not met.
ANSWERS_ESSENTIALS = frozenset({Outcome.ACCEPT, Outcome.DECLINE})
UNDECIDED = frozenset({ParticipantState.INVITED, ParticipantState.APPLIED})
TAKEN_ON = frozenset(
    {ParticipantState.ACCEPTED, ParticipantState.TRAINED, ParticipantState.MATCHED}
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody would like to decide, as far as something may be in its way."""

    outcome: Outcome
    essentials_answer: str = ""
    without_reviews: str = ""
    development_keys: tuple[UUID, ...] = ()


def outcomes_for(application: Application) -> tuple[Outcome, ...]:
    """Return what may be decided about an application."""
    return OUTCOMES[ParticipantRole(application.role)]


def has_left(application: Application) -> str:
    """Say why nothing can be decided now about an application; empty where it waits for it."""
    if application.state == ApplicationState.SUBMITTED:
        return ""
    return {
        ApplicationState.WITHDRAWN: _("They have withdrawn their application."),
        ApplicationState.DRAFT: _("They are writing their application again."),
        ApplicationState.DECIDED: _("It is decided already."),
    }[ApplicationState(application.state)]


def panel_gap(application: Application, standing: Standing) -> str:
    """Say what reviewers still owe; empty where their part is done, or where there is none."""
    if not needs_panel(application, standing):
        return ""
    if standing.to_do:
        return ngettext(
            "%(count)d review is not handed in yet.",
            "%(count)d reviews are not handed in yet.",
            standing.to_do,
        ) % {"count": standing.to_do}
    if not standing.is_complete:
        return _("Fewer reviewers than the round asks for have looked at it.")
    if standing.unresolved:
        return _("Reviewers disagree, and nobody has said what settled it.")
    return ""


def obstacle_to(application: Application, standing: Standing, wish: Wish) -> str:
    """Say what is in the way of a decision; empty where nothing is."""
    needs_words = (
        application.role == ParticipantRole.MENTOR
        and not needs_panel(application, standing)
        and not wish.without_reviews
    )
    needs_answer = (
        wish.outcome in ANSWERS_ESSENTIALS
        and standing.score.unmet_essentials
        and not wish.essentials_answer
    )
    reasons = (
        (has_left(application), has_left(application)),
        (
            wish.outcome not in outcomes_for(application),
            _("This decision is not for their role."),
        ),
        (panel_gap(application, standing), panel_gap(application, standing)),
        (needs_words, _("Nobody reviewed it. Say why you decide without reviews.")),
        (needs_answer, _("Something essential is not met. Say how you see it.")),
        (
            wish.outcome == Outcome.DEVELOP and not wish.development_keys,
            _("Choose what they should work on."),
        ),
    )
    return next((words for is_so, words in reasons if is_so), "")


def places_of(applications: Sequence[Application]) -> dict[UUID, Participant]:
    """Return the place in the cohort that goes with each application, by its id; one query."""
    return _by_application(applications, _places_in_cohorts(applications))


def hold_places(applications: Sequence[Application]) -> dict[UUID, Participant]:
    """Return the same, and keep those places as they are until the transaction ends."""
    held = _places_in_cohorts(applications).select_for_update(of=("self",)).order_by("pk")
    return _by_application(applications, held)


def place_gap(application: Application, place: Participant | None, outcome: str) -> str:
    """Say why the person's place stands against publishing; empty where it does not."""
    if application.cohort.state == CohortState.CLOSED:
        return _("Their cohort is closed.")
    if place is None or place.state in UNDECIDED:
        return ""
    if outcome == Outcome.ACCEPT and place.state in TAKEN_ON:
        return ""
    return _("Their place is marked “%(state)s” by now.") % {"state": place.get_state_display()}


def _places_in_cohorts(applications: Sequence[Application]) -> ParticipantQuerySet:
    """Return the places that the applicants have in the cohorts they applied to, in any role."""
    wanted = Q(pk__in=[])
    for cohort in {each.cohort_id for each in applications}:
        people = [each.person_id for each in applications if each.cohort_id == cohort]
        wanted |= Q(cohort=cohort, person__in=people)
    return Participant.objects.filter(wanted).select_related("cohort__programme__organisation")


def _by_application(
    applications: Sequence[Application], places: Iterable[Participant]
) -> dict[UUID, Participant]:
    """Return which place goes with which application."""
    found = {(row.cohort_id, row.person_id, row.role): row for row in places}
    named = ((each.pk, (each.cohort_id, each.person_id, each.role)) for each in applications)
    return {pk: found[key] for pk, key in named if key in found}
