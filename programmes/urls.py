"""The addresses of this app."""

from django.urls import path

from programmes.views import caseloads, participants, people, portal, programmes, team, today

app_name = "programmes"

urlpatterns = [
    path("home/", portal.home, name="home"),
    path("invitations/<uuid:pk>/", portal.invitation, name="invitation"),
    path("programmes/", programmes.programme_list, name="programme-list"),
    path("programmes/add/", programmes.programme_add, name="programme-add"),
    path("programmes/<slug:slug>/", today.today, name="today"),
    path("programmes/<slug:slug>/cohorts/add/", programmes.cohort_add, name="cohort-add"),
    path(
        "programmes/<slug:slug>/cohorts/<uuid:pk>/move/",
        programmes.cohort_move,
        name="cohort-move",
    ),
    path("programmes/<slug:slug>/people/", people.people, name="people"),
    path("programmes/<slug:slug>/people/csv/", people.people_csv, name="people-csv"),
    path("programmes/<slug:slug>/people/add/", people.participant_add, name="participant-add"),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/",
        participants.participant,
        name="participant",
    ),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/move/",
        participants.participant_move,
        name="participant-move",
    ),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/withdraw/",
        participants.participant_withdraw,
        name="participant-withdraw",
    ),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/pause/",
        participants.participant_pause,
        name="participant-pause",
    ),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/resume/",
        participants.participant_resume,
        name="participant-resume",
    ),
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
    path("programmes/<slug:slug>/sponsor/add/", team.sponsor_add, name="sponsor-add"),
]
