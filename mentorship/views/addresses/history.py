"""Addresses of the record of what happened."""

from django.urls import path

from mentorship.views import history, record

urlpatterns = [
    path("history/<str:kind>/<str:row_id>/", history.history, name="history"),
    path("organisation/record/", record.organisation_record, name="organisation-record"),
    path(
        "organisation/record/file/",
        record.organisation_record_file,
        name="organisation-record-file",
    ),
]
