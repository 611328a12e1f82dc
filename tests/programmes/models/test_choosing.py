"""The factories of applications make rows that the database takes."""

import pytest
from factory.django import DjangoModelFactory

from tests.factories import choosing


@pytest.mark.django_db
@pytest.mark.parametrize(
    "made",
    [
        each
        for each in vars(choosing).values()
        if isinstance(each, type)
        and issubclass(each, DjangoModelFactory)
        and each.__module__ == choosing.__name__
    ],
)
def test_a_row_of_each_kind_can_be_stored(made):
    row = made.create()
    assert type(row).objects.filter(pk=row.pk).exists()
    assert str(row)
