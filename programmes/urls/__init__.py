"""The addresses of this app, by noun."""

from programmes.urls import (
    application_forms,
    applications,
    applying,
    charters,
    checks,
    decisions,
    ideal_mentor,
    imports,
    intake,
    people,
    portal,
    programmes,
    selection,
    strategy,
    team,
    timetable,
)

app_name = "programmes"

urlpatterns = [
    *programmes.urlpatterns,
    *strategy.urlpatterns,
    *charters.urlpatterns,
    *team.urlpatterns,
    *timetable.urlpatterns,
    *ideal_mentor.urlpatterns,
    *application_forms.urlpatterns,
    *applications.urlpatterns,
    *applying.urlpatterns,
    *selection.urlpatterns,
    *decisions.urlpatterns,
    *intake.urlpatterns,
    *checks.urlpatterns,
    *imports.urlpatterns,
    *people.urlpatterns,
    *portal.urlpatterns,
]
