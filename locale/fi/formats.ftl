# Words beside the dates and hours that CLDR formats.

day-today = tänään
day-tomorrow = huomenna
hours-closed = suljettu
hours-always = ympäri vuorokauden
hours-holidays = pyhäpäivinä
