from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planks", "0001_initial")]
    operations = [
        migrations.AddField("plank", "length", models.PositiveIntegerField(null=True)),
    ]
