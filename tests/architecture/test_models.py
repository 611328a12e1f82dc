"""Foreign keys point the way imports do; states and choices are held by the database."""

import pytest
from django.apps import apps
from django.db import models

LAYERS = (
    "audit",
    "accounts",
    "notifications",
    "programmes",
    "training",
    "matching",
    "evaluation",
    "api",
)
OURS = [model for label in LAYERS for model in apps.get_app_config(label).get_models()]


def ids(model):
    return model._meta.label


@pytest.mark.parametrize("model", OURS, ids=ids)
def test_foreign_keys_point_down_or_sideways(model):
    own = LAYERS.index(model._meta.app_label)
    for field in model._meta.get_fields():
        if not isinstance(field, models.ForeignKey | models.ManyToManyField):
            continue
        target = field.related_model._meta.app_label
        assert LAYERS.index(target) <= own, f"{field} points up to {target}"


@pytest.mark.parametrize("model", OURS, ids=ids)
def test_every_model_says_in_a_sentence_what_it_is(model):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")


@pytest.mark.parametrize("model", OURS, ids=ids)
def test_fields_with_choices_are_checked_by_the_database(model):
    checks = " ".join(
        str(constraint.condition)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    )
    for field in model._meta.get_fields():
        is_ours = isinstance(field, models.CharField) and field.choices and field.name == "state"
        if is_ours:
            assert f"{field.name}__in" in checks, f"{field} has no CHECK"


@pytest.mark.parametrize("model", OURS, ids=ids)
def test_states_are_words(model):
    for field in model._meta.get_fields():
        for value, _label in getattr(field, "choices", None) or ():
            assert len(str(value)) > 1, f"{field} has a one-letter choice"


@pytest.mark.parametrize("model", OURS, ids=ids)
def test_a_row_that_is_not_stored_yet_has_values_where_the_database_has_a_default(model):
    for field in model._meta.concrete_fields:
        if field.has_db_default():
            assert field.has_default(), f"{field} of a new row is no value before it is stored"
