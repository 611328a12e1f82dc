"""Who may do what, and where."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from mentorship.accounts.access import (
    Stamp,
    allows,
    grants_of,
    open_to_all,
    organisations_allowing,
    places_allowing,
    require,
    requires,
)
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import (
    CONSOLE_ROLES,
    GUARDED_ROLES,
    ROLE_PERMISSIONS,
    Permission,
    Role,
)
from mentorship.accounts.queries import needs_second_factor, works_in_console
from programmes.access import programme_view
from tests.factories.programmes import ProgrammeFactory, TeamMemberFactory


def test_a_role_in_a_programme_counts_there_alone(world):
    other = ProgrammeFactory.create(organisation=world.organisation)
    here = {"organisation_id": world.organisation.pk, "programme_id": world.programme.pk}
    there = {"organisation_id": world.organisation.pk, "programme_id": other.pk}

    assert allows(world.coordinator, Permission.VIEW_PEOPLE)
    assert allows(world.coordinator, Permission.VIEW_PEOPLE, **here)
    assert not allows(world.coordinator, Permission.VIEW_PEOPLE, **there)
    assert not allows(world.coordinator, Permission.MANAGE_ORGANISATION, **here)


def test_a_role_in_the_organisation_counts_in_each_of_its_programmes(world):
    may = Permission.VIEW_PROGRAMME
    administrator = world.administrator
    assert allows(administrator, may, programme_id=world.programme.pk)
    assert allows(administrator, may, organisation_id=world.organisation.pk)
    assert not allows(administrator, may, organisation_id=world.other_organisation.pk)


def test_places_are_told_apart(world):
    nowhere = (set(), set())
    programme = ProgrammeFactory.create(organisation=world.other_organisation)
    TeamMemberFactory.create(programme=programme, person=world.coordinator, role=Role.COORDINATOR)
    coordinator = Person.objects.get(pk=world.coordinator.pk)

    assert places_allowing(world.administrator, Permission.VIEW_OUTBOX) == (
        {world.organisation.pk},
        set(),
    )
    assert places_allowing(coordinator, Permission.VIEW_PEOPLE) == (
        set(),
        {world.programme.pk, programme.pk},
    )
    assert places_allowing(coordinator, Permission.MANAGE_PROGRAMME) == (
        set(),
        {world.programme.pk},
    )
    assert places_allowing(world.mentor, Permission.VIEW_PEOPLE) == nowhere
    assert organisations_allowing(coordinator, Permission.VIEW_PEOPLE) == {
        world.organisation.pk,
        world.other_organisation.pk,
    }


def test_roles_are_asked_for_once(world, django_assert_num_queries):
    person = Person.objects.get(pk=world.coordinator.pk)
    with django_assert_num_queries(1):
        for permission in Permission:
            allows(person, permission)
        assert len(grants_of(person)) == 1


def test_every_role_has_its_permissions_and_the_portal_is_everybodys(world):
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert allows(world.stranger, Permission.USE_PORTAL)
    unheld = set(Permission) - set().union(*ROLE_PERMISSIONS.values())
    assert unheld == {Permission.USE_PORTAL}
    assert CONSOLE_ROLES == GUARDED_ROLES


@pytest.mark.parametrize(
    ("who", "guarded"),
    [
        ("coordinator", True),
        ("administrator", True),
        ("reviewer", False),
        ("facilitator", False),
        ("mentor", False),
    ],
)
def test_who_looks_after_others_works_in_the_console_with_a_second_factor(world, who, guarded):
    assert needs_second_factor(getattr(world, who)) is guarded
    assert works_in_console(getattr(world, who)) is guarded


def test_requiring_raises_or_lets_pass(world):
    require(world.coordinator, Permission.VIEW_PEOPLE)
    with pytest.raises(PermissionDenied):
        require(world.mentor, Permission.VIEW_PEOPLE)


def test_a_view_says_of_itself_what_it_asks_for(world, rf):
    @requires(Permission.VIEW_OUTBOX)
    def guarded(request):
        """Answer."""
        return HttpResponse("in")

    @open_to_all("a test needs it")
    def opened(request):
        """Answer."""
        return HttpResponse("in")

    request = rf.get("/")
    request.user = world.mentor
    with pytest.raises(PermissionDenied):
        guarded(request)
    request.user = world.coordinator
    assert guarded(request).content == b"in"
    assert guarded.access == Stamp(Permission.VIEW_OUTBOX)
    assert guarded.__doc__ == "Answer."

    request.user = AnonymousUser()
    assert opened(request).content == b"in"
    assert opened.access == Stamp(None, "a test needs it")
    assert opened.login_required is False


def test_a_console_page_tells_strangers_nothing(world, rf):
    @programme_view(Permission.VIEW_PEOPLE)
    def page(request, programme):
        return HttpResponse(programme.name)

    def visit(person, slug="leaders"):
        request = rf.get("/")
        request.user, request.session = person, {}
        return page(request, slug=slug)

    assert visit(world.coordinator).content == b"Leaders"
    with pytest.raises(PermissionDenied):
        visit(world.mentor)
    for person, slug in (
        (world.stranger, "leaders"),
        (world.other_coordinator, "leaders"),
        (world.coordinator, "nothing-here"),
    ):
        with pytest.raises(Http404):
            visit(person, slug)
    assert page.access == Stamp(Permission.VIEW_PEOPLE)
