"""Beginning forms, publishing them, and what becomes of applications that are being written."""

from datetime import date

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from mentorship.common.lifecycle import GoneMeanwhileError, IllegalTransitionError
from programmes.actions import create_programme
from programmes.actions.application_forms import (
    FormIncompleteError,
    begin_form,
    begin_usual_form,
    begin_version,
    discard_form,
    publish_form,
)
from programmes.actions.carrying_over import CarriedOver, what_carries_over
from programmes.actions.cloning import clone_programme
from programmes.actions.form_questions import change_question, remove_question, wording_of
from programmes.applying.enums import ApplicationState, ProfileField, QuestionKind
from programmes.applying.form_problems import ProblemKind, problems_of
from programmes.applying.forms_in_use import form_in_use, outline_of, questions_of
from programmes.enums import ParticipantRole, ProgrammeTemplate, VersionState
from programmes.models import Answer, ApplicationForm, Question
from tests.factories.choosing import (
    AnswerFactory,
    ApplicationFactory,
    ApplicationFormFactory,
    FormSectionFactory,
    QuestionFactory,
    published_profile,
)
from tests.factories.setup import ProgrammePolicyFactory
from tests.programmes.races import both_at_once

MENTOR, MENTEE = ParticipantRole.MENTOR, ParticipantRole.MENTEE
pytestmark = pytest.mark.django_db


@pytest.fixture
def used(world):
    """A form in use that asks for a choice, and for words only where A was chosen."""
    form = ApplicationFormFactory.create(programme=world.programme)
    section = FormSectionFactory.create(form=form)
    choice = QuestionFactory.create(
        section=section, kind=QuestionKind.MULTI_CHOICE, options=["A", "B"], text="Which?"
    )
    QuestionFactory.create(
        section=section, text="Why A?", position=1, asked_if=choice, asked_if_answers=["A"]
    )
    return form


def draft_with(world, form, **facts):
    return ApplicationFactory.create(
        cohort=world.cohort, form=form, state=ApplicationState.DRAFT, **facts
    )


def test_the_usual_mentor_form_asks_for_evidence_of_each_criterion(world):
    facts = {"name": "Listens.", "evidence": "Ask for an example"}
    profile = published_profile(world.programme, facts | {"is_essential": True}, {"name": "Knows"})
    keys = {each.name: each.key for each in profile.expectations.get().criteria.all()}
    form = begin_usual_form(world.programme, MENTOR, by=world.coordinator)
    assert not problems_of(outline_of(form))
    listens, knows = [each for each in questions_of(form) if each.criterion_keys]
    assert listens.text == "“Listens”: what have you done that shows it?"
    assert (listens.hint, listens.is_required) == ("Ask for an example", True)
    assert listens.criterion_keys == [keys["Listens."]]
    assert not knows.is_required

    again = begin_usual_form(world.programme, MENTOR, by=world.coordinator)
    assert again == form
    assert Event.objects.filter(kind="application_form.begun").count() == 1


@pytest.mark.parametrize("asks", [True, False])
def test_mentees_name_their_line_manager_only_where_that_is_needed(world, asks):
    ProgrammePolicyFactory.create(programme=world.programme, asks_endorsement=asks)
    form = begin_usual_form(world.programme, MENTEE, by=world.coordinator)
    fields = {each.profile_field for each in questions_of(form)}
    assert (ProfileField.LINE_MANAGER_EMAIL in fields) == asks
    assert not problems_of(outline_of(form))
    publish_form(form, by=world.coordinator)
    assert form_in_use(world.programme, MENTEE) == form


def test_a_programme_from_a_template_begins_with_both_forms_and_an_empty_page_with_none(world):
    facts = {"organisation": world.organisation, "by": world.coordinator}
    corporate = create_programme(name="One", template=ProgrammeTemplate.CORPORATE, **facts)
    create_programme(name="Two", **facts)
    forms = ApplicationForm.objects.filter(state=VersionState.DRAFT)
    assert sorted(forms.values_list("programme__name", "role")) == [
        ("One", "mentee"),
        ("One", "mentor"),
    ]
    outline = outline_of(forms.get(role=MENTOR))
    assert outline.criteria
    assert not problems_of(outline)
    clone = clone_programme(
        corporate,
        name="Three",
        purpose="",
        starts_on=date(2032, 3, 1),
        months=6,
        by=world.coordinator,
    )
    copied = outline_of(clone.application_forms.get(role=MENTOR))
    # Each question gives evidence of the criterion of the clone's own profile.
    assert copied.criteria
    assert not problems_of(copied)


def test_what_is_missing_keeps_a_form_from_being_published(world):
    form = begin_form(world.programme, MENTOR, by=world.coordinator)
    with pytest.raises(FormIncompleteError) as error:
        publish_form(form, by=world.coordinator)
    assert [each.kind for each in error.value.problems] == [ProblemKind.NO_QUESTION]
    form.refresh_from_db()
    assert form.state == VersionState.DRAFT


def test_a_new_version_has_the_same_keys_and_its_own_conditions(world, used):
    draft = begin_version(used, by=world.coordinator)
    before, after = questions_of(used), questions_of(draft)
    assert draft.version == 2
    assert [each.key for each in after] == [each.key for each in before]
    assert after[1].asked_if == after[0]
    assert after[1].asked_if_answers == ["A"]
    assert begin_version(used, by=world.coordinator) == draft


def test_answers_follow_their_questions_and_those_handed_in_stay(world, used):
    choice, words = questions_of(used)
    written = draft_with(world, used, at_question=words)
    AnswerFactory.create(application=written, question=choice, values=["A", "B"])
    AnswerFactory.create(application=written, question=words, values=["Because"])
    handed_in = ApplicationFactory.create(cohort=world.cohort, form=used)
    AnswerFactory.create(application=handed_in, question=choice, values=["B"])
    draft = begin_version(used, by=world.coordinator)
    new_choice, new_words = questions_of(draft)
    remove_question(new_words, by=world.coordinator)

    assert what_carries_over(draft) == CarriedOver(applications=1, kept=1, lost=1)
    assert publish_form(draft, by=world.coordinator) == CarriedOver(1, 1, 1)
    written.refresh_from_db()
    handed_in.refresh_from_db()
    used.refresh_from_db()
    answer = written.answers.get()
    assert (written.form, written.at_question) == (draft, None)
    assert (answer.question, answer.values) == (new_choice, ["A", "B"])
    assert handed_in.form == used
    assert handed_in.answers.get().question == choice
    assert used.state == VersionState.SUPERSEDED
    event = Event.objects.get(kind="application_form.published")
    assert event.changes["answers_lost"] == 1


def test_an_answer_that_can_no_longer_be_chosen_is_lost(world, used):
    choice, _words = questions_of(used)
    for values in (["B"], ["A", "B"]):
        AnswerFactory.create(application=draft_with(world, used), question=choice, values=values)
    draft = begin_version(used, by=world.coordinator)
    Question.objects.filter(section__form=draft, key=choice.key).update(options=["A", "C"])
    assert publish_form(draft, by=world.coordinator).lost == 1
    assert Answer.objects.get().values == ["A"]


@pytest.mark.parametrize("count", [1, 12])
def test_going_over_takes_the_same_number_of_queries(
    world, used, count, django_assert_max_num_queries
):
    for _number in range(count):
        application = draft_with(world, used, at_question=questions_of(used)[0])
        for question in questions_of(used):
            AnswerFactory.create(application=application, question=question, values=["A"])
    draft = begin_version(used, by=world.coordinator)
    remove_question(questions_of(draft)[1], by=world.coordinator)
    with django_assert_max_num_queries(26):
        publish_form(draft, by=world.coordinator)
    assert Answer.objects.count() == count


def test_what_is_published_is_frozen(world, used):
    draft = begin_version(used, by=world.coordinator)
    question = questions_of(draft)[0]
    question.section.form = draft
    publish_form(draft, by=world.coordinator)
    wording = wording_of(question)
    for act in (
        lambda: publish_form(draft, by=world.coordinator),
        lambda: discard_form(draft, by=world.coordinator),
        lambda: remove_question(question, by=world.coordinator),
        lambda: change_question(
            question, wording=wording, section=question.section, by=world.coordinator
        ),
    ):
        with pytest.raises(IllegalTransitionError):
            act()
    assert Question.objects.filter(section__form=draft).count() == 2


def test_a_draft_thrown_away_is_gone_for_whoever_comes_later(world, used):
    draft = begin_version(used, by=world.coordinator)
    discard_form(draft, by=world.coordinator)
    with pytest.raises(GoneMeanwhileError):
        publish_form(draft, by=world.administrator)
    assert form_in_use(world.programme, MENTOR) == used


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_does(world, used):
    draft = begin_version(used, by=world.coordinator)
    draft_with(world, used, began_at=timezone.now())
    mine, theirs = (ApplicationForm.objects.get(pk=draft.pk) for _ in range(2))
    errors = both_at_once(
        lambda: publish_form(mine, by=world.coordinator),
        lambda: publish_form(theirs, by=world.administrator),
    )
    assert [type(error) for error in errors] == [IllegalTransitionError]
    assert Event.objects.filter(kind="application_form.published").count() == 1
    assert form_in_use(world.programme, MENTOR) == draft


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_at_once_both_get_the_same_draft(world):
    drafts = []
    errors = both_at_once(
        lambda: drafts.append(begin_usual_form(world.programme, MENTEE, by=world.coordinator)),
        lambda: drafts.append(begin_form(world.programme, MENTEE, by=world.administrator)),
    )
    assert errors == []
    assert drafts[0] == drafts[1]
