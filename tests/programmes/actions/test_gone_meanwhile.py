"""What a colleague removed while a form was open is not brought back by sending the form."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import Http404

from programmes.actions.ideal_mentor import (
    add_criterion,
    change_criterion,
    change_expectation,
)
from programmes.actions.indicators import (
    Definition,
    add_indicator,
    change_indicator,
    enter_value,
    move_indicator,
)
from programmes.actions.milestones import change_milestone
from programmes.actions.objectives import change_objective, move_objective
from programmes.enums import MilestoneKind
from tests.factories.setup import CriterionFactory
from tests.factories.strategy import IndicatorFactory
from tests.factories.timetable import MilestoneFactory

NOBODY: Any = None
DAY = date(2027, 5, 1)
WHAT = Definition(name="N", target=Decimal(1), due_on=DAY, direction="higher")
CRITERION: dict[str, Any] = {
    "name": "N",
    "evidence": "",
    "is_essential": True,
    "weight": 3,
    "by": None,
}


def an_objective():
    return IndicatorFactory.create().objective


def an_expectation():
    return CriterionFactory.create().expectation


CHANGES: dict[str, Any] = {
    "objective": (
        an_objective,
        lambda row: change_objective(row, goal=row.goal, title="T", description="", by=None),
    ),
    "objective moved": (an_objective, lambda row: move_objective(row, step=1, by=None)),
    "indicator added": (
        an_objective,
        lambda row: add_indicator(objective=row, definition=WHAT, by=None),
    ),
    "indicator": (
        IndicatorFactory.create,
        lambda row: change_indicator(row, definition=WHAT, by=None),
    ),
    "indicator moved": (IndicatorFactory.create, lambda row: move_indicator(row, step=1, by=None)),
    "value": (
        IndicatorFactory.create,
        lambda row: enter_value(row, value=Decimal(1), as_of=DAY, source="", by=None),
    ),
    "expectation": (an_expectation, lambda row: change_expectation(row, text="T", by=NOBODY)),
    "criterion added": (an_expectation, lambda row: add_criterion(row, **CRITERION)),
    "criterion": (CriterionFactory.create, lambda row: change_criterion(row, **CRITERION)),
    "milestone": (
        MilestoneFactory.create,
        lambda row: change_milestone(row, kind=MilestoneKind.GATHERING, name="N", by=None),
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", CHANGES)
def test_what_was_removed_stays_removed_and_its_page_is_not_found(what):
    make, change = CHANGES[what]
    row = make()
    model, pk = type(row), row.pk
    model.objects.filter(pk=pk).delete()
    with pytest.raises(Http404):
        change(row)
    assert not model.objects.filter(pk=pk).exists()
