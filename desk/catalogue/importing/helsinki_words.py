"""What the codes of Helsinki's register are called."""

from __future__ import annotations

from desk.catalogue.records import Texts

AUTHORITY: Texts = {"fi": "Helsingin kaupunki", "sv": "Helsingfors stad", "en": "City of Helsinki"}

TARGET_GROUPS: dict[str, Texts] = {
    "INDIVIDUALS": {"fi": "Yksityishenkilöt", "sv": "Privatpersoner", "en": "Individuals"},
    "ENTERPRISES": {"fi": "Yritykset", "sv": "Företag", "en": "Enterprises"},
    "YOUTH": {"fi": "Nuoret", "sv": "Unga", "en": "Young people"},
    "ASSOCIATIONS": {"fi": "Yhdistykset", "sv": "Föreningar", "en": "Associations"},
    "CHILDREN_AND_FAMILIES": {
        "fi": "Lapset ja perheet",
        "sv": "Barn och familjer",
        "en": "Children and families",
    },
    "DISABLED": {"fi": "Vammaiset", "sv": "Personer med funktionsnedsättning", "en": "People with disabilities"},
    "IMMIGRANTS": {"fi": "Maahanmuuttajat", "sv": "Invandrare", "en": "Immigrants"},
    "ELDERLY_PEOPLE": {"fi": "Iäkkäät", "sv": "Äldre", "en": "Older people"},
}

LIFE_EVENTS: dict[str, Texts] = {
    "BUILDING_HOME": {"fi": "Kodin rakentaminen", "sv": "Att bygga ett hem", "en": "Building a home"},
    "LOSING_JOB": {"fi": "Työttömäksi jääminen", "sv": "Att bli arbetslös", "en": "Losing a job"},
    "DIVORCE": {"fi": "Avioero", "sv": "Skilsmässa", "en": "Divorce"},
    "IMMIGRATING_TO_FINLAND": {
        "fi": "Muutto Suomeen",
        "sv": "Att flytta till Finland",
        "en": "Moving to Finland",
    },
    "HAVING_CHILD": {"fi": "Lapsen saaminen", "sv": "Att få barn", "en": "Having a child"},
    "REHABILITATION": {"fi": "Kuntoutuminen", "sv": "Rehabilitering", "en": "Rehabilitation"},
    "BEGINNING_FULLTIME_STUDIES": {
        "fi": "Opintojen aloittaminen",
        "sv": "Att börja studera på heltid",
        "en": "Starting full-time studies",
    },
    "FALLING_SERIOUSLY_ILL": {
        "fi": "Vakava sairastuminen",
        "sv": "Att bli allvarligt sjuk",
        "en": "Falling seriously ill",
    },
    "GIVING_INFORMAL_CARE": {"fi": "Omaishoito", "sv": "Närståendevård", "en": "Caring for a relative"},
    "ADOPTION": {"fi": "Adoptio", "sv": "Adoption", "en": "Adoption"},
    "RETIREMENT": {"fi": "Eläkkeelle siirtyminen", "sv": "Att gå i pension", "en": "Retirement"},
    "DEATH_OF_CLOSE_FAMILY_MEMBER": {
        "fi": "Läheisen kuolema",
        "sv": "En närståendes död",
        "en": "Death of a close family member",
    },
    "BURDENED_BY_DEBT": {"fi": "Velkaantuminen", "sv": "Skuldsättning", "en": "Being burdened by debt"},
}
