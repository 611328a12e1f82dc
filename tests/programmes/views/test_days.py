"""A year that is a slip of the keyboard is answered beside the field, and breaks no page."""

import importlib
import pkgutil

import pytest
from django import forms

import matching.forms
import programmes.forms
import training.forms
from programmes.forms.days import DayField
from tests.factories.strategy import IndicatorFactory

PAGE = "/programmes/leaders/"
SAID = "too long ago, or too far ahead"


@pytest.mark.parametrize("year", ["0001", "9999"])
@pytest.mark.parametrize(
    ("address", "field", "others"),
    [
        ("cohorts/add/", "starts_on", {"name": "Far", "ends_on": "9999-12-31"}),
        ("clone/", "starts_on", {"name": "Again", "purpose": "", "months": 9}),
        ("team/add/", "last_day", {"name": "T", "email": "t@example.org", "role": "reviewer"}),
        ("objectives/{}/indicators/add/", "due_on", {"name": "I", "target": 1}),
    ],
)
def test_years_in_which_nobody_plans_are_refused(world, client_of, year, address, field, others):
    objective = IndicatorFactory.create(objective__programme=world.programme).objective
    where = f"{PAGE}{address.format(objective.pk)}"
    page = client_of(world.coordinator).post(where, {**others, field: f"{year}-12-31"})
    assert page.status_code == 200
    assert SAID in str(page.context["form"].errors[field])


def test_every_day_that_is_typed_in_is_one_that_somebody_can_have_meant():
    modules = [
        importlib.import_module(f"programmes.forms.{module.name}")
        for module in pkgutil.iter_modules(programmes.forms.__path__)
    ]
    days = [
        (form.__name__, name)
        for module in (*modules, training.forms, matching.forms)
        for form in vars(module).values()
        if isinstance(form, type) and issubclass(form, forms.BaseForm)
        for name, field in form.base_fields.items()
        if isinstance(field, forms.DateField) and not isinstance(field, DayField)
    ]
    assert not days
