"""The database forbids moves that are not in the table of states, and any change of the audit trail."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from desk.cases import guards


def _install(apps: Any, schema_editor: Any) -> None:
    guards.install(schema_editor)
    apps.get_model("cases", "AuditHead").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RunPython(_install, migrations.RunPython.noop),
        # From now on neither `flush` nor a later migration touches the trail's tables.
        migrations.AlterModelOptions(
            name="auditentry", options={"managed": False, "ordering": ["seq"], "verbose_name_plural": "audit entries"}
        ),
        migrations.AlterModelOptions(name="audithead", options={"managed": False}),
    ]
