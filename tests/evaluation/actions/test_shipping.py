"""Ready-made surveys come once, complete, and can be answered."""

import pytest

from evaluation.actions.shipping import add_shipped_instruments
from evaluation.answering import clean_answers
from evaluation.enums import InstrumentState, ItemKind
from evaluation.instruments.branching import asked_of
from evaluation.instruments.worded import worded
from evaluation.models import Instrument
from evaluation.results import values_of
from evaluation.shipped import SHIPPED
from mentorship.audit.models import Event
from tests.factories.accounts import OrganisationFactory
from tests.factories.evaluation import InstrumentFactory
from tests.programmes.races import both_at_once


def test_they_are_added_once(world):
    added = add_shipped_instruments(world.organisation, by=world.coordinator)
    assert len(added) == len(SHIPPED)
    assert add_shipped_instruments(world.organisation, by=world.coordinator) == []
    assert Instrument.objects.filter(organisation=world.organisation).count() == len(SHIPPED)
    assert Instrument.objects.usable().count() == len(SHIPPED)
    assert {i.state for i in added} == {InstrumentState.READY}
    assert Event.objects.about(added[0]).get().actor_id == world.coordinator.pk


def test_what_an_organisation_has_in_its_own_words_stays(world):
    own = InstrumentFactory.create(
        organisation=world.organisation, key="close-mentee", title="Ours", state="retired"
    )
    add_shipped_instruments(world.organisation, by=None)
    assert world.organisation.instruments.get(key="close-mentee") == own


def test_they_arrive_as_they_are_written(world):
    add_shipped_instruments(world.organisation, by=None)
    for shipped in SHIPPED:
        stored = world.organisation.instruments.get(key=shipped.key)
        read = worded(stored)
        assert [s.title for s in read.sections] == [str(part.title) for part in shipped.parts]
        for item, question in zip(read.items, shipped.questions, strict=True):
            assert item.text == str(question.text)
            assert (item.item.subscale, item.item.is_reversed, item.item.is_core) == (
                question.subscale,
                question.is_reversed,
                question.is_core,
            )


def test_every_answer_they_offer_can_be_kept(world):
    for instrument in add_shipped_instruments(world.organisation, by=None):
        items = list(instrument.items.all())
        for place in (0, -1):
            given = {
                item.key: "words" if item.kind == ItemKind.TEXT else list(values_of(item))[place]
                for item in items
            }
            asked = asked_of(items, given)
            wanted = {item.key: given[item.key] for item in asked}
            assert clean_answers(asked, wanted) == wanted


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_adds_them():
    organisation = OrganisationFactory.create()
    wrong = both_at_once(
        lambda: add_shipped_instruments(organisation, by=None),
        lambda: add_shipped_instruments(organisation, by=None),
    )
    assert wrong == []
    assert organisation.instruments.count() == len(SHIPPED)
