# Words beside the dates and hours that CLDR formats.

day-today = aujourd’hui
day-tomorrow = demain
hours-closed = fermé
hours-always = 24 heures sur 24
hours-holidays = jours fériés
