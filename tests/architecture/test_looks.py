"""Whoever follows a link without an account sees whose page it is."""

import pytest
from django.test import Client

from mentorship.accounts.models import Organisation
from tests.architecture.walking import named_addresses, opens_by_link, resolve
from tests.architecture.world import make_walked_world

# A person may belong to several organisations; these pages speak of the person alone.
OF_NO_ORGANISATION = {"notifications:unsubscribe"}


@pytest.mark.django_db
def test_every_page_behind_a_link_wears_its_organisations_look():
    walked = make_walked_world()
    Organisation.objects.update(accent_light="#6a1b9a")
    bare, worn = set(), set()
    for name in named_addresses():
        if not opens_by_link(name) or name.startswith("mentorship:"):
            continue
        page = Client().get(resolve(name, walked))
        if page.status_code == 200 and "text/html" in page.headers["Content-Type"]:
            (worn if "/colours.css" in page.text else bare).add(name)
    assert bare == OF_NO_ORGANISATION
    assert {"evaluation:answer-by-link", "evaluation:room"} <= worn
