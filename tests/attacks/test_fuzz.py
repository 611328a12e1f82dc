"""Strange values in every form × role: nothing is answered with 5xx."""

import os
import random

import pytest

from benchmarks.fuzz.attack import Attack
from benchmarks.fuzz.drawing import drawer
from benchmarks.fuzz.foreign import foreign_ids
from tests.architecture.test_walk import ROLES, named_addresses
from tests.architecture.world import make_walked_world

SECONDS = float(os.environ.get("FUZZ_SECONDS", "40"))


@pytest.mark.django_db
def test_no_form_breaks_in_any_role(settings):
    pass
