# Words beside the dates and hours that CLDR formats.

day-today = i dag
day-tomorrow = i morgon
hours-closed = stängt
hours-always = dygnet runt
hours-holidays = helgdagar
