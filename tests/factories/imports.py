"""Tables that people brought."""

import factory
from factory.django import DjangoModelFactory

from programmes.importing.enums import ImportKind, ImportState
from tests.factories.programmes import ProgrammeFactory


class ImportFactory(DjangoModelFactory):
    """A checked table without rows; its programme's organisation is its own."""

    class Meta:
        model = "programmes.Import"

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SelfAttribute("programme.organisation")
    kind = ImportKind.PEOPLE
    state = ImportState.CHECKED
    filename = "people.csv"
    sha256 = "0" * 64
    size = 10
    found = factory.LazyFunction(lambda: {"format": "csv", "encoding": "utf-8", "sheets": []})
