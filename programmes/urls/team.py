"""Who works for a programme, and whom they look after."""

from django.urls import path

from programmes.views import caseloads, team

urlpatterns = [
    path("programmes/<slug:slug>/team/", team.team, name="team"),
    path("programmes/<slug:slug>/team/add/", team.member_add, name="member-add"),
    path("programmes/<slug:slug>/team/<uuid:pk>/leave/", team.member_leave, name="member-leave"),
    path("programmes/<slug:slug>/team/<uuid:pk>/dates/", team.member_dates, name="member-dates"),
    path("programmes/<slug:slug>/caseloads/", caseloads.caseloads, name="caseloads"),
    path(
        "programmes/<slug:slug>/caseloads/nobody/",
        caseloads.caseload_nobody,
        name="caseload-nobody",
    ),
    path(
        "programmes/<slug:slug>/caseloads/rebalance/",
        caseloads.caseload_rebalance,
        name="caseload-rebalance",
    ),
    path("programmes/<slug:slug>/caseloads/<uuid:pk>/", caseloads.caseload, name="caseload"),
]
