"""The people of the tests are who they say they are."""

from mentorship.accounts.access import allows
from mentorship.accounts.permissions import Permission
from tests.people import ClientOf, World


def test_each_person_may_do_what_their_role_says(world: World) -> None:
    may = {
        name: allows(getattr(world, name), Permission.VIEW_PEOPLE, programme_id=world.programme.pk)
        for name in ("coordinator", "mentor", "reviewer", "administrator", "other_coordinator")
    }

    assert may == {
        "coordinator": True,
        "mentor": False,
        "reviewer": False,
        "administrator": False,
        "other_coordinator": False,
    }


def test_people_sign_in_with_what_their_role_asks_of_them(
    world: World, client_of: ClientOf
) -> None:
    assert client_of(world.coordinator).get("/accounts/2fa/").status_code == 200
    assert client_of(world.mentor).get("/accounts/2fa/").status_code == 200
