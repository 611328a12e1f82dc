"""Everything kept of a person is in their copy: a row of every model, each full of tokens."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.db import connection

from mentorship.accounts.models import Membership
from mentorship.accounts.privacy.archive import write_copy
from mentorship.accounts.privacy.telling import HELD_BACK, Teller
from mentorship.accounts.privacy.walking import Kind, find, kinds, whose
from mentorship.api.models import DirectoryEntry
from mentorship.common.privacy import Withheld
from programmes.models import Review
from tests.accounts.privacy.planting import ADDRESS, NAME, Planter
from tests.factories.accounts import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
# Whose rows name nobody by a look-up of their own: found by another way, or about nobody.
FEWEST_KINDS = 90


def planted() -> Any:
    """Return a person who stands in every model there is."""
    person = PersonFactory.create(name=NAME, email=ADDRESS)
    organisation = OrganisationFactory.create()
    # What waits for the end of the transaction would keep the planter from the tables.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    Planter(person, organisation).plant_all()
    return person


def copy_of(person: Any, **how: Any) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each kind in a copy."""
    target = io.BytesIO()
    write_copy(target, person, **how)
    with zipfile.ZipFile(target) as packed:
        names = [name for name in packed.namelist() if name.startswith("data/")]
        return {name[5:-5]: json.loads(packed.read(name)) for name in names}


def expected_kinds() -> list[Kind]:
    """Return the kinds of which the planted person has a row that is theirs to have."""
    return [kind for kind in kinds() if kind.label != "sessions.session"]


def test_each_field_about_them_is_there_or_held_back_by_a_rule() -> None:
    """Field by field: what is told is what is kept, and what is not told has its rule."""
    person = planted()
    copy, found_in = copy_of(person, with_confidence=True), 0
    for kind in expected_kinds():
        found = find(kind, whose(person))
        if not Teller(whose(person)).keys(found):
            assert kind.whole_row == Withheld.CONFIDENCE or not found.keys, kind.label
            continue
        found_in += 1
        rows = copy[kind.label]
        assert len(rows) == len(found.keys), kind.label
        for row in rows:
            told = {name for name, value in row.items() if value != HELD_BACK}
            missing = set(kind.privacy.classes()) - told - {"*"}
            allowed = {name for name, rule in kind.privacy.withheld.items() if rule == Withheld.KEY}
            only_written = found.written - found.about
            assert missing <= allowed or only_written, f"{kind.label}: {missing - allowed}"
    assert found_in >= FEWEST_KINDS


def test_nothing_that_opens_a_door_is_in_any_copy() -> None:
    """Hashes of passwords and tokens, secrets of second factors and keys of sessions stay here."""
    person = planted()
    copy = copy_of(person, with_confidence=True)
    keys = [
        (kind.label, name)
        for kind in kinds()
        for name, rule in kind.privacy.withheld.items()
        if rule == Withheld.KEY
    ]
    assert len(keys) > 5
    for label, name in keys:
        for row in copy.get(label, []):
            assert row[name] == HELD_BACK


def test_through_an_administrators_hands_goes_nothing_that_people_write_to_each_other() -> None:
    """Messages, moods, goals, concerns and answers are no part of such a copy."""
    person = planted()
    DirectoryEntry.objects.filter(membership__person=person).delete()
    Membership.objects.filter(person=person).delete()
    own, handed = copy_of(person), copy_of(person, through_hands=True)
    closed = {kind.label for kind in kinds() if kind.whole_row is not None}
    assert "matching.pairmessage" in own
    assert {"matching.pairmessage", "matching.concern", "evaluation.answer"} <= closed
    assert not closed & set(handed)


def test_without_a_second_look_remarks_in_confidence_are_held_back_and_counted() -> None:
    """What a reviewer noted is a rule's, not an accident's."""
    person = planted()
    other = PersonFactory.create(name="Rhoda Reviewer")
    Review.objects.update(reviewer=other, assigned_by=other)
    [held] = copy_of(person)["programmes.review"]
    [shown] = copy_of(person, with_confidence=True)["programmes.review"]
    assert held["private_note"] == HELD_BACK
    assert shown["private_note"].startswith("ZQ")
    assert shown["reviewer"] == {"name": "somebody else (1)"}
