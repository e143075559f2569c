"""The names of CPSV-AP and its neighbours in RDF, and the few that we add."""

from __future__ import annotations

from rdflib import Graph, Namespace

from desk.catalogue.records import ChannelKind, LifeCycle

BASE = "https://loket.example/id/"
"""What relative addresses in files are relative to."""

ADMS = Namespace("http://www.w3.org/ns/adms#")
CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
LOCN = Namespace("http://www.w3.org/ns/locn#")
LOKET = Namespace("https://loket.example/ns#")
SCHEMA = Namespace("https://schema.org/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
TIME = Namespace("http://www.w3.org/2006/time#")

CURRENCY = "http://publications.europa.eu/resource/authority/currency/"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
STATUS = "http://purl.org/adms/status/"
CHANNEL_TYPE = BASE + "channel-type/"

CHANNEL_KINDS = {
    "e-service": ChannelKind.E_SERVICE,
    "web-page": ChannelKind.WEB_PAGE,
    "phone": ChannelKind.PHONE,
    "email": ChannelKind.EMAIL,
    "chat": ChannelKind.CHAT,
    "form": ChannelKind.FORM,
    "office": ChannelKind.OFFICE,
    "mail": ChannelKind.MAIL,
}
CHANNEL_NAMES = {
    ChannelKind.E_SERVICE: "e-service",
    ChannelKind.WEB_PAGE: "web page",
    ChannelKind.PHONE: "telephone",
    ChannelKind.EMAIL: "e-mail",
    ChannelKind.CHAT: "chat",
    ChannelKind.FORM: "printable form",
    ChannelKind.OFFICE: "service point",
    ChannelKind.MAIL: "post",
}
LIFE_CYCLES = {
    "Completed": LifeCycle.ACTIVE,
    "UnderDevelopment": LifeCycle.DRAFT,
    "Deprecated": LifeCycle.SUSPENDED,
    "Withdrawn": LifeCycle.RETIRED,
}
"""Statuses of the ADMS vocabulary (purl.org/adms/status)."""

LANGUAGE_CODES = {
    "ar": "ARA", "bg": "BUL", "cs": "CES", "da": "DAN", "de": "DEU", "el": "ELL", "en": "ENG", "es": "SPA", "et": "EST",
    "fi": "FIN", "fr": "FRA", "ga": "GLE", "hr": "HRV", "hu": "HUN", "it": "ITA", "lt": "LIT", "lv": "LAV", "mt": "MLT",
    "nb": "NOB", "nl": "NLD", "nn": "NNO", "no": "NOR", "pl": "POL", "pt": "POR", "ro": "RON", "ru": "RUS", "sk": "SLK",
    "sl": "SLV", "so": "SOM", "sv": "SWE", "tr": "TUR", "uk": "UKR",
}  # fmt: skip
"""BCP 47 codes to the EU's language authority table."""


def bound(graph: Graph) -> Graph:
    """``graph`` with the usual prefixes, for a file that people can read."""
    for prefix, namespace in (
        ("adms", ADMS), ("cpsv", CPSV), ("cv", CV), ("dcat", DCAT), ("dct", DCT), ("foaf", FOAF),
        ("locn", LOCN), ("loket", LOKET), ("skos", SKOS), ("time", TIME),
    ):  # fmt: skip
        graph.bind(prefix, namespace, override=True, replace=True)
    return graph
