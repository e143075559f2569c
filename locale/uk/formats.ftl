# Words beside the dates and hours that CLDR formats.

day-today = сьогодні
day-tomorrow = завтра
hours-closed = зачинено
hours-always = цілодобово
hours-holidays = у святкові дні
