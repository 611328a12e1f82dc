"""A strict reader of iCalendar files, line by line, which shares no code with their writer."""

import re
from datetime import UTC, datetime

CONTENT_LINE = re.compile(
    r"^(?P<name>[A-Z0-9-]+)(?P<parameters>(;[A-Z0-9-]+=(\"[^\"]*\"|[^;:,\"]+))*):(?P<value>.*)$"
)
IN_UTC = re.compile(r"^\d{8}T\d{6}Z$")
LONGEST_LINE = 75  # octets, without the line break
NEEDED = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "SEQUENCE"}
SAFE_ESCAPES = re.compile(r"\\(?![\\;,nN])|(?<!\\)[;,]")


def read_calendar(raw: bytes) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Return a file's own properties and its events; fails where RFC 5545 or 5546 is not kept."""
    lines = _unfolded(raw)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    head: dict[str, str] = {}
    events: list[dict[str, str]] = []
    current = head
    for line in lines[1:-1]:
        if line == "BEGIN:VEVENT":
            current = {}
        elif line == "END:VEVENT":
            _check_event(current)
            events.append(current)
            current = head
        else:
            name, value = _property(line)
            assert name not in current, f"{name} twice"
            current[name] = value
    assert head["VERSION"] == "2.0"
    assert head["PRODID"]
    _check_method(head.get("METHOD", ""), events)
    return head, events


def moment(value: str) -> datetime:
    """Return a time in UTC as a file has it."""
    return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _unfolded(raw: bytes) -> list[str]:
    """Return the logical lines; each physical one ends with CRLF and is short enough."""
    assert raw.endswith(b"\r\n")
    physical = raw[:-2].split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in physical)
    assert max(map(len, physical)) <= LONGEST_LINE
    assert all(physical)
    folded = b"\r\n".join(physical).replace(b"\r\n ", b"").replace(b"\r\n\t", b"")
    return folded.decode("utf-8").split("\r\n")


def _property(line: str) -> tuple[str, str]:
    """Return a line's name and value; fails where it is no content line."""
    found = CONTENT_LINE.match(line)
    assert found, line
    name, value = found["name"], found["value"]
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value)
    if name in {"SUMMARY", "LOCATION", "DESCRIPTION"}:
        assert not SAFE_ESCAPES.search(value.replace("\\\\", "")), line
    return name, value


def _check_event(event: dict[str, str]) -> None:
    """Fail where an event lacks something, or has a time that is not in UTC."""
    assert event.keys() >= NEEDED, NEEDED - event.keys()
    for name in ("DTSTAMP", "DTSTART", "DTEND"):
        assert IN_UTC.match(event[name]), event[name]
    assert moment(event["DTSTART"]) < moment(event["DTEND"])
    assert event["STATUS"] in {"CONFIRMED", "CANCELLED"}
    assert event["SEQUENCE"].isdigit()
    assert re.fullmatch(r"[a-z]+-[0-9a-f-]{36}@\S+", event["UID"])


def _check_method(method: str, events: list[dict[str, str]]) -> None:
    """Fail where what is asked for does not fit what is there (RFC 5546, 3.2)."""
    identities = {event["UID"] for event in events}
    assert len(identities) == len(events)
    if method in {"REQUEST", "CANCEL"}:
        assert len(identities) == 1
        assert all(event["ORGANIZER"].startswith("mailto:") for event in events)
        assert all(event["ATTENDEE"].startswith("mailto:") for event in events)
        wanted = "CANCELLED" if method == "CANCEL" else "CONFIRMED"
        assert {event["STATUS"] for event in events} == {wanted}
    else:
        assert method == "PUBLISH"
        assert not any("ATTENDEE" in event for event in events)
