from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "desk.catalogue"
    label = "catalogue"
