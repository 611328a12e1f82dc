import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    """An organisation has its own colours, logo, sender and foot."""

    dependencies = [
        ('accounts', '0008_erasing'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='accent_dark',
            field=models.CharField(blank=True, db_default='', default='', max_length=7, verbose_name='colour on dark pages'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='accent_light',
            field=models.CharField(blank=True, db_default='', default='', max_length=7, verbose_name='colour on light pages'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='footer_text',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='words at the foot'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='host',
            field=models.CharField(blank=True, db_default='', default='', max_length=253, verbose_name='own address on the web'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='imprint_url',
            field=models.URLField(blank=True, db_default='', default='', verbose_name='imprint'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='logo_dark',
            field=models.CharField(blank=True, db_default='', default='', max_length=40, verbose_name='logo on dark pages'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='logo_light',
            field=models.CharField(blank=True, db_default='', default='', max_length=40, verbose_name='logo on light pages'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='privacy_url',
            field=models.URLField(blank=True, db_default='', default='', verbose_name='privacy notice'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='reply_to',
            field=models.EmailField(blank=True, db_default='', default='', max_length=254, verbose_name='answers go to'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='sender_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='sender of mails'),
        ),
        # There are few organisations: checking them takes no time.
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('accent_light', ''), ('accent_light__regex', '^#[0-9a-f]{6}$'), _connector='OR'), name='accounts_organisation_accent_light'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('accent_dark', ''), ('accent_dark__regex', '^#[0-9a-f]{6}$'), _connector='OR'), name='accounts_organisation_accent_dark'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('host', django.db.models.functions.text.Lower('host'))), name='accounts_organisation_host_lower'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.UniqueConstraint(condition=models.Q(('host', ''), _negated=True), fields=('host',), name='accounts_organisation_host'),
        ),
    ]
