# Words beside the dates and hours that CLDR formats.

day-today = heute
day-tomorrow = morgen
hours-closed = geschlossen
hours-always = rund um die Uhr
hours-holidays = an Feiertagen
