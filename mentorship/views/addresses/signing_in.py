"""Addresses of how an organisation signs in, and of seeing the product as somebody else."""

from django.urls import path

from mentorship.views import organisation_domains, organisation_sign_in, signing_in, viewing

AT = "sign-in/<slug:provider>/"
AREA = "organisation/sign-in/"

urlpatterns = [
    path("sign-in/", signing_in.find, name="sign-in-find"),
    path(AT, signing_in.at_provider, name="sign-in-provider"),
    path(f"{AT}back/", signing_in.back, name="sign-in-back"),
    path(f"{AT}saml/", signing_in.saml_answer, name="sign-in-saml"),
    path(f"{AT}saml/done/", signing_in.saml_done, name="sign-in-saml-done"),
    path(f"{AT}metadata/", signing_in.saml_metadata, name="sign-in-metadata"),
    path(AREA, organisation_sign_in.sign_in, name="organisation-sign-in"),
    path(
        f"{AREA}<slug:organisation>/add/<slug:protocol>/",
        organisation_sign_in.add,
        name="organisation-sign-in-add",
    ),
    path(
        f"{AREA}<slug:organisation>/second-step/",
        organisation_sign_in.second_step,
        name="organisation-sign-in-second-step",
    ),
    path(
        f"{AREA}<slug:organisation>/domain/",
        organisation_domains.add,
        name="organisation-sign-in-domain-add",
    ),
    path(
        f"{AREA}service/<uuid:pk>/",
        organisation_sign_in.service,
        name="organisation-sign-in-service",
    ),
    path(
        f"{AREA}service/<uuid:pk>/test/",
        organisation_sign_in.test,
        name="organisation-sign-in-service-test",
    ),
    path(
        f"{AREA}service/<uuid:pk>/switch/",
        organisation_sign_in.switch,
        name="organisation-sign-in-service-switch",
    ),
    path(
        f"{AREA}service/<uuid:pk>/people/",
        organisation_sign_in.people,
        name="organisation-sign-in-service-people",
    ),
    path(
        f"{AREA}link/<uuid:pk>/forget/",
        organisation_sign_in.forget,
        name="organisation-sign-in-link-forget",
    ),
    path(
        f"{AREA}domain/<uuid:pk>/",
        organisation_domains.confirm,
        name="organisation-sign-in-domain",
    ),
    path(
        f"{AREA}domain/<uuid:pk>/remove/",
        organisation_domains.remove,
        name="organisation-sign-in-domain-remove",
    ),
    path("organisation/view-as/", viewing.people, name="organisation-view-as"),
    path("organisation/view-as/<uuid:pk>/", viewing.begin, name="organisation-view-as-begin"),
    path("viewing/", viewing.viewing, name="viewing"),
    path("me/looks/", viewing.own, name="me-looks"),
]
