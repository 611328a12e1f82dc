"""Two records of one person that were both on the pathway, made one, and two again."""

import pytest

from programmes.actions.merging import merge_people, undo_merge
from tests.factories.accounts import MembershipFactory
from tests.factories.fresh import ShadowingFactory
from tests.training.pathway.people import on_pathway
from training.models import Pathway
from training.pathway.enums import PathwayState


@pytest.fixture
def twin(world):
    return MembershipFactory.create(
        organisation=world.organisation, person__name="J. Weber", person__email=None
    ).person


def merge(world, gone):
    return merge_people(
        kept=world.mentee,
        gone=gone,
        organisation=world.organisation,
        by=world.administrator,
        is_administrator=True,
    )


def ways():
    rows = Pathway.objects.order_by("person__name")
    return [(row.person.name, row.state, row.steps.count(), row.shadowings.count()) for row in rows]


def test_of_two_pathways_the_further_one_is_left_and_both_come_back(world, twin):
    on_pathway(world)
    theirs = on_pathway(world, PathwayState.TRAINED, person=twin, reflection="Silence helps.")
    ShadowingFactory.create(pathway=theirs)
    before = ways()
    done = merge(world, twin)
    assert ways() == [("Jonas Weber", "trained", 2, 1)]
    assert Pathway.objects.get().reflection == "Silence helps."
    undo_merge(done, by=world.administrator)
    assert ways() == before


def test_a_pathway_moves_along_and_nobody_supports_themselves(world, twin):
    theirs = on_pathway(world, PathwayState.SOLO, person=twin, supporter=world.mentee)
    done = merge(world, twin)
    theirs.refresh_from_db()
    assert (theirs.person, theirs.supporter) == (world.mentee, None)
    undo_merge(done, by=world.administrator)
    theirs.refresh_from_db()
    assert (theirs.person, theirs.supporter) == (twin, world.mentee)


def test_who_was_named_is_named_as_who_stays(world, twin):
    row = on_pathway(world, person=world.mentor, supporter=twin, referee=twin)
    done = merge(world, twin)
    row.refresh_from_db()
    assert {row.supporter, row.referee} == {world.mentee}
    undo_merge(done, by=world.administrator)
    row.refresh_from_db()
    assert {row.supporter, row.referee} == {twin}
