"""The addresses under /open311/v2/."""

from __future__ import annotations

from django.urls import path, register_converter

from desk.open311 import views


class FormatConverter:
    """The end of an address that says the format."""

    regex = "xml|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FormatConverter, "open311_format")

app_name = "open311"
urlpatterns = [
    path("discovery.<open311_format:form>", views.discover, name="discovery"),
    path("services.<open311_format:form>", views.service_list, name="services"),
    path("services/<str:code>.<open311_format:form>", views.service_definition, name="definition"),
    path("requests.<open311_format:form>", views.request_list, name="requests"),
    path("requests/<str:reference>.<open311_format:form>", views.request_by_id, name="request"),
    path("tokens/<str:token>.<open311_format:form>", views.token, name="token"),
    path("openapi.yaml", views.description, name="description"),
    path("<path:rest>", views.nothing),
]
