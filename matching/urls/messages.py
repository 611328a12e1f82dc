"""What a pair writes to each other, and reports about it."""

from django.urls import path

from matching.views import my_messages, reported

MESSAGES = "matches/<uuid:pk>/messages/"
REPORTS = "programmes/<slug:slug>/relationships/reports/"
REPORT = f"{REPORTS}<uuid:pk>/"

urlpatterns = [
    path(MESSAGES, my_messages.my_messages, name="my-messages"),
    path(f"{MESSAGES}new/", my_messages.my_messages_new, name="my-messages-new"),
    path(f"{MESSAGES}read/", my_messages.my_messages_read, name="my-messages-read"),
    path("messages/<uuid:pk>/report/", my_messages.my_message_report, name="my-message-report"),
    path(REPORTS, reported.reported_list, name="reported-list"),
    path(REPORT, reported.reported, name="reported"),
    path(f"{REPORT}settle/", reported.reported_settle, name="reported-settle"),
    path(f"{REPORT}open/", reported.reported_open, name="reported-open"),
    path(f"{REPORT}confirm/", reported.reported_confirm, name="reported-confirm"),
    path(f"{REPORT}conversation/", reported.reported_thread, name="reported-thread"),
]
