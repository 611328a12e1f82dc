"""No page that opens to a look as somebody else shows what is nobody else's to read."""

import pytest
from django.test import Client

from mentorship.accounts.viewing.pages import OPEN
from tests.accounts.viewing.test_viewing import begin, fresh
from tests.architecture.planted import MARK, READERS, plant, words_of
from tests.architecture.test_walk import named_addresses, resolve
from tests.architecture.world import make_walked_world
from tests.people import sign_in


def bare(name):
    return name.removeprefix("mentorship:")


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["mentor", "mentee", "coordinator", "reviewer"])
def test_nothing_private_is_shown(who):
    walked = make_walked_world()
    plant(walked)
    client: Client = fresh(sign_in(walked.world.administrator), walked.world.administrator)
    assert begin(client, getattr(walked.world, who)).status_code == 302
    seen = {}
    for name in named_addresses():
        page = client.get(resolve(name, walked))
        if page.status_code == 200 and bare(name) in OPEN:
            seen[name] = {word for word in MARK.findall(words_of(page)) if word in READERS}
    assert len(seen) > 5
    private = {name: words for name, words in seen.items() if words}
    assert private == {}
