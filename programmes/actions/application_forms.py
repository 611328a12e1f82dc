"""Beginning application forms, publishing them, and throwing drafts away."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import GoneMeanwhileError, IllegalTransitionError, advance
from programmes.actions.carrying_over import CarriedOver, carry_over_drafts
from programmes.applying.defaults import USUAL_FORMS, CriterionFacts, drafted_sections
from programmes.applying.form_problems import Problem, problems_of
from programmes.applying.forms_in_use import (
    criteria_of,
    draft_of,
    form_in_use,
    full_criteria_of,
    outline_of,
    sections_of,
)
from programmes.enums import VERSION_TRANSITIONS, ParticipantRole, VersionState
from programmes.meanwhile import check_unchanged
from programmes.models import ApplicationForm, FormSection, Programme, Question
from programmes.queries import policy_of


class FormIncompleteError(Exception):
    """Something keeps the form from being published; nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        """Say what."""
        self.problems = problems
        super().__init__(", ".join(problem.kind for problem in problems))


@transaction.atomic
def begin_form(
    programme: Programme, role: ParticipantRole, *, by: Person | None
) -> ApplicationForm:
    """Begin a form with nothing in it; recorded. Where a draft is there already, that is it."""
    form, _is_new = _begin(programme, role, by=by)
    return form


@transaction.atomic
def begin_usual_form(
    programme: Programme, role: ParticipantRole, *, by: Person | None
) -> ApplicationForm:
    """Begin a form with the usual questions, in the house's language; recorded.

    Mentors are asked for evidence of each criterion of the Ideal Mentor Profile. Where a draft is
    there already, that is it, as it stands.
    """
    form, is_new = _begin(programme, role, by=by)
    if not is_new:
        return form
    with translation.override(programme.organisation.language):
        draft = USUAL_FORMS[role]
        form.welcome = str(draft.welcome)
        form.save(update_fields=("welcome",))
        is_of_mentors = role == ParticipantRole.MENTOR
        drafted = drafted_sections(
            draft,
            criteria=_criteria_facts(programme) if is_of_mentors else [],
            asks_endorsement=policy_of(programme).asks_endorsement,
        )
        sections = FormSection.objects.bulk_create(
            FormSection(form=form, title=str(each.title), lead=str(each.lead), position=place)
            for place, (each, _questions) in enumerate(drafted)
        )
        Question.objects.bulk_create(
            Question(
                section=section,
                kind=question.kind,
                text=str(question.text),
                hint=str(question.hint),
                is_required=question.is_required,
                options=[str(option) for option in question.options],
                profile_field=question.profile_field,
                criterion_keys=list(question.criterion_keys),
                position=place,
            )
            for section, (_draft, questions) in zip(sections, drafted, strict=True)
            for place, question in enumerate(questions)
        )
    return form


@transaction.atomic
def begin_version(form: ApplicationForm, *, by: Person | None) -> ApplicationForm:
    """Begin the next version with all that stands in this one; recorded.

    Questions keep their keys, so that answers follow them. Where a draft is there already, that is
    it, as it stands.
    """
    draft, is_new = _begin(form.programme, ParticipantRole(form.role), by=by)
    if is_new:
        _copy(form, draft, keys={key: key for key in criteria_of(form.programme)})
    return draft


@transaction.atomic
def copy_form(form: ApplicationForm, programme: Programme, *, by: Person | None) -> ApplicationForm:
    """Begin another programme's form with all that stands in this one; recorded.

    Criteria are found again by their key, or else by their name.
    """
    draft, is_new = _begin(programme, ParticipantRole(form.role), by=by)
    if is_new:
        theirs, ours = criteria_of(form.programme), criteria_of(programme)
        by_name = {name: key for key, name in ours.items()}
        keys = {key: key if key in ours else by_name.get(name) for key, name in theirs.items()}
        _copy(form, draft, keys={key: to for key, to in keys.items() if to})
    return draft


@transaction.atomic
def change_welcome(form: ApplicationForm, *, welcome: str, by: Person, seen: str = "") -> None:
    """Change what applicants read before the first question of a draft; recorded.

    Raises IllegalTransitionError when it is no draft any more, and ChangedMeanwhileError.
    """
    stored = open_draft(form)
    kinds = ("application_form.changed", "application_form.begun")
    check_unchanged(
        seen,
        stored={"welcome": stored.welcome},
        wanted={"welcome": welcome},
        about=form,
        kinds=kinds,
    )
    if stored.welcome == welcome:
        return
    stored.welcome = welcome
    stored.save(update_fields=("welcome",))
    _record("application_form.changed", stored, by=by)


@transaction.atomic
def publish_form(form: ApplicationForm, *, by: Person | None) -> CarriedOver:
    """Put a draft in use and the version before out of use; recorded.

    Applications that are being written go over to it, with the answers that still fit; those handed
    in keep the version they were made under. Raises FormIncompleteError, and IllegalTransitionError
    when it is no draft any more.
    """
    _lock(form.programme)
    stored = open_draft(form)
    problems = [each for each in problems_of(outline_of(stored)) if each.is_blocking]
    if problems:
        raise FormIncompleteError(problems)
    before = form_in_use(stored.programme, stored.role)
    if before is not None:
        advance(before, VersionState.SUPERSEDED, VERSION_TRANSITIONS)
    now = timezone.now()
    advance(form, VersionState.PUBLISHED, VERSION_TRANSITIONS, published_at=now, published_by=by)
    carried = carry_over_drafts(form)
    facts = {
        "version": form.version,
        "applications": carried.applications,
        "answers_lost": carried.lost,
    }
    _record("application_form.published", form, by=by, **facts)
    return carried


@transaction.atomic
def discard_form(form: ApplicationForm, *, by: Person) -> None:
    """Throw a draft away with its questions; recorded.

    Raises IllegalTransitionError when it is no draft any more, and GoneMeanwhileError.
    """
    _lock(form.programme)
    stored = open_draft(form)
    _record("application_form.discarded", stored, by=by, version=stored.version)
    stored.delete()


def open_draft(form: ApplicationForm) -> ApplicationForm:
    """Return a draft as stored, locked until the transaction ends, so that it changes singly.

    Raises IllegalTransitionError when it is no draft any more: what was published is never changed.
    Raises GoneMeanwhileError when somebody threw it away.
    """
    locked = ApplicationForm.objects.select_for_update(of=("self",))
    stored = locked.select_related("programme__organisation").filter(pk=form.pk).first()
    if stored is None:
        raise GoneMeanwhileError
    if stored.state != VersionState.DRAFT:
        raise IllegalTransitionError(stored, "changed")
    return stored


def _begin(
    programme: Programme, role: ParticipantRole, *, by: Person | None
) -> tuple[ApplicationForm, bool]:
    """Return the draft of a programme's form, and whether it was begun just now."""
    _lock(programme)
    draft = draft_of(programme, role)
    if draft is not None:
        return draft, False
    versions = ApplicationForm.objects.filter(programme=programme, role=role)
    last = versions.aggregate(last=Max("version"))["last"] or 0
    draft = ApplicationForm.objects.create(programme=programme, role=role, version=last + 1)
    _record("application_form.begun", draft, by=by, role=role, version=draft.version)
    return draft, True


def _copy(source: ApplicationForm, draft: ApplicationForm, *, keys: Mapping[UUID, UUID]) -> None:
    """Put all that stands in one form into a new one; `keys` maps the criteria to those here."""
    draft.welcome = source.welcome
    draft.save(update_fields=("welcome",))
    originals = sections_of(source)
    sections = FormSection.objects.bulk_create(
        FormSection(form=draft, title=each.title, lead=each.lead, position=place)
        for place, each in enumerate(originals)
    )
    copies: dict[UUID, Question] = {}
    for section, original in zip(sections, originals, strict=True):
        for place, question in enumerate(original.questions.all()):
            copies[question.pk] = _copied(question, section, place, keys)
    Question.objects.bulk_create(copies.values())
    hanging = []
    for original in originals:
        for question in original.questions.all():
            if question.asked_if_id in copies:
                copies[question.pk].asked_if = copies[question.asked_if_id]
                hanging.append(copies[question.pk])
    Question.objects.bulk_update(hanging, ["asked_if"])


def _copied(
    question: Question, section: FormSection, place: int, keys: Mapping[UUID, UUID]
) -> Question:
    """Return a question of the new version, not stored yet; what it hangs on comes later."""
    names = ("key", "kind", "text", "hint", "is_required", "options", "scale_points")
    more = ("profile_field", "asked_if_answers")
    values = {name: getattr(question, name) for name in (*names, *more)}
    bound = [keys[key] for key in question.criterion_keys if key in keys]
    return Question(section=section, position=place, criterion_keys=bound, **values)


def _criteria_facts(programme: Programme) -> list[CriterionFacts]:
    """Return what the questions about criteria are made from."""
    return [
        CriterionFacts(each.key, each.name, each.evidence, each.is_essential)
        for each in full_criteria_of(programme)
    ]


def _lock(programme: Programme) -> None:
    """Let one form of a programme be begun, published or thrown away at a time."""
    Programme.objects.select_for_update().get(pk=programme.pk)


def _record(kind: str, form: ApplicationForm, *, by: Person | None, **changes: object) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = form.programme.organisation_id
    record(kind, form, by=by, organisation_id=organisation_id, changes=changes)
