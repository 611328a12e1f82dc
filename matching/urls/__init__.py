"""The addresses of this app."""

from matching.urls import drafts, relationships, rounds, sendings, what_ifs, wishes

app_name = "matching"

urlpatterns = [
    *relationships.urlpatterns,
    *rounds.urlpatterns,
    *wishes.urlpatterns,
    *drafts.urlpatterns,
    *what_ifs.urlpatterns,
    *sendings.urlpatterns,
]
