"""Finding a time, invitations and calendars."""

from django.urls import path

from matching.views import meetings

urlpatterns = [
    path("matches/<uuid:pk>/meetings/plan/", meetings.meeting_plan, name="meeting-plan"),
    path("meetings/", meetings.meeting_list, name="meetings"),
    path("meetings/<uuid:pk>/move/", meetings.meeting_move, name="meeting-move"),
    path("meetings/<uuid:pk>/cancel/", meetings.meeting_cancel, name="meeting-cancel"),
]
