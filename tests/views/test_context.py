"""The frame around every page: which links it shows to whom, and what it costs."""

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve

from mentorship.accounts.models import Person
from mentorship.views.context import build_shell, shell
from programmes.models import Programme
from tests.factories.accounts import MembershipFactory, PersonFactory
from tests.factories.programmes import ProgrammeFactory, TeamMemberFactory


def request_of(person, path="/home/", programme=None, session=None):
    request = RequestFactory().get(path)
    request.user = Person.objects.get(pk=person.pk)
    request.resolver_match = resolve(path)
    request.session = SessionBase()
    request.session.update(session or {})
    if programme is not None:
        request.programme = Programme.objects.select_related("organisation").get(pk=programme.pk)
    return request


def labels(items):
    return [item.label for item in items]


def current(items):
    return [item.label for item in items if item.is_current]


def test_a_coordinator_gets_the_whole_console(world):
    found = build_shell(request_of(world.coordinator, "/programmes/leaders/", world.programme))

    assert labels(found.nav_items) == [
        "Today",
        "People",
        "Applications",
        "Matching",
        "Relationships",
        "Training",
        "Surveys",
        "Reports",
    ]
    assert labels(found.programme_items) == [
        "Set-up",
        "Strategy",
        "Charter and sponsors",
        "Ideal mentor",
        "Timetable",
        "Team",
        "Caseloads",
        "References and checks",
    ]
    assert labels(found.more_items) == [
        "Programmes",
        "Side by side",
        "Outbox",
        "Concerns",
        "System health",
    ]
    assert (found.organisation_name, found.programme_name) == ("Guildhall", "Leaders")
    assert labels(found.programmes) == ["Leaders", "All programmes"]
    assert current(found.programmes) == ["Leaders"]
    assert (found.person_name, found.person_email) == ("Catherine Ward", "catherine@example.org")
    assert labels(found.person_items) == ["My own mentoring", "Me"]


def test_an_administrator_sees_no_people(world):
    found = build_shell(request_of(world.administrator, "/programmes/leaders/", world.programme))

    assert labels(found.nav_items) == ["Today"]
    assert labels(found.programme_items) == [
        "Strategy",
        "Charter and sponsors",
        "Ideal mentor",
        "Timetable",
        "Team",
        "Contact for concerns",
    ]
    assert labels(found.more_items) == [
        "Programmes",
        "Side by side",
        "Outbox",
        "Organisation",
        "System health",
    ]


@pytest.mark.parametrize("who", ["mentor", "mentee", "facilitator", "reviewer", "stranger"])
def test_everybody_else_gets_the_portals_tabs_and_no_console(world, who):
    found = build_shell(request_of(getattr(world, who)))

    assert labels(found.tab_items) == ["Home", "Meetings", "Learn", "Me"]
    assert [item.icon for item in found.tab_items] == ["home", "calendar", "book-open", "user"]
    assert found.nav_items == found.programmes == ()
    assert labels(found.person_items) == ["Me"]
    assert found.organisation_name in {"Guildhall", "Harbour Trust"}


@pytest.mark.parametrize(
    ("path", "tab", "item"),
    [
        ("/home/", ["Home"], []),
        ("/me/", ["Me"], []),
        ("/mail/preferences/", ["Me"], []),
        ("/meetings/", ["Meetings"], ["Relationships"]),
        ("/programmes/leaders/", [], ["Today"]),
        ("/programmes/leaders/people/", [], ["People"]),
        ("/programmes/leaders/people/add/", [], ["People"]),
        ("/programmes/leaders/relationships/", ["Meetings"], ["Relationships"]),
        ("/programmes/leaders/training/", ["Learn"], ["Training"]),
        ("/programmes/leaders/training/register/", ["Learn"], ["Training"]),
        ("/programmes/leaders/surveys/", [], ["Surveys"]),
        ("/programmes/leaders/reports/", [], ["Reports"]),
        ("/outbox/", [], ["Outbox"]),
        ("/health/", [], ["System health"]),
        ("/programmes/", [], ["Programmes"]),
        ("/programmes/leaders/team/", [], ["Team"]),
        ("/programmes/leaders/charter/", [], ["Charter and sponsors"]),
        ("/programmes/leaders/sponsors/", [], ["Charter and sponsors"]),
    ],
)
def test_the_page_in_view_is_marked(world, path, tab, item):
    found = build_shell(request_of(world.coordinator, path, world.programme))

    assert current(found.tab_items) == tab
    items = (*found.nav_items, *found.programme_items, *found.more_items)
    assert current(items) == item


def test_a_page_of_no_programme_keeps_the_only_one(world):
    found = build_shell(request_of(world.coordinator, "/outbox/"))
    assert (found.programme_name, len(found.nav_items)) == ("Leaders", 8)


def test_a_page_of_no_programme_keeps_the_one_looked_at_last(world):
    other = ProgrammeFactory.create(organisation=world.organisation, name="Founders")
    TeamMemberFactory.create(programme=other, person=world.coordinator)

    undecided = build_shell(request_of(world.coordinator, "/outbox/"))
    decided = build_shell(
        request_of(world.coordinator, "/outbox/", session={"programme": other.slug})
    )

    assert (undecided.programme_name, undecided.nav_items) == ("", ())
    assert labels(undecided.programmes) == ["Founders", "Leaders", "All programmes"]
    assert decided.programme_name == "Founders"


def test_looking_at_a_programme_remembers_it(world, client_of):
    client = client_of(world.coordinator)
    client.get("/programmes/leaders/")
    assert client.session["programme"] == "leaders"


def test_a_remembered_programme_that_is_no_longer_theirs_is_forgotten(world):
    found = build_shell(
        request_of(world.coordinator, "/outbox/", session={"programme": world.other_programme.slug})
    )
    assert found.programme_name == "Leaders"


def test_whoever_belongs_to_two_organisations_sees_the_products_own_name(world):
    MembershipFactory.create(organisation=world.other_organisation, person=world.mentee)
    assert build_shell(request_of(world.mentee)).organisation_name == "Mentorship"


def test_who_has_not_signed_in_gets_a_bare_frame(rf):
    assert build_shell(rf.get("/")).person_name == ""


def test_only_a_demonstration_says_so(world, settings):
    assert build_shell(request_of(world.mentee)).banner == ""
    settings.DEMO = True
    found = build_shell(request_of(world.mentee))
    assert "A demonstration" in found.banner
    assert found.banner_link.url == "/demo/mail/"


def test_a_page_that_shows_no_frame_asks_the_database_nothing(world, django_assert_num_queries):
    request = request_of(world.coordinator)
    with django_assert_num_queries(0):
        text = engines["django"].from_string("plain").render(shell(request), request)
        assert HttpResponse(text).content == b"plain"


def test_the_frame_costs_the_same_for_one_programme_as_for_many(
    world, django_assert_max_num_queries
):
    person = PersonFactory.create()
    TeamMemberFactory.create(programme=world.programme, person=person)
    with django_assert_max_num_queries(4) as few:
        build_shell(request_of_fresh(person))
    for _ in range(9):
        TeamMemberFactory.create(person=person)
    with django_assert_max_num_queries(4) as many:
        found = build_shell(request_of_fresh(person))
    assert len(found.programmes) == 11
    assert len(many) <= len(few) + 1  # which organisation, now that there are ten


def request_of_fresh(person):
    """Return a request whose person is at hand, as the sign-in leaves them."""
    request = RequestFactory().get("/home/")
    request.user = Person(pk=person.pk, name=person.name)
    request.resolver_match = resolve("/home/")
    request.session = SessionBase()
    return request
