"""Tests that every field of every model says how personal it is, and whose its row is."""

from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from mentorship.accounts.models import Person
from mentorship.accounts.privacy.libraries import declaration_of
from mentorship.common.privacy import FieldClass, OnErasure, Privacy

MODELS = tuple(model for model in apps.get_models() if model._meta.managed)
LISTS = tuple(kind.value for kind in FieldClass)


def own_fields(model: type[models.Model]) -> set[str]:
    """Return the names of what the model itself keeps."""
    return {
        field.name
        for field in model._meta.get_fields()
        if field.concrete and not (field.auto_created and field.is_relation)
    }


def declared(model: type[models.Model]) -> Privacy:
    """Return the declaration of a model, or fail with what to do."""
    found = declaration_of(model)
    assert found is not None, f"{model._meta.label} says nothing in `privacy`"
    return found


def leads_to_person(model: Any, path: str) -> bool:
    """Tell whether a look-up ends at a Person, or at a bare id of one."""
    here = model
    field: Any = None
    for part in path.split("__"):
        if here is None:
            return False
        if part == "pk":
            field = here._meta.pk
            continue
        field = here._meta.get_field(part)
        here = field.related_model if field.is_relation else None
    is_bare_id = isinstance(field, models.UUIDField) and field.name.endswith("_id")
    return here is Person or is_bare_id


def test_a_model_names_each_of_its_fields_once() -> None:
    """What is not classified, or classified twice, or no field at all, is said by name."""
    assert len(MODELS) > 200
    wrong = {}
    for model in MODELS:
        said = Counter(name for kind in LISTS for name in getattr(declared(model), kind))
        asked = Counter(own_fields(model))
        if said != asked:
            wrong[model._meta.label] = {*(said - asked), *(asked - said)}
    assert wrong == {}


def test_subjects_and_authors_lead_to_people() -> None:
    """Each look-up ends at a Person; an address is a field that holds one."""
    astray = [
        f"{model._meta.label}: {path}"
        for model in MODELS
        for path in (*declared(model).subjects, *declared(model).authors)
        if not leads_to_person(model, path)
    ]
    astray += [
        f"{model._meta.label}: {name}"
        for model in MODELS
        for name in declared(model).by_address
        if not isinstance(model._meta.get_field(name), models.EmailField)
    ]
    assert astray == []


def test_rules_name_fields_that_are_about_somebody() -> None:
    """Nothing is held back or treated otherwise of which nobody could say whose it is."""
    wrong = {}
    for model in MODELS:
        privacy = declared(model)
        about_somebody = {*privacy.personal, *privacy.sensitive, *privacy.content}
        named = {*privacy.withheld, *privacy.erasing} - {"*"} - about_somebody
        if OnErasure.REVIEW in privacy.erasing.values() and not privacy.content:
            named.add("nothing to review")
        wrong[model._meta.label] = named
    assert {label: named for label, named in wrong.items() if named} == {}


def test_a_field_that_is_a_person_is_never_called_nobodys() -> None:
    """Who did what is personal, wherever it is kept."""
    wrong = [
        f"{model._meta.label}.{name}"
        for model in MODELS
        for name in declared(model).none
        if model._meta.get_field(name).related_model is Person
    ]
    assert wrong == []


def test_a_path_that_ends_elsewhere_is_found_out() -> None:
    """The look at paths refuses a programme, and a name that is no field."""
    participant = apps.get_model("programmes", "Participant")
    assert leads_to_person(participant, "person")
    assert not leads_to_person(participant, "cohort__programme")
    with pytest.raises(FieldDoesNotExist):
        leads_to_person(participant, "nobody")
