"""What addresses of this app begin with."""

CONSOLE = "programmes/<slug:slug>/training/"
SESSION = f"{CONSOLE}sessions/<uuid:session_id>/"
