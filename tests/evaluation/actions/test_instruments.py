"""Ready-made surveys come once, complete, and can be answered."""

from evaluation.actions.instruments import add_shipped_instruments
from evaluation.answering import clean_answers
from evaluation.enums import Candour, ItemKind
from evaluation.models import Instrument
from evaluation.results import values_of
from mentorship.audit.models import Event


def test_they_are_added_once(world):
    added = add_shipped_instruments(world.organisation, by=world.coordinator)
    assert len(added) == 4
    assert add_shipped_instruments(world.organisation, by=world.coordinator) == []
    assert Instrument.objects.filter(organisation=world.organisation).count() == 4
    assert Event.objects.about(added[0]).get().actor_id == world.coordinator.pk


def test_there_is_a_check_in_and_a_look_back_for_both_roles(world):
    added = add_shipped_instruments(world.organisation, by=None)
    assert {(i.key, i.audience, i.candour) for i in added} == {
        ("check-in-mentee", "mentee", Candour.ANONYMOUS),
        ("check-in-mentor", "mentor", Candour.ANONYMOUS),
        ("close-mentee", "mentee", Candour.CONFIDENTIAL),
        ("close-mentor", "mentor", Candour.CONFIDENTIAL),
    }


def test_every_answer_they_offer_can_be_kept(world):
    for instrument in add_shipped_instruments(world.organisation, by=None):
        items = list(instrument.items.all())
        first = {
            item.key: "words" if item.kind == ItemKind.TEXT else next(iter(values_of(item)))
            for item in items
        }
        assert clean_answers(items, first) == first
        assert any(item.is_required for item in items)
