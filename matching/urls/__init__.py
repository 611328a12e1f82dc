"""The addresses of this app."""

from matching.urls import (
    afterwards,
    agreements,
    care,
    concerns,
    drafts,
    endings,
    goals,
    meetings,
    messages,
    relationships,
    rounds,
    sendings,
    what_ifs,
    wishes,
)

app_name = "matching"

urlpatterns = [
    *relationships.urlpatterns,
    *agreements.urlpatterns,
    *goals.urlpatterns,
    *meetings.urlpatterns,
    *afterwards.urlpatterns,
    *messages.urlpatterns,
    *care.urlpatterns,
    *concerns.urlpatterns,
    *endings.urlpatterns,
    *rounds.urlpatterns,
    *wishes.urlpatterns,
    *drafts.urlpatterns,
    *what_ifs.urlpatterns,
    *sendings.urlpatterns,
]
