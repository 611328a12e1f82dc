"""What the rules say in words."""

import pytest

from programmes.selection.profile_remarks import remarks_on
from tests.factories.setup import CriterionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_essential", [True, False])
def test_what_is_essential_already_is_not_to_be_made_essential(is_essential):
    heavy = CriterionFactory.create(
        name="Listens before advising", weight=9, is_essential=is_essential
    )
    light = [
        CriterionFactory.create(name=name, weight=1, expectation=heavy.expectation)
        for name in ("Gives feedback", "Knows whom to ask")
    ]
    said = [each.instead for each in remarks_on([heavy, *light]) if "per cent" in each.why]
    assert len(said) == 1
    assert ("make it essential" in said[0]) != is_essential
