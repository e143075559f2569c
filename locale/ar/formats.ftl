# Words beside the dates and hours that CLDR formats.

day-today = اليوم
day-tomorrow = غدًا
hours-closed = مغلق
hours-always = على مدار الساعة
hours-holidays = أيام العطل الرسمية
