"""Courses and competencies in the console."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.fresh import CompetencyFactory, MaterialFactory, QuizQuestionFactory
from tests.factories.training import CourseFactory, SessionFactory, in_days
from training.models import Competency, Course, CourseMaterial, QuizQuestion


@pytest.fixture
def client(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def course(world):
    return CourseFactory.create(organisation=world.organisation, title="Feedback")


def url(world, name, *args):
    return reverse(f"training:{name}", args=(world.programme.slug, *args))


def text_of(response):
    return response.content.decode()


def a_course(**fields):
    given = {"title": "Feedback", "summary": "", "kind": "topic", "audience": "both"}
    return given | {"hours": "1.5", "pass_percent": "80"} | fields


def a_question(**fields):
    given = {"text": "Which?", "option_0": "This", "option_1": "That", "right_0": "on"}
    return given | fields


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"Feedback", "Circle"}),
        ("?audience=mentees", {"Circle"}),
        ("?kind=topic", {"Circle"}),
        ("?offered=withdrawn", {"Old"}),
        ("?offered=all", {"Feedback", "Circle", "Old"}),
        ("?offered=nonsense", {"Feedback", "Circle"}),
    ],
)
def test_the_list_shows_what_was_asked_for(world, client, course, query, seen):
    own = {"organisation": world.organisation}
    CourseFactory.create(title="Circle", audience="mentees", kind="topic", **own)
    CourseFactory.create(title="Old", is_active=False, **own)
    CourseFactory.create(title="Theirs", organisation=world.other_organisation)
    text = text_of(client.get(url(world, "course-list") + query))
    shown = {title for title in ("Feedback", "Circle", "Old", "Theirs") if f">{title}</a>" in text}
    assert shown == seen


def test_the_list_is_narrowed_by_competency(world, client, course):
    skill = CompetencyFactory.create(organisation=world.organisation)
    other = CourseFactory.create(organisation=world.organisation, title="Listening")
    other.competencies.add(skill)
    text = text_of(client.get(url(world, "course-list"), {"competency": str(skill.pk)}))
    assert ">Listening</a>" in text
    assert ">Feedback</a>" not in text


def test_an_empty_list_offers_the_first_step(world, client):
    text = text_of(client.get(url(world, "course-list")))
    assert "No course can be taught yet" in text
    assert text.count(url(world, "course-add")) >= 2


@pytest.mark.parametrize("page", ["course-list", "competency-list", "course"])
def test_pages_make_the_same_number_of_queries_for_one_and_for_thirty(world, client, course, page):
    address = url(world, page, course.pk) if page == "course" else url(world, page)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def add():
        skill = CompetencyFactory.create(organisation=world.organisation)
        new = CourseFactory.create(organisation=world.organisation)
        new.competencies.add(skill)
        course.prerequisites.add(new)
        course.competencies.add(skill)
        MaterialFactory.create(course=course)
        QuizQuestionFactory.create(course=course)
        SessionFactory.create(programme=world.programme, course=course)

    add()
    queries()  # the first request of a person makes a few more
    few = queries()
    for _ in range(20):
        add()
    assert queries() == few


def test_a_course_page_says_what_it_is_and_how_often_it_was_taught(world, client, course):
    first = CourseFactory.create(organisation=world.organisation, title="First steps")
    course.prerequisites.add(first)
    for title, days, state in (("Next one", 5, "planned"), ("Last one", -5, "held")):
        SessionFactory.create(
            programme=world.programme,
            course=course,
            title=title,
            starts_at=in_days(days),
            state=state,
        )
    text = text_of(client.get(url(world, "course", course.pk)))
    for words in ("First steps", "Next one", "Last one", "Taught 1 time here, to 0 people."):
        assert words in text


def test_a_circle_is_explained_beside_the_field_and_nothing_is_lost(world, client, course):
    later = CourseFactory.create(organisation=world.organisation, title="Later")
    later.prerequisites.add(course)
    given = a_course(title="New words", prerequisites=[str(later.pk)])
    text = text_of(client.post(url(world, "course-change", course.pk), given))
    assert "This goes round in a circle: Later → Feedback" in text
    assert "New words" in text
    assert Course.objects.get(pk=course.pk).title == "Feedback"


def test_a_course_is_changed_withdrawn_and_offered_again(world, client, course):
    client.post(url(world, "course-change", course.pk), a_course(title="Better"))
    client.post(url(world, "course-withdraw", course.pk))
    course.refresh_from_db()
    assert (course.title, course.is_active) == ("Better", False)
    assert "This course is withdrawn" in text_of(client.get(url(world, "course", course.pk)))
    client.post(url(world, "course-offer", course.pk))
    assert Course.objects.offered().get() == course


@pytest.mark.parametrize(("percent", "stored"), [("101", 80), ("0", 80), ("", 80), ("60", 60)])
def test_the_pass_mark_is_between_1_and_100(world, client, course, percent, stored):
    client.post(url(world, "course-change", course.pk), a_course(pass_percent=percent))
    assert Course.objects.get(pk=course.pk).pass_percent == stored


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Write something, give a link, or choose a document."),
        ({"link": "ftp://example.org/x"}, "Give a link that begins with https://."),
        ({"document": SimpleUploadedFile("x.pdf", b"<html>")}, "This is not a PDF"),
    ],
)
def test_a_material_with_nothing_good_in_it_is_refused(world, client, course, given, says):
    address = url(world, "course-add-material", course.pk)
    text = text_of(client.post(address, {"title": "Kept words", **given}))
    assert says in text
    assert "Kept words" in text
    assert not CourseMaterial.objects.exists()


def test_a_document_is_added_and_handed_out_as_a_download(world, client, course):
    document = SimpleUploadedFile("slides.html.pdf", b"%PDF-1.7 ... %%EOF")
    given = {"title": "Slides", "document": document}
    client.post(url(world, "course-add-material", course.pk), given)
    response = client.get(url(world, "material-file", CourseMaterial.objects.get().pk))
    assert response["Content-Disposition"].startswith("attachment")


def test_materials_and_questions_are_moved_changed_and_taken_out(world, client, course):
    MaterialFactory.create(course=course, position=0)
    second = MaterialFactory.create(course=course, position=1)
    client.post(url(world, "material-move", second.pk), {"to": "up"})
    assert course.materials.first() == second
    assert client.post(url(world, "material-move", second.pk), {"to": "x"}).status_code == 404
    client.post(url(world, "material-change", second.pk), {"title": "New", "words": "Read"})
    assert course.materials.first().title == "New"
    client.get(url(world, "material-remove", second.pk))
    assert course.materials.count() == 2
    client.post(url(world, "material-remove", second.pk))
    assert course.materials.count() == 1
    question = QuizQuestionFactory.create(course=course)
    client.post(url(world, "quiz-change", question.pk), a_question(text="Otherwise?"))
    assert course.quiz.get().text == "Otherwise?"
    client.post(url(world, "quiz-remove", question.pk))
    assert not course.quiz.exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"right_0": ""}, "Tick at least one option as right"),
        ({"option_1": "this"}, "This option is there already."),
        ({"option_1": ""}, "Give at least two options."),
        ({"right_4": "on"}, "It is ticked as right but has no words."),
    ],
)
def test_a_faulty_question_is_explained_and_kept(world, client, course, given, says):
    given = {key: value for key, value in a_question(**given).items() if value}
    text = text_of(client.post(url(world, "course-add-question", course.pk), given))
    assert says in text
    assert "Which?" in text
    assert not QuizQuestion.objects.exists()


def test_shipped_competencies_are_looked_at_and_looking_adds_none(world, client):
    client.get(url(world, "competency-list"))
    assert not Competency.objects.exists()
    import_module("training.migrations.0011_shipped_competencies").give(apps, None)
    assert Competency.objects.filter(organisation=world.other_organisation).exists()
    text = text_of(client.get(url(world, "competency-list")))
    assert "Aligning expectations" in text
    assert "Owning my goals" in text
    shown = Competency.objects.get(organisation=world.organisation, key="inclusion")
    page = text_of(client.get(url(world, "competency", shown.pk)))
    assert "4 Leading others" in page
    assert "it cannot be deleted, only set aside" in page


def test_a_competency_is_added_described_set_aside_and_deleted(world, client):
    given = {"name": "Patience", "description": "Waits.", "audience": "both"}
    response = client.post(url(world, "competency-add"), given)
    own = Competency.objects.get(name="Patience")
    assert response["Location"] == url(world, "competency-levels", own.pk)
    levels = {"name_0": "Beginning", "description_0": "Counts to ten", "description_2": "Lost?"}
    text = text_of(client.post(url(world, "competency-levels", own.pk), levels))
    assert "Give this level a name." in text
    assert "Lost?" in text
    client.post(url(world, "competency-levels", own.pk), levels | {"name_2": "Sure"})
    assert [str(level) for level in own.levels.all()] == ["1 Beginning", "2 Sure"]
    client.post(url(world, "competency-set-aside", own.pk))
    assert not Competency.objects.in_use().filter(pk=own.pk).exists()
    client.post(url(world, "competency-bring-back", own.pk))
    client.post(url(world, "competency-remove", own.pk))
    assert not Competency.objects.filter(pk=own.pk).exists()


def test_two_competencies_of_one_name_are_refused(world, client):
    CompetencyFactory.create(organisation=world.organisation, name="Patience")
    given = {"name": "patience", "description": "", "audience": "both"}
    text = text_of(client.post(url(world, "competency-add"), given))
    assert "There is one of this name already." in text


def test_what_belongs_to_another_organisation_is_not_found(world, client):
    theirs = CourseFactory.create(organisation=world.other_organisation)
    skill = CompetencyFactory.create(organisation=world.other_organisation)
    material = MaterialFactory.create(course=theirs)
    question = QuizQuestionFactory.create(course=theirs)
    for name, row in (
        ("course", theirs),
        ("competency", skill),
        ("material-change", material),
        ("quiz-change", question),
    ):
        assert client.get(url(world, name, row.pk)).status_code == 404
    given = a_course(competencies=[str(skill.pk)], prerequisites=[str(theirs.pk)])
    CompetencyFactory.create(organisation=world.organisation)
    CourseFactory.create(organisation=world.organisation)
    text = text_of(client.post(url(world, "course-add"), given))
    assert text.count("is not one of the available choices") >= 2


def test_who_may_only_look_is_offered_no_button(world, client_of, course):
    assert client_of(world.facilitator).get(url(world, "course-list")).status_code == 403
    assert client_of(world.mentor).get(url(world, "course", course.pk)).status_code == 403
    assert client_of(world.stranger).get(url(world, "course", course.pk)).status_code == 404
