# Words beside the dates and hours that CLDR formats.

day-today = hoy
day-tomorrow = mañana
hours-closed = cerrado
hours-always = las 24 horas
hours-holidays = festivos
