"""The addresses of this app."""

from django.urls import path

from programmes.views import (
    charter_links,
    charters,
    participants,
    people,
    portal,
    programmes,
    sponsors,
    team,
)

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
    path("programmes/<slug:slug>/team/", team.team, name="team"),
    path("programmes/<slug:slug>/team/add/", team.member_add, name="member-add"),
    path("programmes/<slug:slug>/team/<uuid:pk>/leave/", team.member_leave, name="member-leave"),
    path("programmes/<slug:slug>/sponsors/", sponsors.sponsors, name="sponsors"),
    path("programmes/<slug:slug>/sponsor/add/", sponsors.sponsor_add, name="sponsor-add"),
    path(
        "programmes/<slug:slug>/sponsors/<uuid:pk>/change/",
        sponsors.sponsor_change,
        name="sponsor-change",
    ),
    path(
        "programmes/<slug:slug>/sponsors/<uuid:pk>/end/", sponsors.sponsor_end, name="sponsor-end"
    ),
    path(
        "programmes/<slug:slug>/sponsors/<uuid:pk>/pack/",
        sponsors.sponsor_pack,
        name="sponsor-pack",
    ),
    path(
        "programmes/<slug:slug>/sponsors/<uuid:pk>/pack/pdf/",
        sponsors.sponsor_pack_pdf,
        name="sponsor-pack-pdf",
    ),
    path("programmes/<slug:slug>/charter/", charters.charter, name="charter"),
    path("programmes/<slug:slug>/charter/edit/", charters.charter_edit, name="charter-edit"),
    path(
        "programmes/<slug:slug>/charter/<uuid:pk>/",
        charters.charter_version,
        name="charter-version",
    ),
    path(
        "programmes/<slug:slug>/charter/<uuid:pk>/send/",
        charters.charter_send,
        name="charter-send",
    ),
    path(
        "programmes/<slug:slug>/charter/<uuid:pk>/withdraw/",
        charters.charter_withdraw,
        name="charter-withdraw",
    ),
    path(
        "programmes/<slug:slug>/charter/<uuid:pk>/discard/",
        charters.charter_discard,
        name="charter-discard",
    ),
    path(
        "programmes/<slug:slug>/charter/reviews/<uuid:pk>/settle/",
        charters.review_settle,
        name="review-settle",
    ),
    path("charters/<str:token>/", charter_links.charter_sign, name="charter-sign"),
    path("charter-reviews/<str:token>/", charter_links.charter_answer, name="charter-answer"),
]
