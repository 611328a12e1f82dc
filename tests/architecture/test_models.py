"""Foreign keys point the way imports do; states and choices are held by the database."""

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


FIELDS = [(model, field) for model in OURS for field in model._meta.get_fields()]


def layer(model):
    return LAYERS.index(model._meta.app_label)


def checks_of(model):
    return " ".join(
        str(constraint.condition)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    )


def test_foreign_keys_point_down_or_sideways():
    keys = [
        (model, field)
        for model, field in FIELDS
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
    ]
    assert len(keys) > 200
    assert [str(field) for model, field in keys if layer(field.related_model) > layer(model)] == []


def test_every_model_says_in_a_sentence_what_it_is():
    silent = [
        model._meta.label
        for model in OURS
        if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(")
    ]
    assert silent == []


def test_states_are_checked_by_the_database():
    states = [
        (model, field)
        for model, field in FIELDS
        if isinstance(field, models.CharField) and field.choices and field.name == "state"
    ]
    assert len(states) > 20
    assert [
        str(field) for model, field in states if f"{field.name}__in" not in checks_of(model)
    ] == []


def test_states_are_words():
    letters = [
        f"{field}: {value}"
        for _model, field in FIELDS
        for value, _label in getattr(field, "choices", None) or ()
        if len(str(value)) <= 1
    ]
    assert letters == []


def test_a_row_that_is_not_stored_yet_has_values_where_the_database_has_a_default():
    lacking = [
        str(field)
        for _model, field in FIELDS
        if field.concrete and field.has_db_default() and not field.has_default()
    ]
    assert lacking == []
