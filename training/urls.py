"""Addresses of training: the console's under a programme, the portal's under /learn/."""

from django.urls import path

from training.views import attendance, downloads, learn, places, register, sessions

app_name = "training"

CONSOLE = "programmes/<slug:slug>/training/"
SESSION = f"{CONSOLE}sessions/<uuid:session_id>/"

urlpatterns = [
    path(CONSOLE, sessions.session_list, name="session-list"),
    path(f"{CONSOLE}sessions/file/", downloads.session_file, name="session-file"),
    path(f"{CONSOLE}sessions/add/", sessions.session_add, name="session-add"),
    path(f"{CONSOLE}courses/add/", sessions.course_add, name="course-add"),
    path(SESSION, sessions.session, name="session"),
    path(f"{SESSION}cancel/", sessions.session_cancel, name="session-cancel"),
    path(f"{SESSION}attendance/", attendance.attendance, name="attendance"),
    path(f"{SESSION}places/add/", places.place_add, name="place-add"),
    path(f"{SESSION}places/<uuid:enrolment_id>/cancel/", places.place_cancel, name="place-cancel"),
    path(f"{CONSOLE}register/", register.register, name="register"),
    path(f"{CONSOLE}register/file/", downloads.register_file, name="register-file"),
    path(f"{CONSOLE}register/invite/", register.invite, name="register-invite"),
    path("learn/", learn.learn, name="learn"),
    path("learn/sessions/<uuid:session_id>/", learn.session, name="learn-session"),
    path("learn/sessions/<uuid:session_id>/enrol/", learn.enrol_here, name="enrol"),
    path("learn/sessions/<uuid:session_id>/give-up/", learn.give_up, name="give-up"),
]
