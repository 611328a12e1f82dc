"""Addresses of training, by noun: the console's under a programme, the portal's under /learn/."""

from training.urls import (
    agenda,
    attendance,
    communities,
    courses,
    discussions,
    fresh,
    learn,
    pathway,
    register,
    reminders,
    retention,
    sessions,
)

app_name = "training"

urlpatterns = [
    *agenda.urlpatterns,
    *attendance.urlpatterns,
    *communities.urlpatterns,
    *courses.urlpatterns,
    *discussions.urlpatterns,
    *fresh.urlpatterns,
    *learn.urlpatterns,
    *pathway.urlpatterns,
    *register.urlpatterns,
    *reminders.urlpatterns,
    *retention.urlpatterns,
    *sessions.urlpatterns,
]
