"""Hours, wishes and requests: the participants' own pages, and the coordinators'."""

from django.urls import path

from matching.views import my_hours, my_mentors, my_requests, my_wishes, request_lists, wish_lists

OWN = "matching/<uuid:pk>/"
REQUEST = "matching/requests/<uuid:pk>/"
CONSOLE = "programmes/<slug:slug>/matching/<uuid:round_id>/"

urlpatterns = [
    path("hours/", my_hours.my_hours, name="my-hours"),
    path("hours/half-hours/", my_hours.half_hours, name="my-hours-halves"),
    path(f"{OWN}hours/", my_hours.place_hours, name="my-hours-place"),
    path(f"{OWN}people/", my_mentors.my_mentors, name="my-mentors"),
    path(f"{OWN}people/<uuid:other_id>/ask/", my_mentors.ask, name="my-mentors-ask"),
    path(f"{OWN}wishes/", my_wishes.my_wishes, name="my-wishes"),
    path(f"{OWN}wishes/add/", my_wishes.add, name="my-wishes-add"),
    path(f"{OWN}wishes/step/", my_wishes.step, name="my-wishes-step"),
    path(f"{OWN}wishes/way/", my_wishes.way, name="my-wishes-way"),
    path(f"{OWN}wishes/hand-in/", my_wishes.hand_in, name="my-wishes-hand-in"),
    path(REQUEST, my_requests.my_request, name="my-request"),
    path(f"{REQUEST}accept/", my_requests.accept, name="my-request-accept"),
    path(f"{REQUEST}decline/", my_requests.decline, name="my-request-decline"),
    path(f"{REQUEST}withdraw/", my_requests.withdraw, name="my-request-withdraw"),
    path(f"{CONSOLE}wishes/", wish_lists.wish_list, name="wish-list"),
    path(f"{CONSOLE}wishes/remind/", wish_lists.remind, name="wish-remind"),
    path(f"{CONSOLE}wishes/<uuid:participant_id>/", wish_lists.enter, name="wish-enter"),
    path(f"{CONSOLE}requests/", request_lists.request_list, name="request-list"),
]
