"""Finding a time that suits everybody, and invitations for their calendars."""
