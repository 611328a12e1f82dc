"""Addresses, words and pairs of the board’s pages, as its tests look at them."""

from django.urls import reverse

from matching.models import DraftPair


def url(world, name, row, **query):
    address = reverse(f"matching:{name}", args=(world.programme.slug, row.pk))
    pairs = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{address}?{pairs}" if pairs else address


def text(response):
    return " ".join(response.content.decode().split())


def pair_of(draft, mentee):
    return DraftPair.objects.select_related("mentee__person", "mentor__person").get(
        draft=draft, mentee=mentee
    )
