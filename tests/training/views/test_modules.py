"""Modules in the portal, from the first page to the hours."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.documents.keeping import keep_document
from programmes.documents.reading import Document
from tests.factories.fresh import MaterialFactory, QuizQuestionFactory
from tests.factories.training import CourseFactory, SessionFactory, in_days
from training.actions import enrol
from training.actions.modules import finish_module
from training.courses.modules import day_at
from training.models import LedgerEntry, ModuleRun, QuizTry


@pytest.fixture
def client(world, client_of):
    return client_of(world.mentor)


def a_module(world, **fields):
    course = CourseFactory.create(organisation=world.organisation)
    given = {"kind": "module", "starts_at": in_days(-3), "title": "Feedback"}
    return SessionFactory.create(programme=world.programme, course=course, **given | fields)


@pytest.fixture
def module(world):
    new = a_module(world)
    MaterialFactory.create(course=new.course, title="Page one", words="Ask first.")
    QuizQuestionFactory.create_batch(2, course=new.course)
    return new


def url(name, module):
    return reverse(f"training:{name}", args=(module.pk,))


def text_of(response):
    return response.content.decode()


def begin(client, module):
    client.post(url("module-begin", module))
    for material in module.course.materials.all():
        client.post(url("module-seen", module), {"material": str(material.pk)})


def answers(client, module, chosen):
    form = client.get(url("module-quiz", module)).context["form"]
    hidden = {name: form[name].value() for name in ("turn", "quiz_mark")}
    return hidden | {str(question.pk): chosen for question in module.course.quiz.all()}


def test_from_beginning_to_the_hours(world, client, module):
    assert "Begin" in text_of(client.get(url("module", module)))
    client.post(url("module-begin", module))
    assert "Ask first." in text_of(client.get(url("module", module)))
    assert client.get(url("module-quiz", module)).status_code == 302
    begin(client, module)
    assert "Now the quiz" in text_of(client.get(url("module", module)))
    given = answers(client, module, "1")
    response = client.post(url("module-quiz", module), given, follow=True)
    assert "0 of 2 right" in text_of(response)
    assert "Right is:" not in text_of(response)
    given = answers(client, module, "0")
    for _ in range(2):
        response = client.post(url("module-quiz", module), given, follow=True)
        assert "Well done: the module is finished" in text_of(response)
    assert (LedgerEntry.objects.count(), QuizTry.objects.count()) == (1, 2)
    assert "You have finished this module" in text_of(client.get(url("module", module)))


def test_an_open_question_keeps_the_other_answers(client, module):
    begin(client, module)
    first, second = module.course.quiz.all()
    given = answers(client, module, "1")
    del given[str(second.pk)]
    text = text_of(client.post(url("module-quiz", module), given))
    assert "Choose an answer." in text
    assert ModuleRun.objects.get().answers == {str(first.pk): [1]}
    assert client.get(url("module-quiz", module)).context["form"][str(first.pk)].initial == "1"


def test_answers_are_kept_for_later(client, module):
    begin(client, module)
    first = module.course.quiz.first()
    response = client.post(url("module-quiz", module), {"later": "1", str(first.pk): "0"})
    assert response["Location"] == url("module", module)
    assert "Go on with the quiz" in text_of(client.get(url("module", module)))


def test_a_changed_quiz_is_shown_again_with_the_answers(client, module):
    begin(client, module)
    given = answers(client, module, "0")
    question = module.course.quiz.first()
    question.text = "Put otherwise?"
    question.save()
    response = client.post(url("module-quiz", module), given, follow=True)
    assert "The questions changed meanwhile" in text_of(response)
    assert not QuizTry.objects.exists()
    assert len(ModuleRun.objects.get().answers) == 2


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"starts_at": in_days(2)}, "It opens on"),
        ({"open_until": in_days(-2).date()}, "Ask your coordinator when it comes again."),
        ({"state": "cancelled"}, "This module was cancelled."),
    ],
)
def test_a_module_that_is_not_open_says_so(world, client, fields, says):
    module = a_module(world, **fields)
    text = text_of(client.get(url("module", module)))
    assert says in text
    assert url("module-begin", module) not in text
    assert says in text_of(client.post(url("module-begin", module), follow=True))


def test_what_comes_first_is_said_instead_of_the_button(world, client, module):
    first = CourseFactory.create(organisation=world.organisation, title="First steps")
    module.course.prerequisites.add(first)
    text = text_of(client.get(url("module", module)))
    assert "Another course comes first: “First steps”" in text
    assert url("module-begin", module) not in text


def test_booking_a_session_says_what_comes_first(world, client):
    session = SessionFactory.create(programme=world.programme)
    first = CourseFactory.create(organisation=world.organisation, title="First steps")
    session.course.prerequisites.add(first)
    response = client.post(reverse("training:enrol", args=(session.pk,)), follow=True)
    assert "“First steps”" in text_of(response)
    assert not session.enrolments.exists()


def test_the_session_page_of_a_module_leads_to_the_module(client, module):
    response = client.get(reverse("training:learn-session", args=(module.pk,)))
    assert response["Location"] == url("module", module)


def test_others_do_not_find_it(world, client_of, module):
    for person in (world.stranger, world.mentee):
        assert client_of(person).get(url("module", module)).status_code == 404


def test_documents_are_for_those_whom_a_session_of_the_course_is_for(world, client_of):
    session = SessionFactory.create(programme=world.programme)
    document = Document(b"%PDF-1.7 %%EOF", "slides.pdf", "application/pdf")
    stored = keep_document(document, organisation=world.organisation, by=world.coordinator)
    material = MaterialFactory.create(course=session.course, file=stored)
    address = reverse("training:material-own-file", args=(material.pk,))
    assert client_of(world.mentor).get(address).status_code == 200
    assert client_of(world.mentee).get(address).status_code == 404
    session.kind = "module"
    session.save()
    assert client_of(world.mentor).get(address).status_code == 404


def test_the_list_says_how_each_stands_and_its_queries_do_not_grow(world, client, module):
    address = reverse("training:module-list")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    queries()  # the first request of a person makes a few more
    few = queries()
    for _ in range(10):
        done = a_module(world)
        finish_module(done, world.mentor, on=day_at(done), by=world.mentor)
    assert queries() == few
    lines = client.get(address).context["lines"]
    assert [line.is_finished for line in lines] == [False, *[True] * 10]


def test_learn_leads_to_modules_only_where_there_are_any(world, client, client_of, module):
    address = reverse("training:module-list")
    assert address in text_of(client.get(reverse("training:learn")))
    assert address not in text_of(client_of(world.mentee).get(reverse("training:learn")))


def test_coordinators_see_how_many_finished_and_no_answers(world, client_of, module):
    enrol(module, world.mentor, by=world.coordinator)
    finish_module(module, world.mentor, on=day_at(module), by=world.mentor)
    address = reverse("training:session", args=(world.programme.slug, module.pk))
    text = text_of(client_of(world.coordinator).get(address))
    assert "1 of 1" in text
    assert "Finished" in text
    assert module.course.quiz.first().text not in text
