"""The way of one participant through the states."""

from programmes.actions import move_participant, withdraw_participant
from programmes.enums import ParticipantState
from programmes.people.steps import moves_of, path_of, states_reached


def words(place):
    return [
        (step["label"].partition(",")[0], step["state"])
        for step in path_of(place, states_reached(place, moves_of(place)))
    ]


def test_a_path_tells_what_is_done_and_what_comes(world):
    place = world.mentee_place
    assert words(place)[2:4] == [("Accepted", "now"), ("Trained", "later")]

    move_participant(place, ParticipantState.TRAINED, by=world.coordinator)
    assert [step.state for step in states_reached(place, moves_of(place))] == [
        ParticipantState.TRAINED
    ]
    assert words(place)[2:5] == [("Accepted", "done"), ("Trained", "now"), ("Matched", "later")]


def test_who_left_has_no_steps_to_come(world):
    place = world.mentee_place
    move_participant(place, ParticipantState.TRAINED, by=world.coordinator)
    withdraw_participant(place, by=world.coordinator)
    assert words(place)[-2:] == [("Trained", "done"), ("Withdrawn", "now")]


def test_the_page_shows_the_steps_and_the_neighbours(world, client_of):
    client = client_of(world.coordinator)
    people = "/programmes/leaders/people/"
    row = client.get(f"{people}?sort=-name").context["rows"][0]
    page = client.get(row["url"])

    assert page.context["place"].person.name == "Jonas Weber"
    assert page.context["neighbours"]["before"] is None
    assert page.context["neighbours"]["after"]["name"] == "Amara Okafor"
    assert "1 of 2" in page.text
    assert "sort=-name" in page.context["trail"][0]["url"]
    assert client.get(f"{people}{world.mentee_place.pk}/").context["neighbours"] == {}
