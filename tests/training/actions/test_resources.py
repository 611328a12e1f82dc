import pytest

from programmes.documents.keeping import download_of
from programmes.documents.reading import PDF, Document
from tests.factories.fresh import CompetencyFactory, ResourceFactory
from training.actions.discussions import NotAMemberError, NotAModeratorError
from training.actions.resources import Offer, add_resource, rate_resource, remove_resource
from training.communities.resources import resources_for, sorted_by, with_ratings
from training.models import Resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(circle):
    return ResourceFactory.create(community=circle.community, added_by=circle.amara)


def rated(circle):
    return with_ratings(Resource.objects.filter(community=circle.community), circle.amara)


def test_members_add_links_and_files_and_nobody_else_does(world, circle, settings, tmp_path):
    competency = CompetencyFactory.create(organisation=world.organisation)
    document = Document(b"%PDF-1.4 %%EOF", "guide.pdf", PDF)
    offer = Offer("Guide", document=document, competencies=[competency])
    resource = add_resource(circle.community, offer, by=circle.amara)
    assert resource.file.organisation == world.organisation
    assert list(resource.competencies.all()) == [competency]
    assert resource.file is not None
    assert b"%PDF" in download_of(resource.file).content
    with pytest.raises(NotAMemberError):
        add_resource(circle.community, offer, by=world.coordinator)


def test_an_average_stands_from_three_ratings_on_and_ones_own_can_change(circle, guide):
    rate_resource(guide, stars=2, by=circle.amara)
    rate_resource(guide, stars=4, by=circle.amara)
    rate_resource(guide, stars=5, by=circle.ben)
    row = rated(circle).get()
    assert (row.average, row.rating_count, row.own_stars) == (None, 2, 4)
    rate_resource(guide, stars=3, by=circle.chloe)
    assert rated(circle).get().average == 4.0


def test_the_best_rated_come_first_and_then_the_newest(circle, guide):
    newer = ResourceFactory.create(community=circle.community, added_by=circle.ben)
    assert list(sorted_by(rated(circle), "rating")) == [newer, guide]
    for person in (circle.amara, circle.ben, circle.chloe):
        rate_resource(guide, stars=1, by=person)
    assert list(sorted_by(rated(circle), "rating")) == [guide, newer]
    assert list(sorted_by(rated(circle), "new")) == [newer, guide]


def test_who_added_it_or_moderates_takes_it_away(circle, guide):
    with pytest.raises(NotAModeratorError):
        remove_resource(guide, by=circle.chloe)
    remove_resource(guide, by=circle.ben)
    remove_resource(guide, by=circle.amara)
    assert not resources_for(circle.amara).exists()


def test_members_and_those_who_look_at_training_may_open_them(world, circle, guide):
    for person in (circle.chloe, world.coordinator):
        assert resources_for(person).get() == guide
    circle.community.members.filter(person=circle.chloe).update(state="invited")
    for person in (circle.chloe, world.mentee, world.stranger, world.other_coordinator):
        assert not resources_for(person).exists()
