"""Room for letters in each programme's own words, and for why nobody reviewed an application."""

from django.db import migrations, models


def drop_letters(apps, schema_editor):
    """Take out the words that the older list of messages has no place for."""
    texts = apps.get_model("programmes", "MessageText")
    texts.objects.filter(kind__startswith="letter_").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0012_commitments'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='messagetext',
            name='programmes_text_kind',
        ),
        migrations.RunPython(migrations.RunPython.noop, drop_letters),
        migrations.AddField(
            model_name='decision',
            name='without_reviews',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='why it is decided without reviews'),
        ),
        migrations.AlterField(
            model_name='messagetext',
            name='kind',
            field=models.CharField(choices=[('invitation_mentor', 'Invitation to a mentor'), ('invitation_mentee', 'Invitation to a mentee'), ('charter_request', "Charter for the sponsor's signature"), ('letter_accept', 'Letter to who is accepted'), ('letter_later', 'Letter to who is accepted for later'), ('letter_develop', 'Letter to who is offered development first'), ('letter_wait', 'Letter to who is on the waiting list'), ('letter_decline', 'Letter to who is declined')], max_length=30, verbose_name='message'),
        ),
        migrations.AddConstraint(
            model_name='messagetext',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['invitation_mentor', 'invitation_mentee', 'charter_request', 'letter_accept', 'letter_later', 'letter_develop', 'letter_wait', 'letter_decline'])), name='programmes_text_kind'),
        ),
    ]
