"""Who was there, what they thought of it, and their certificates."""

from django.urls import URLPattern, path

from training.urls.prefixes import CONSOLE, SESSION
from training.views import attendance, certificate_papers, certificates, feedback, missed, wall

OWN_SESSION = "learn/sessions/<uuid:session_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{SESSION}attendance/", attendance.attendance, name="attendance"),
    path(f"{SESSION}attendance/tick/", attendance.attendance_tick, name="attendance-tick"),
    path(f"{SESSION}attendance/add/", attendance.attendance_add, name="attendance-add"),
    path(f"{SESSION}wall/", wall.wall, name="attendance-wall"),
    path(f"{SESSION}wall/now/", wall.wall_now, name="attendance-wall-now"),
    path(f"{SESSION}missed/", missed.missed_list, name="attendance-missed"),
    path(f"{SESSION}missed/invite/", missed.missed_invite, name="attendance-invite"),
    path(
        f"{SESSION}missed/<uuid:enrolment_id>/excuse/",
        missed.missed_excuse,
        name="attendance-excuse",
    ),
    path(f"{SESSION}feedback/", feedback.feedback_sums, name="feedback-sums"),
    path(f"{SESSION}certificates/", certificates.session_certificates, name="session-certificates"),
    path(f"{CONSOLE}certificates/", certificates.certificate_list, name="certificate-list"),
    path("learn/here/", wall.here, name="here"),
    path("learn/certificates/", certificates.my_certificates, name="my-certificates"),
    path(f"{OWN_SESSION}feedback/", feedback.feedback, name="feedback"),
    path(f"{OWN_SESSION}certificate/", certificates.own_certificate, name="own-certificate"),
    path("certificates/", certificate_papers.find, name="certificate-find"),
    path("certificates/<str:code>/", certificate_papers.verify, name="certificate-verify"),
    path("certificates/<str:code>/pdf/", certificate_papers.pdf, name="certificate-pdf"),
]
