"""Two records of one person: they belong wherever either did, and it can be taken back."""

import pytest

from programmes.merging import CannotUndoError
from tests.factories.accounts import PersonFactory
from tests.factories.fresh import CommunityFactory, MemberFactory
from training.communities.enums import LeftBecause, MemberState
from training.communities.merging import give_back, hand_over
from training.models import CommunityMember

MEMBER, INVITED, LEFT = MemberState.MEMBER, MemberState.INVITED, MemberState.LEFT


def rows():
    return sorted(
        CommunityMember.objects.values_list(
            "community_id", "person_id", "state", "is_moderator", "left_because", "since"
        ),
        key=str,
    )


@pytest.fixture
def gone(world):
    return PersonFactory.create(name="amara okafor")


@pytest.mark.parametrize(
    ("of_kept", "of_gone", "stays"),
    [
        (INVITED, MEMBER, MEMBER),
        (LEFT, INVITED, INVITED),
        (MEMBER, LEFT, MEMBER),
        (LEFT, LEFT, LEFT),
    ],
)
def test_the_stronger_state_stays_and_all_goes_back(world, gone, of_kept, of_gone, stays):
    kept = world.mentor
    both = CommunityFactory.create(programme=world.programme)
    MemberFactory.create(community=both, person=kept, state=of_kept)
    MemberFactory.create(
        community=both,
        person=gone,
        state=of_gone,
        left_because=LeftBecause.THEMSELVES if of_gone == LEFT else "",
    )
    MemberFactory.create(person=gone)
    before = rows()
    data = hand_over(kept, gone, world.coordinator)
    assert not CommunityMember.objects.filter(person=gone).exists()
    assert CommunityMember.objects.get(community=both, person=kept).state == stays
    assert CommunityMember.objects.filter(person=kept).count() == 2
    give_back(data, kept, gone, world.coordinator)
    assert rows() == before


def test_who_moderated_under_either_name_moderates(world, gone):
    both = CommunityFactory.create(programme=world.programme)
    mine = MemberFactory.create(community=both, person=world.mentor)
    MemberFactory.create(community=both, person=gone, is_moderator=True)
    data = hand_over(world.mentor, gone, world.coordinator)
    mine.refresh_from_db()
    assert mine.is_moderator
    mine.delete()
    with pytest.raises(CannotUndoError):
        give_back(data, world.mentor, gone, world.coordinator)
