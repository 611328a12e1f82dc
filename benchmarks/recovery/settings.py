"""The product's own settings, with static files as they lie in their folder."""

from mentorship.settings import *  # noqa: F403
from mentorship.settings import STORAGES

SECOND_FACTOR_REQUIRED = False
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
