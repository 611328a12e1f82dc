"""Versions: begun, made ready, frozen once asked, retired; the database itself holds them."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from evaluation.actions.instrument_parts import add_item
from evaluation.actions.instrument_versions import (
    DraftUnderWayError,
    InstrumentIncompleteError,
    InUseError,
    back_to_draft,
    begin_instrument,
    bring_back,
    change_instrument,
    discard_draft,
    make_ready,
    new_version,
    retire,
    take_in,
)
from evaluation.actions.instruments import freeze
from evaluation.enums import InstrumentState
from evaluation.instruments.stored import script_of
from evaluation.models import Instrument
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.meanwhile import ChangedMeanwhileError
from tests.evaluation.instruments.scripts import script, whole
from tests.factories.accounts import OrganisationFactory
from tests.factories.evaluation import ItemFactory, SectionFactory, WaveFactory
from tests.programmes.races import both_at_once

ABOUT: dict[str, Any] = {
    "title": "A survey",
    "introduction": "",
    "purpose": "pulse",
    "audience": "mentee",
    "subject": "programme",
    "candour": "anonymous",
    "minutes": 2,
    "language": "en-gb",
}


@pytest.fixture
def organisation(db):
    return OrganisationFactory.create()


@pytest.fixture
def draft(organisation):
    return take_in(organisation, whole(), by=None)


@pytest.fixture
def ready(draft):
    make_ready(draft, by=None)
    return draft


@pytest.fixture
def frozen(ready):
    freeze(ready)
    ready.refresh_from_db()
    return ready


def state_of(instrument):
    return Instrument.objects.get(pk=instrument.pk).state


def test_what_is_stored_says_what_the_file_said(organisation, draft):
    assert script_of(draft) == whole()
    assert draft.state == InstrumentState.DRAFT
    assert [item.position for item in draft.items.all()] == [1, 2, 3, 4, 5]


def test_two_surveys_of_one_title_have_keys_of_their_own(organisation):
    first, second = (begin_instrument(organisation, by=None, **ABOUT) for _time in range(2))
    assert (first.key, second.key) == ("a-survey", "a-survey-2")


def test_who_saves_second_is_told(organisation, draft):
    with pytest.raises(ChangedMeanwhileError):
        change_instrument(draft, by=None, seen="older", **ABOUT)
    change_instrument(draft, by=None, **ABOUT)
    draft.refresh_from_db()
    assert draft.purpose == "pulse"


def test_a_draft_with_problems_is_not_made_ready(organisation):
    empty = begin_instrument(organisation, by=None, **ABOUT)
    with pytest.raises(InstrumentIncompleteError) as refused:
        make_ready(empty, by=None)
    assert [problem.code for problem in refused.value.problems] == ["empty"]
    assert state_of(empty) == InstrumentState.DRAFT


def test_a_new_version_asks_the_same_and_is_the_only_draft(frozen):
    version = new_version(frozen, by=None)
    assert (version.version, version.state) == (2, InstrumentState.DRAFT)
    assert script_of(version) == script_of(frozen)
    assert new_version(frozen, by=None) == version
    assert Instrument.objects.usable().get(key=frozen.key) == frozen
    make_ready(version, by=None)
    assert Instrument.objects.usable().get(key=frozen.key) == version


def test_whom_and_how_openly_it_asks_stays_in_later_versions(frozen):
    version = new_version(frozen, by=None)
    change_instrument(version, by=None, **ABOUT | {"audience": "mentor"})
    version.refresh_from_db()
    assert (version.audience, version.candour, version.purpose) == (
        "mentee",
        "confidential",
        "pulse",
    )


def test_a_ready_version_is_written_on_until_a_wave_is_planned(ready):
    back_to_draft(ready, by=None)
    assert state_of(ready) == InstrumentState.DRAFT
    make_ready(ready, by=None)
    WaveFactory.create(instrument=ready)
    with pytest.raises(InUseError):
        back_to_draft(ready, by=None)
    assert state_of(ready) == InstrumentState.READY


def test_there_is_never_a_second_draft(ready):
    version = new_version(ready, by=None)
    with pytest.raises(DraftUnderWayError) as refused:
        back_to_draft(ready, by=None)
    assert refused.value.draft == version


def test_retiring_takes_every_version_from_the_offer(frozen):
    version = new_version(frozen, by=None)
    make_ready(version, by=None)
    retire(version, by=None)
    assert not Instrument.objects.usable().exists()
    with pytest.raises(IllegalTransitionError):
        retire(version, by=None)
    bring_back(version, by=None)
    assert Instrument.objects.usable().get() == version
    assert Event.objects.about(version).first().kind == "instrument.brought_back"


def test_a_draft_goes_without_a_trace_of_its_questions(draft):
    discard_draft(draft, by=None)
    assert not Instrument.objects.exists()
    assert Event.objects.about(draft).first().kind == "instrument.discarded"


def test_a_known_file_becomes_the_next_version(organisation, frozen):
    with_other_words = script(*whole().in_order(), title="In other words")
    version = take_in(organisation, with_other_words, by=None)
    assert (version.key, version.version) == (frozen.key, 2)
    with pytest.raises(DraftUnderWayError):
        take_in(organisation, whole(), by=None)


def test_a_known_file_for_others_becomes_a_survey_of_its_own(organisation, frozen):
    other = take_in(organisation, script(audience="mentor"), by=None)
    assert (other.key, other.version) == ("a-survey", 1)


@pytest.mark.parametrize("state", [InstrumentState.FROZEN, InstrumentState.RETIRED])
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE evaluation_instrument SET title = 'Other' WHERE id = %(id)s",
        "UPDATE evaluation_instrument SET state = 'draft' WHERE id = %(id)s",
        "UPDATE evaluation_instrument SET candour = 'named', state = 'retired' WHERE id = %(id)s",
        "UPDATE evaluation_item SET text = 'Other' WHERE instrument_id = %(id)s",
        "UPDATE evaluation_section SET title = 'Other' WHERE instrument_id = %(id)s",
        "DELETE FROM evaluation_item WHERE instrument_id = %(id)s",
        "UPDATE evaluation_item SET instrument_id = %(other)s WHERE instrument_id = %(id)s",
        "UPDATE evaluation_item SET instrument_id = %(id)s WHERE instrument_id = %(other)s",
    ],
)
def test_the_database_refuses_to_change_what_was_asked(organisation, frozen, state, change):
    other = take_in(organisation, script(*whole().items, key="other"), by=None)
    Instrument.objects.filter(pk=frozen.pk).update(state=state)
    before = script_of(Instrument.objects.get(pk=frozen.pk))
    with (
        pytest.raises(DatabaseError, match="frozen"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change, {"id": frozen.pk, "other": other.pk})
    assert script_of(Instrument.objects.get(pk=frozen.pk)) == before


@pytest.mark.parametrize("factory", [ItemFactory, SectionFactory])
def test_the_database_refuses_to_add_to_what_was_asked(frozen, factory):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        factory.create(instrument=frozen)


def test_the_database_refuses_to_delete_what_was_asked(frozen):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        frozen.delete()


def test_saving_what_stands_there_is_no_change(frozen):
    frozen.items.first().save()
    frozen.save()
    retire(frozen, by=None)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_a_version_both_get_the_same():
    first = take_in(OrganisationFactory.create(), whole(), by=None)
    make_ready(first, by=None)
    begun = []
    assert not both_at_once(
        lambda: begun.append(new_version(first, by=None)),
        lambda: begun.append(new_version(first, by=None)),
    )
    assert begun[0] == begun[1]
    assert Instrument.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_while_it_is_made_ready_is_first_or_too_late():
    first = take_in(OrganisationFactory.create(), whole(), by=None)
    item = whole().items[0]
    errors = both_at_once(
        lambda: make_ready(first, by=None),
        lambda: add_item(first, pk=first.pk, item=item, section=None, by=None),
    )
    # The same question a second time is a problem: whoever came second was told.
    assert len(errors) == 1
    assert isinstance(errors[0], IllegalTransitionError | InstrumentIncompleteError)
    assert (state_of(first) == InstrumentState.READY) == (first.items.count() == 5)
