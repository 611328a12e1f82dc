"""Large and hostile tables, measured."""
