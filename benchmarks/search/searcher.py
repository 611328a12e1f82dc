"""Whoever searches."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programmes.models import Programme

PANEL = {"HX-Request": "true", "HX-Target": "palette-results"}


class Searcher:
    """The coordinator of a programme, who types into the panel."""

    def __init__(self, programme: Programme) -> None:
        """Sign in."""
        self.client = Client()
        self.client.force_login(programme.team.get().person)
        self.search("")

    def search(self, words: str) -> None:
        """Search, and see that an answer came."""
        answer = self.client.get("/search/", {"q": words}, headers=PANEL)
        assert answer.status_code == 200, answer.status_code

    def queries(self, words: str) -> int:
        """Return how many queries a search makes."""
        self.search(words)
        with CaptureQueriesContext(connection) as found:
            self.search(words)
        return len(found)
