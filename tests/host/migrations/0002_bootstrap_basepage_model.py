
import django.db.models.deletion
from django.db import migrations, models

from wagtail.models import BootstrapLocaleField, BootstrapTranslatableModel, BootstrapTranslationKeyField


class Migration(migrations.Migration):

    dependencies = [
        ("host", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        BootstrapLocaleField("host.BasePage"),
        BootstrapTranslationKeyField("host.BasePage"),
        BootstrapTranslatableModel("host.BasePage"),
    ]
