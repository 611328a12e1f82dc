"""The portal: what one learns, and one’s places at sessions."""

from django.urls import URLPattern, path

from training.views import learn

urlpatterns: list[URLPattern] = [
    path("learn/", learn.learn, name="learn"),
    path("learn/sessions/<uuid:session_id>/", learn.session, name="learn-session"),
    path("learn/sessions/<uuid:session_id>/enrol/", learn.enrol_here, name="enrol"),
    path("learn/sessions/<uuid:session_id>/decline/", learn.decline_here, name="decline"),
    path("learn/sessions/<uuid:session_id>/calendar/", learn.calendar, name="learn-calendar"),
    path("learn/sessions/<uuid:session_id>/give-up/", learn.give_up, name="give-up"),
]
