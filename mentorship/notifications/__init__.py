"""Messages: the outbox, its delivery, reminders, and what people want to be written to about."""
