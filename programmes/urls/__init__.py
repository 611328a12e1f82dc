"""The addresses of this app, by noun."""

from programmes.urls import charters, imports, people, portal, programmes, strategy, team, timetable

app_name = "programmes"

urlpatterns = [
    *programmes.urlpatterns,
    *strategy.urlpatterns,
    *charters.urlpatterns,
    *team.urlpatterns,
    *timetable.urlpatterns,
    *imports.urlpatterns,
    *people.urlpatterns,
    *portal.urlpatterns,
]
