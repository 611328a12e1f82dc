"""Finding a time, invitations and calendars."""

from django.urls import path

from matching.views import meeting_series, meetings, my_calendar

urlpatterns = [
    path("matches/<uuid:pk>/meetings/plan/", meetings.meeting_plan, name="meeting-plan"),
    path(
        "matches/<uuid:pk>/meetings/series/", meeting_series.meeting_series, name="meeting-series"
    ),
    path("meetings/", meetings.meeting_list, name="meetings"),
    path("meetings/calendar/", my_calendar.my_calendar, name="my-calendar"),
    path("meetings/calendar/make/", my_calendar.make, name="my-calendar-make"),
    path("meetings/calendar/stop/", my_calendar.revoke, name="my-calendar-revoke"),
    path("meetings/<uuid:pk>/move/", meetings.meeting_move, name="meeting-move"),
    path("meetings/<uuid:pk>/cancel/", meetings.meeting_cancel, name="meeting-cancel"),
    path("calendars/meetings/<str:token>.ics", my_calendar.calendar_file, name="my-calendar-file"),
]
