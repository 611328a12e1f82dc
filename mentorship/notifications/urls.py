"""The addresses of this app."""

from django.urls import path

from mentorship.notifications.views import addresses, downloads, outbox, preferences

app_name = "notifications"

urlpatterns = [
    path("outbox/", outbox.message_list, name="outbox"),
    path("outbox/file/", downloads.outbox_file, name="outbox-file"),
    path("outbox/pause/", outbox.pause, name="outbox-pause"),
    path("outbox/resume/", outbox.resume, name="outbox-resume"),
    path("outbox/addresses/resume/", addresses.resume, name="address-resume"),
    path("outbox/<uuid:pk>/", outbox.message_detail, name="message-detail"),
    path("outbox/<uuid:pk>/send-again/", outbox.message_send_again, name="message-send-again"),
    path("outbox/<uuid:pk>/approve/", outbox.message_approve, name="message-approve"),
    path("outbox/<uuid:pk>/hold/", outbox.message_hold, name="message-hold"),
    path("outbox/<uuid:pk>/cancel/", outbox.message_cancel, name="message-cancel"),
    path("mail/preferences/", preferences.edit, name="preferences"),
    path("mail/unsubscribe/<str:token>/", preferences.unsubscribe_by_link, name="unsubscribe"),
]
