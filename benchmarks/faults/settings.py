"""The product's own settings, with two kinds of message to drill with."""

from mentorship.settings import *  # noqa: F403
from mentorship.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.faults.letters"]
