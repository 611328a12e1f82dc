"""What a round of matching asks for on the task list, and on Today."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from matching.drafts.enums import DraftState
from matching.models import Draft, Match, Round
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.enums import CohortState
from programmes.models import Cohort, Programme
from programmes.needs import Need, Urgency, tells_needs
from programmes.task_list import Task, TaskState

READY = (CohortState.RECRUITING, CohortState.MATCHING)


def tasks_of_rounds(programme: Programme, cohort: Cohort | None) -> Iterator[Task]:
    """Yield that rules are to be set and a draft drawn up; one query. Both can be left out."""
    drafts = Draft.objects.filter(round=OuterRef("pk"), state=DraftState.READY)
    rounds = Round.objects.filter(cohort=cohort).annotate(has_draft=Exists(drafts))
    found = list(rounds.values_list("has_draft", flat=True)) if cohort else []
    list_url = reverse("matching:round-list", args=(programme.slug,))
    rules = TaskState.DONE if found else TaskState.NOT_STARTED
    if cohort is None or (not found and cohort.state not in READY):
        rules = TaskState.CANNOT_START
    yield Task(
        key="matching.rules",
        title=_("Set the rules for matching (optional)"),
        state=rules,
        before=CohortState.RUNNING,
        order=12,
        url=list_url,
        hint=_("Needs a cohort that recruits") if rules == TaskState.CANNOT_START else "",
        is_required=False,
    )
    draft = TaskState.DONE if any(found) else TaskState.NOT_STARTED
    if not found:
        draft = TaskState.CANNOT_START
    yield Task(
        key="matching.draft",
        title=_("Draw up a draft (optional)"),
        state=draft,
        before=CohortState.RUNNING,
        order=14,
        url=list_url,
        hint=_("Needs the rules for matching") if draft == TaskState.CANNOT_START else "",
        is_required=False,
    )


@tells_needs(
    Permission.MANAGE_MATCHES,
    gate=lambda: Exists(
        Cohort.objects.filter(programme=OuterRef("pk"), state=CohortState.MATCHING)
    ),
)
def needs_of_rounds(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that a cohort in its matching step has no round, or no draft; one query."""
    rounds = Round.objects.filter(cohort=OuterRef("pk"))
    drafts = Draft.objects.filter(round__cohort=OuterRef("pk"), state=DraftState.READY)
    matches = Match.objects.filter(cohort=OuterRef("pk"))
    waiting = programme.cohorts.filter(state=CohortState.MATCHING).values_list(
        "pk", "name", Exists(rounds), Exists(drafts), Exists(matches)
    )
    for pk, name, has_round, has_draft, has_match in waiting:
        words = {"cohort": name}
        if not has_round and not has_match:
            yield Need(
                key=f"matching.rules.{pk}",
                title=_("Set the rules for matching %(cohort)s") % words,
                reason=_("The cohort is in its matching step, and no round has begun"),
                action=_("Begin a round"),
                url=reverse("matching:round-begin", args=(programme.slug,)),
                urgency=Urgency.SOON,
            )
        elif has_round and not has_draft:
            yield Need(
                key=f"matching.draft.{pk}",
                title=_("Draw up a draft for %(cohort)s") % words,
                reason=_("The rules are there; nobody hears of a draft until you send it"),
                action=_("See the round"),
                url=reverse("matching:round-list", args=(programme.slug,)),
                urgency=Urgency.SOON,
            )
