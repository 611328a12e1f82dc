"""When something is not right."""

from django.urls import path

from matching.views import concern_routes, concerns, my_concerns

CONSOLE = "programmes/<slug:slug>/concerns/"
ONE = "concerns/<uuid:pk>/"

urlpatterns = [
    path("concerns/add/", my_concerns.my_concern_add, name="my-concern-add"),
    path("concerns/mine/", my_concerns.my_concern_list, name="my-concern-list"),
    path("concerns/mine/<uuid:pk>/", my_concerns.my_concern, name="my-concern"),
    path("concerns/", concerns.concern_inbox, name="concern-inbox"),
    path(ONE, concerns.concern, name="concern"),
    path(f"{ONE}take/", concerns.concern_move, {"verb": "take"}, name="concern-take"),
    path(f"{ONE}reply/", concerns.concern_move, {"verb": "reply"}, name="concern-reply"),
    path(f"{ONE}note/", concerns.concern_move, {"verb": "note"}, name="concern-note"),
    path(f"{ONE}urgency/", concerns.concern_move, {"verb": "grade"}, name="concern-grade"),
    path(f"{ONE}hand-on/", concerns.concern_move, {"verb": "hand-on"}, name="concern-hand-on"),
    path(f"{ONE}settle/", concerns.concern_move, {"verb": "settle"}, name="concern-settle"),
    path(f"{CONSOLE}who-answers/", concern_routes.concern_route, name="concern-route"),
    path(f"{CONSOLE}contact/", concern_routes.concern_contact, name="concern-contact"),
]
