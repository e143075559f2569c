"""The group "editor": may correct the catalogue and write notices, and nothing else."""

from django.db import migrations

GROUP = "editor"
EVERYTHING = ("view", "add", "change", "delete")
MAY = {
    "service": ("view", "add", "change"),
    "servicetext": EVERYTHING,
    "servicetextversion": ("view",),
    "servicechannel": EVERYTHING,
    "channel": ("view", "add", "change"),
    "specialhours": EVERYTHING,
    "cost": EVERYTHING,
    "evidence": EVERYTHING,
    "output": EVERYTHING,
    "concept": ("view", "add", "change"),
    "organisation": ("view", "add", "change"),
    "source": ("view",),
    "notice": EVERYTHING,
}


def make(apps, schema_editor):
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    for model, actions in MAY.items():
        # Django makes permissions only after the last migration, so they are made here where they are missing.
        content_type, _ = content_types.get_or_create(app_label="catalogue", model=model)
        for action in actions:
            permission, _ = permissions.get_or_create(
                content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
            )
            group.permissions.add(permission)


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make, remove)]
