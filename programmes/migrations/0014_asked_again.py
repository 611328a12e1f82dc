"""Until when somebody may hand in again whose application was given back to them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0013_decisions'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='asked_again_until',
            field=models.DateField(blank=True, null=True),
        ),
    ]
