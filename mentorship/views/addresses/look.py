"""Addresses of an organisation's name, logo and colours, and of the app on a phone."""

from django.urls import URLPattern, path

from mentorship.views import app, looks, organisation_look

urlpatterns: list[URLPattern] = [
    path("organisation/look/", organisation_look.organisation_look, name="organisation-look"),
    path(
        "organisation/look/preview/",
        organisation_look.organisation_look_preview,
        name="organisation-look-preview",
    ),
    path(
        "organisation/look/preview.css",
        organisation_look.organisation_look_css,
        name="organisation-look-css",
    ),
    path(
        "organisation/look/sample.pdf",
        organisation_look.organisation_look_sample,
        name="organisation-look-sample",
    ),
    path("look/<uuid:pk>/<slug:mark>/colours.css", looks.look_colours, name="look-colours"),
    path(
        "look/<uuid:pk>/<slug:mark>/manifest.webmanifest",
        app.look_manifest,
        name="look-manifest",
    ),
    path("look/<uuid:pk>/<slug:mark>/logo-<slug:scheme>.png", looks.look_logo, name="look-logo"),
    path(
        "look/<uuid:pk>/<slug:mark>/icon-<int:size>-<slug:cut>.png",
        looks.look_icon,
        name="look-icon",
    ),
    path("in/<str:house>/", looks.sign_in_of, name="sign-in-of"),
    path("manifest.webmanifest", app.app_manifest, name="app-manifest"),
    path("app/icon-<int:size>-<slug:cut>.png", app.app_icon, name="app-icon"),
    path("worker.js", app.app_worker, name="app-worker"),
    path("offline/", app.app_offline, name="app-offline"),
]
