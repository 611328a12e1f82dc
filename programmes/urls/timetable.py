"""When things happen, on which days people work, and calendars that follow."""

from django.urls import path

from programmes.views import calendars, milestones, timetable, working_days

urlpatterns = [
    path("programmes/<slug:slug>/timetable/", timetable.timetables, name="timetables"),
    path(
        "programmes/<slug:slug>/cohorts/<uuid:pk>/timetable/",
        timetable.timetable,
        name="timetable",
    ),
    path(
        "programmes/<slug:slug>/cohorts/<uuid:pk>/timetable/move/",
        timetable.timetable_move,
        name="timetable-move",
    ),
    path(
        "programmes/<slug:slug>/cohorts/<uuid:pk>/milestones/add/",
        milestones.milestone_add,
        name="timetable-milestone-add",
    ),
    path(
        "programmes/<slug:slug>/cohorts/<uuid:pk>/phases/add/",
        milestones.phase_add,
        name="timetable-phase-add",
    ),
    path(
        "programmes/<slug:slug>/milestones/<uuid:pk>/",
        milestones.milestone_change,
        name="milestone-change",
    ),
    path(
        "programmes/<slug:slug>/milestones/<uuid:pk>/done/",
        milestones.milestone_done,
        name="milestone-done",
    ),
    path(
        "programmes/<slug:slug>/milestones/<uuid:pk>/remove/",
        milestones.milestone_remove,
        name="milestone-remove",
    ),
    path(
        "programmes/<slug:slug>/phases/<uuid:pk>/remove/",
        milestones.phase_remove,
        name="phase-remove",
    ),
    path("programmes/<slug:slug>/calendar/", calendars.calendar_feed, name="calendar-feed"),
    path(
        "programmes/<slug:slug>/calendar/make/",
        calendars.calendar_feed_make,
        name="calendar-feed-make",
    ),
    path(
        "programmes/<slug:slug>/calendar/revoke/",
        calendars.calendar_feed_revoke,
        name="calendar-feed-revoke",
    ),
    path(
        "programmes/<slug:slug>/calendar/file/",
        calendars.calendar_file_download,
        name="calendar-file",
    ),
    path("calendars/<str:token>.ics", calendars.team_calendar, name="team-calendar"),
    path("programmes/<slug:slug>/working-days/", working_days.working_days, name="working-days"),
    path(
        "programmes/<slug:slug>/working-days/change/",
        working_days.working_days_change,
        name="working-days-change",
    ),
    path(
        "programmes/<slug:slug>/closed-days/add/",
        working_days.closed_day_add,
        name="closed-day-add",
    ),
    path(
        "programmes/<slug:slug>/closed-days/<uuid:pk>/remove/",
        working_days.closed_day_remove,
        name="closed-day-remove",
    ),
]
