"""The forms of a programme: which is in use, which is being written, and what stands in one."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q

from programmes.applying.branching import Asked
from programmes.applying.enums import ApplicationState
from programmes.applying.form_problems import Outline, Part
from programmes.enums import ParticipantRole, VersionState
from programmes.models import (
    ApplicationForm,
    Criterion,
    FormSection,
    IdealMentorProfile,
    Programme,
    Question,
)
from programmes.models.application_form import ApplicationFormQuerySet
from programmes.queries import policy_of


def form_in_use(programme: Programme, role: str) -> ApplicationForm | None:
    """Return the form that applicants in a role are given; None while there is none."""
    forms = ApplicationForm.objects.published()
    return forms.filter(programme=programme, role=role).first()


def draft_of(programme: Programme, role: str) -> ApplicationForm | None:
    """Return the version that is being written; None while there is none."""
    return ApplicationForm.objects.drafts().filter(programme=programme, role=role).first()


def with_counts(forms: ApplicationFormQuerySet) -> ApplicationFormQuerySet:
    """Count along how many questions each version asks, and how many apply under it."""
    being_written = Q(applications__state=ApplicationState.DRAFT)
    return forms.annotate(
        questions=Count("sections__questions", distinct=True),
        uses=Count("applications", distinct=True),
        uses_in_writing=Count("applications", filter=being_written, distinct=True),
    )


def sections_of(form: ApplicationForm) -> list[FormSection]:
    """Return the sections of a form in order, each with its questions; two queries."""
    return list(form.sections.prefetch_related("questions__asked_if"))


def questions_of(form: ApplicationForm) -> list[Question]:
    """Return the questions of a form in the order they are asked; one query."""
    questions = Question.objects.filter(section__form=form).select_related("section")
    return list(questions.order_by("section__position", "section_id", "position", "pk"))


def asked(question: Question) -> Asked:
    """Return a stored question as branching looks at it."""
    return Asked(
        id=question.pk,
        kind=question.kind,
        text=question.text,
        options=tuple(question.options),
        scale_points=question.scale_points,
        profile_field=question.profile_field,
        criterion_keys=tuple(question.criterion_keys),
        hangs_on=question.asked_if_id,
        wanted=tuple(question.asked_if_answers),
    )


def outline_of(form: ApplicationForm, sections: Iterable[FormSection] | None = None) -> Outline:
    """Return a form as the search for problems looks at it."""
    found = sections_of(form) if sections is None else sections
    parts = tuple(
        Part(section.title, tuple(asked(each) for each in section.questions.all()))
        for section in found
    )
    is_of_mentors = form.role == ParticipantRole.MENTOR
    return Outline(
        parts=parts,
        criteria=tuple(criteria_of(form.programme).items()) if is_of_mentors else (),
        needs_line_manager=not is_of_mentors and policy_of(form.programme).asks_endorsement,
    )


def profile_to_ask_by(programme: Programme) -> IdealMentorProfile | None:
    """Return the Ideal Mentor Profile in use, or its draft while none is."""
    profiles = {
        each.state: each
        for each in programme.mentor_profiles.exclude(state=VersionState.SUPERSEDED)
    }
    return profiles.get(VersionState.PUBLISHED) or profiles.get(VersionState.DRAFT)


def criteria_of(programme: Programme) -> dict[UUID, str]:
    """Return the names of the criteria for which answers can be evidence, by key."""
    return {criterion.key: criterion.name for criterion in full_criteria_of(programme)}


def full_criteria_of(programme: Programme) -> list[Criterion]:
    """Return the criteria for which answers can be evidence, in the order of the profile."""
    profile = profile_to_ask_by(programme)
    if profile is None:
        return []
    criteria = Criterion.objects.filter(expectation__profile=profile)
    return list(criteria.order_by("expectation__position", "expectation_id", "position", "pk"))
