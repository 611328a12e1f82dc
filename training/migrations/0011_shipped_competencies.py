"""Organisations that were there before competencies get the shipped ones."""

from django.db import migrations

from training.competencies.shipped import LEVEL_NAMES, SHIPPED


def give(apps, _schema_editor):
    """Give the shipped competencies to organisations with programmes that have none at all."""
    organisation_model = apps.get_model("accounts", "Organisation")
    competency_model = apps.get_model("training", "Competency")
    level_model = apps.get_model("training", "CompetencyLevel")
    waiting = organisation_model.objects.filter(
        pk__in=apps.get_model("programmes", "Programme").objects.values("organisation")
    ).exclude(pk__in=competency_model.objects.values("organisation"))
    for organisation in waiting:
        for position, shipped in enumerate(SHIPPED):
            competency = competency_model.objects.create(
                organisation=organisation,
                key=shipped.key,
                name=str(shipped.name),
                description=str(shipped.description),
                audience=shipped.audience,
                position=position,
            )
            level_model.objects.bulk_create(
                level_model(
                    competency=competency, level=level, name=str(name), description=str(words)
                )
                for level, (name, words) in enumerate(
                    zip(LEVEL_NAMES, shipped.levels, strict=True), start=1
                )
            )


class Migration(migrations.Migration):
    """Give what is missing; going back takes nothing away."""

    dependencies = (("training", "0010_fresh"),)
    operations = (migrations.RunPython(give, migrations.RunPython.noop, elidable=True),)
