# Words beside the dates and hours that CLDR formats.

day-today = today
day-tomorrow = tomorrow
hours-closed = closed
hours-always = around the clock
hours-holidays = public holidays
