"""Every address of the product."""

from django.urls import include, path

from mentorship.views import demo_mail, errors, gallery, health, home, me, organisation

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("me/", me.me, name="me"),
    path("health/", health.lights, name="health"),
    path("", include("mentorship.views.addresses.privacy")),
    path("", include("mentorship.views.addresses.erasing")),
    path("", include("mentorship.views.addresses.history")),
    path("", include("mentorship.views.addresses.signing_in")),
    path("", include("mentorship.views.addresses.edges")),
    path("", include("mentorship.views.addresses.operations")),
    path("", include("mentorship.views.addresses.look")),
    path("", include("mentorship.views.addresses.search")),
    path("organisation/", organisation.organisation, name="organisation"),
    path("", include("mentorship.notifications.urls")),
    path("", include("programmes.urls")),
    path("", include("training.urls")),
    path("", include("matching.urls")),
    path("", include("evaluation.urls")),
    path("api/", include("mentorship.api.urls")),
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/<slug:face>/", gallery.gallery, name="gallery-face"),
    path("demo/mail/", demo_mail.mail_list, name="demo-mail-list"),
    path("demo/mail/<str:name>/", demo_mail.mail, name="demo-mail"),
    path("demo/mail/<str:name>/sent/", demo_mail.mail_as_sent, name="demo-mail-as-sent"),
    path("demo/mail/<str:name>/files/<int:number>/", demo_mail.mail_file, name="demo-mail-file"),
]
handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
