"""Words as they are looked for: in small letters and without accents, so that Soren is Sørensen."""

from django.db.models import Func, TextField


class PlainText(Func):
    """The plain form of a text, made by the database; indexes can hold it."""

    function = "plain_text"
    output_field = TextField()
