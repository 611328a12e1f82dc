"""Application forms on their pages: built by who leads a programme, read by who coordinates."""

import pytest

from mentorship.accounts.permissions import Role
from programmes.actions.application_forms import begin_usual_form
from programmes.applying.enums import ApplicationState, QuestionKind
from programmes.applying.forms_in_use import form_in_use, questions_of
from programmes.enums import ParticipantRole, VersionState
from programmes.models import ApplicationForm, FormSection, Question
from tests.factories.choosing import (
    ApplicationFactory,
    ApplicationFormFactory,
    FormSectionFactory,
    QuestionFactory,
    published_profile,
)
from tests.people import team_member

FORMS = "/programmes/leaders/application-forms/"
SECTIONS = "/programmes/leaders/form-sections/"
QUESTIONS = "/programmes/leaders/form-questions/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(world):
    return ApplicationFormFactory.create(
        programme=world.programme, state=VersionState.DRAFT, published_at=None
    )


@pytest.fixture
def section(draft):
    return FormSectionFactory.create(form=draft)


@pytest.fixture
def client(world, client_of):
    return client_of(world.coordinator)


def test_from_nothing_to_a_form_in_use(world, client):
    published_profile(world.programme, {"name": "Listens"})
    assert "There is none yet, so nobody can apply." in client.get(FORMS).text
    begun = client.post(f"{FORMS}begin/mentor/", {"from": "nothing"}, follow=True)
    assert "Nothing is asked yet: add the first question." in begun.text
    address = begun.redirect_chain[-1][0]
    assert "Publish it" not in client.get(f"{address}publish/").text
    client.post(f"{address}publish/")
    assert form_in_use(world.programme, ParticipantRole.MENTOR) is None

    client.post(f"{address}sections/add/", {"title": "About you"})
    section = FormSection.objects.get()
    add = f"{SECTIONS}{section.pk}/questions/add/"
    assert "A scale" in client.get(f"{SECTIONS}{section.pk}/questions/").text
    key = "0b7d5a1e-0000-4000-8000-000000000001"
    facts = {"text": "Have you?", "options": "Yes\nNo", "key": key, "is_required": "on"}
    for _press in range(2):
        added = client.post(f"{add}?kind=choice", facts, follow=True)
    assert Question.objects.count() == 1
    assert "No question gives evidence of “Listens”." in added.text

    done = client.post(f"{address}publish/", follow=True)
    assert "is in use." in done.text
    again = client.post(f"{address}publish/", follow=True)
    assert "You put “Form for mentors, version 1” in use at" in again.text


def test_a_wrong_question_is_said_next_to_it_and_nothing_is_lost(client, section):
    page = client.post(
        f"{SECTIONS}{section.pk}/questions/add/?kind=choice",
        {"text": "Which?", "options": "Only this", "key": "x"},
    )
    assert "Please give two choices at least" in page.text
    assert "Only this" in page.text
    assert not Question.objects.exists()


def test_a_question_that_hangs_on_another_says_so_and_cannot_come_before_it(client, section):
    choice = QuestionFactory.create(
        section=section, kind=QuestionKind.CHOICE, options=["A", "B"], text="Which?"
    )
    later = QuestionFactory.create(section=section, text="Why?", position=1)
    change = f"{QUESTIONS}{later.pk}/change/"
    typed = {"text": "Why A?", "key": str(later.key), "asked_if": f"{choice.pk}|A"}
    page = client.post(change, typed, follow=True)
    assert "Asked only if “Which?” was answered with “A”" in page.text

    moved = client.post(f"{QUESTIONS}{later.pk}/move/", {"to": "up"}, follow=True)
    assert "“Why A?” hangs on the answer to “Which?”, so it has to come after it." in moved.text
    changed = client.post(
        f"{QUESTIONS}{choice.pk}/change/",
        {"text": "Which?", "key": str(choice.key), "options": "B\nC"},
    )
    assert "“Why A?” is asked only if this was answered with “A”." in changed.text
    ask = client.get(f"{QUESTIONS}{choice.pk}/remove/")
    assert "“Why A?” hangs on it, and would be asked of everybody." in ask.text
    client.post(f"{QUESTIONS}{choice.pk}/remove/")
    assert list(Question.objects.values_list("asked_if_answers", flat=True)) == [[]]


def test_who_saves_second_reads_who_was_quicker_and_keeps_what_they_ticked(
    world, client, section, client_of
):
    question = QuestionFactory.create(section=section, text="Why?")
    change = f"{QUESTIONS}{question.pk}/change/"
    seen = client.get(change).context["form"].initial["seen"]
    typed = {"text": "Why?", "key": str(question.key), "seen": seen}
    other = team_member(world.programme, "Leona Lind", Role.LEAD_COORDINATOR)
    client_of(other).post(change, typed | {"hint": "Short"})
    page = client.post(change, typed | {"hint": "Long"})
    assert "Leona Lind saved this" in page.text
    assert "Long" in page.text
    seen_now = page.context["form"].data["seen"]
    client.post(change, typed | {"hint": "Long", "seen": seen_now})
    question.refresh_from_db()
    assert question.hint == "Long"


def test_a_published_form_is_read_and_not_changed(world, client):
    used = ApplicationFormFactory.create(programme=world.programme)
    question = QuestionFactory.create(section__form=used, text="Why?")
    assert "Change it in a new version" in client.get(f"{FORMS}{used.pk}/").text
    for address, typed in (
        (f"{FORMS}{used.pk}/welcome/", {"welcome": "Hello"}),
        (f"{FORMS}{used.pk}/discard/", {}),
        (f"{FORMS}{used.pk}/sections/add/", {"title": "More"}),
        (f"{SECTIONS}{question.section_id}/change/", {"title": "More"}),
        (f"{SECTIONS}{question.section_id}/move/", {"to": "down"}),
        (f"{SECTIONS}{question.section_id}/remove/", {}),
        (f"{QUESTIONS}{question.pk}/change/", {"text": "What?", "key": str(question.key)}),
        (f"{QUESTIONS}{question.pk}/move/", {"to": "up"}),
        (f"{QUESTIONS}{question.pk}/remove/", {}),
    ):
        page = client.post(address, typed, follow=True)
        assert "This version is no draft any more" in page.text, address
    assert questions_of(used)[0].text == "Why?"


def test_publishing_says_what_becomes_of_applications(world, client):
    used = ApplicationFormFactory.create(programme=world.programme)
    QuestionFactory.create(section__form=used)
    ApplicationFactory.create(cohort=world.cohort, form=used)
    ApplicationFactory.create(cohort=world.cohort, form=used, state=ApplicationState.DRAFT)
    address = client.post(f"{FORMS}begin/mentor/").headers["Location"]
    page = client.get(f"{address}publish/")
    assert "1 application is being written: it goes over to this version." in page.text
    assert "1 application handed in under version 1 keeps it." in page.text
    assert "2 applications" in client.get(FORMS).text


def test_only_who_leads_the_programme_changes_forms(world, client_of, draft, section):
    question = QuestionFactory.create(section=section)
    reading = (FORMS, f"{FORMS}{draft.pk}/", f"{FORMS}{draft.pk}/preview/")
    writing = (
        f"{FORMS}{draft.pk}/welcome/",
        f"{SECTIONS}{section.pk}/change/",
        f"{QUESTIONS}{question.pk}/change/",
    )
    reviewer, stranger = client_of(world.reviewer), client_of(world.stranger)
    for address in (*reading, *writing):
        assert reviewer.get(address).status_code == 403
        assert stranger.get(address).status_code == 404
    theirs = QuestionFactory.create(section__form__programme=world.other_programme)
    for address in (f"{QUESTIONS}{theirs.pk}/change/", f"{SECTIONS}{theirs.section_id}/change/"):
        assert client_of(world.coordinator).get(address).status_code == 404


def test_criteria_and_sections_of_elsewhere_are_refused(world, client, section):
    FormSectionFactory.create(form=section.form, title="Two")
    elsewhere = FormSectionFactory.create()
    published_profile(world.programme, {"name": "Listens"})
    typed = {
        "text": "Why?",
        "key": "0b7d5a1e-0000-4000-8000-000000000001",
        "section": str(elsewhere.pk),
        "criteria": "0b7d5a1e-0000-4000-8000-000000000009",
    }
    page = client.post(f"{SECTIONS}{section.pk}/questions/add/?kind=date", typed)
    assert set(page.context["form"].errors) == {"section", "criteria"}


@pytest.mark.parametrize("page", ["", "preview/", "publish/"])
def test_pages_take_the_same_number_of_queries_for_one_question_and_for_thirty(
    client, section, page, django_assert_num_queries, django_assert_max_num_queries
):
    first = QuestionFactory.create(section=section, kind=QuestionKind.CONSENT)
    QuestionFactory.create(section=section, asked_if=first, asked_if_answers=["yes"], position=1)
    address = f"{FORMS}{section.form_id}/{page}"
    client.get(address)
    with django_assert_max_num_queries(40) as one:
        client.get(address)
    more = FormSectionFactory.create(form=section.form, title="More", position=1)
    QuestionFactory.create_batch(29, section=more, asked_if=first, asked_if_answers=["yes"])
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_the_list_takes_the_same_number_of_queries_for_many_versions(
    world, client, django_assert_num_queries, django_assert_max_num_queries
):
    begin_usual_form(world.programme, ParticipantRole.MENTOR, by=world.coordinator)
    client.get(FORMS)
    with django_assert_max_num_queries(40) as one:
        client.get(FORMS)
    for version in range(2, 12):
        ApplicationFormFactory.create(
            programme=world.programme, version=version, state=VersionState.SUPERSEDED
        )
    with django_assert_num_queries(len(one)):
        client.get(FORMS)
    assert ApplicationForm.objects.count() == 11
