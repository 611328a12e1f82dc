"""What a report gathers beside its surveys, part by part."""
