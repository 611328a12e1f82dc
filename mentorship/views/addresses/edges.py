"""Addresses where tokens, webhooks and the directory are set up."""

from django.urls import URLPattern, path

from mentorship.views import tokens, webhooks

TOKENS = "organisation/tokens/"
WEBHOOKS = "organisation/webhooks/"
ONE = f"{WEBHOOKS}<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path(TOKENS, tokens.token_list, name="organisation-tokens"),
    path(f"{TOKENS}new/", tokens.token_add, name="organisation-token-add"),
    path(f"{TOKENS}<uuid:pk>/", tokens.token_detail, name="organisation-token"),
    path(f"{TOKENS}<uuid:pk>/revoke/", tokens.token_revoke, name="organisation-token-revoke"),
    path(WEBHOOKS, webhooks.webhook_list, name="organisation-webhooks"),
    path(f"{WEBHOOKS}new/", webhooks.webhook_add, name="organisation-webhook-add"),
    path(ONE, webhooks.webhook_detail, name="organisation-webhook"),
    path(f"{ONE}change/", webhooks.webhook_change, name="organisation-webhook-change"),
    path(f"{ONE}secret/", webhooks.webhook_secret, name="organisation-webhook-secret"),
    path(f"{ONE}<slug:step>/", webhooks.webhook_step, name="organisation-webhook-step"),
    path(
        "organisation/news/<uuid:pk>/again/", webhooks.webhook_again, name="organisation-news-again"
    ),
]
