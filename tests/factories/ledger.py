"""What was found, and what its figure is."""

import factory
from factory.django import DjangoModelFactory

from evaluation.enums import FindingSource
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import ProgrammeFactory


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = "evaluation.Finding"

    programme = factory.SubFactory(ProgrammeFactory)
    text = factory.Sequence("Finding {}".format)
    source = FindingSource.TYPED
    source_words = "Counted by hand in May"
    figure = "9 of 14 mentees"
    n = 14
    made_by = factory.SubFactory(PersonFactory)
