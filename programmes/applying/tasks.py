"""What this app asks for before a cohort recruits: forms that people can apply with."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from programmes.enums import CohortState, ParticipantRole, VersionState
from programmes.models import ApplicationForm, Cohort, Programme
from programmes.task_list import Task, TaskState


def tasks_of_forms(programme: Programme, cohort: Cohort | None) -> Iterator[Task]:
    """Offer to make the application forms; one query.

    Without them people can still be invited and added by hand, so nothing waits for it.
    """
    forms = ApplicationForm.objects.filter(programme=programme)
    states = set(forms.values_list("role", "state"))
    used = {role for role, state in states if state == VersionState.PUBLISHED}
    if used.issuperset(ParticipantRole.values):
        state, hint = TaskState.DONE, _("Mentors and mentees can apply")
    elif ParticipantRole.MENTOR in used:
        state, hint = TaskState.IN_PROGRESS, _("Mentors can apply, mentees cannot yet")
    elif ParticipantRole.MENTEE in used:
        state, hint = TaskState.IN_PROGRESS, _("Mentees can apply, mentors cannot yet")
    elif states:
        state, hint = TaskState.NOT_STARTED, _("Drafts are there: read them, and publish them")
    else:
        state, hint = TaskState.NOT_STARTED, _("What people are asked who would like to take part")
    yield Task(
        key="programmes.application_forms",
        title=_("Make the application forms (optional)"),
        state=state,
        before=CohortState.RECRUITING,
        order=55,
        url=reverse("programmes:application-forms", args=(programme.slug,)),
        hint=hint,
        is_required=False,
    )
