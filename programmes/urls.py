"""The addresses of this app."""

from django.urls import path

from programmes.views import downloads, imports, participants, people, portal, programmes, team

app_name = "programmes"

urlpatterns = [
    path("home/", portal.home, name="home"),
    path("invitations/<uuid:pk>/", portal.invitation, name="invitation"),
    path("programmes/", programmes.programme_list, name="programme-list"),
    path("programmes/add/", programmes.programme_add, name="programme-add"),
    path("programmes/<slug:slug>/", programmes.today, name="today"),
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
    path("programmes/<slug:slug>/people/imports/", imports.import_list, name="import-list"),
    path("programmes/<slug:slug>/people/imports/add/", imports.import_add, name="import-add"),
    path("programmes/<slug:slug>/people/imports/<uuid:pk>/", imports.import_detail, name="import"),
    path(
        "programmes/<slug:slug>/people/imports/<uuid:pk>/columns/",
        imports.import_columns,
        name="import-columns",
    ),
    path(
        "programmes/<slug:slug>/people/imports/<uuid:pk>/questions/",
        imports.import_questions,
        name="import-questions",
    ),
    path(
        "programmes/<slug:slug>/people/imports/<uuid:pk>/read/",
        imports.import_read,
        name="import-read",
    ),
    path(
        "programmes/<slug:slug>/people/imports/<uuid:pk>/fix/",
        imports.import_fix,
        name="import-fix",
    ),
    path(
        "programmes/<slug:slug>/people/imports/<uuid:pk>/apply/",
        imports.import_apply,
        name="import-apply",
    ),
    path(
        "programmes/<slug:slug>/people/imports/<uuid:pk>/discard/",
        imports.import_discard,
        name="import-discard",
    ),
    path(
        "programmes/<slug:slug>/people/imports/<uuid:pk>/refused/",
        imports.import_refused,
        name="import-refused",
    ),
    path("programmes/<slug:slug>/team/", team.team, name="team"),
    path("programmes/<slug:slug>/team/file/", downloads.team_file, name="team-file"),
    path("programmes/<slug:slug>/team/add/", team.member_add, name="member-add"),
    path("programmes/<slug:slug>/team/<uuid:pk>/leave/", team.member_leave, name="member-leave"),
    path("programmes/<slug:slug>/sponsor/add/", team.sponsor_add, name="sponsor-add"),
]
