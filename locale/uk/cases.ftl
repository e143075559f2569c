# Cases: kinds, states, results, news to the citizen, surveys, and what can go wrong.
# A kind stands after a colon or in quotation marks, never bent.

case-kind-question = запитання
case-kind-service-request = повідомлення про проблему
case-kind-suggestion = пропозиція
case-kind-praise = подяка
case-kind-complaint = скарга
case-kind-appeal = оскарження рішення
case-kind-accessibility-feedback = відгук про доступність
case-kind-data-request = запит про особисті дані

case-state-received = надійшло, ще ніхто не прочитав
case-state-acknowledged = прочитано людиною
case-state-triage = передається тим, хто цим займається
case-state-assigned = у тих, хто цим займається
case-state-investigating = розглядається
case-state-waiting-citizen = очікує на вашу відповідь
case-state-waiting-third-party = очікує на відповідь не від міста
case-state-decided = рішення ухвалено
case-state-closed = закрито
case-state-duplicate = об’єднано з іншим зверненням про те саме
case-state-not-responsible = це вирішує не місто
case-state-withdrawn = відкликано
case-state-spam = закрито без відповіді
case-state-reopened = знову відкрито
case-state-review-requested = подано прохання про перегляд
case-state-review-investigating = переглядає інша людина
case-state-review-decided = перегляд завершено
case-state-closed-final = закрито остаточно

case-outcome-upheld = ви маєте рацію
case-outcome-partly-upheld = ви частково маєте рацію
case-outcome-not-upheld = помилки не знайдено
case-outcome-no-finding = з’ясувати не вдалося
case-outcome-resolved-informally = проблему усунено

case-due-acknowledge = Вам відповість людина. Не пізніше: { $date }.
case-due-decide = Місто ухвалить рішення. Не пізніше: { $date }.

case-news-received = Ваше звернення ({ $kind }, код { $code }) надійшло.
case-news-acknowledged = Новини про ваше звернення ({ $kind }, код { $code }): його прочитала людина.
case-news-assigned = Новини про ваше звернення ({ $kind }, код { $code }): воно в тих, хто цим займається.
case-news-investigating = Новини про ваше звернення ({ $kind }, код { $code }): його розглядають.
case-news-waiting-citizen = Місту потрібна ваша відповідь щодо звернення ({ $kind }, код { $code }). Строк зупинено, доки ви не відповісте.
    .sms = Місту потрібна ваша відповідь ({ $kind }, код { $code }). Відповідайте тут.
case-news-waiting-third-party = Новини про ваше звернення ({ $kind }, код { $code }): місто чекає на відповідь іншої установи.
case-news-decided = Рішення щодо вашого звернення ({ $kind }, код { $code }) ухвалено: { $outcome }.
case-news-closed = Ваше звернення ({ $kind }, код { $code }) закрито. Якщо проблему не вирішено, його можна знову відкрити протягом 30 днів.
    .sms = Закрито: { $kind }, код { $code }. Не вирішено? Можна знову відкрити протягом 30 днів.
case-news-duplicate = Ваше звернення ({ $kind }, код { $code }) об’єднано з іншим зверненням про те саме. Ви дізнаєтеся, як просувається справа.
case-news-not-responsible = Ваше звернення ({ $kind }, код { $code }) вирішує не місто. За це відповідає: { $body }.
case-news-withdrawn = Ваше звернення ({ $kind }, код { $code }) відкликано на ваше прохання.
case-news-reopened = Ваше звернення ({ $kind }, код { $code }) знову відкрито.
case-news-review-requested = Ваше прохання про перегляд ({ $kind }, код { $code }) надійшло. Його розгляне інша людина.
case-news-review-investigating = Новини про ваш перегляд ({ $kind }, код { $code }): справу вивчає інша людина.
case-news-review-decided = Перегляд ({ $kind }, код { $code }) завершено: { $outcome }.
case-news-closed-final = Ваше звернення ({ $kind }, код { $code }) закрито остаточно.
case-news-extended = Місту потрібно більше часу на ваше звернення ({ $kind }, код { $code }).
case-news-released = Ваше звернення ({ $kind }, код { $code }) тепер є в публічному списку, без вашого імені.
case-news-reason = Причина: { $text }
case-news-reasons = Обґрунтування: { $text }
case-news-remedy = Що робить місто: { $text }
case-news-appeal = Якщо ви не згодні: { $text }
case-news-appeal-here = Якщо ви не згодні, тут можна попросити про перегляд за вашим кодом.

case-survey-closing = Ваше звернення ({ $kind }, код { $code }) закрито. Наскільки добре його розглянули? 1 означає погано, 5 означає добре.
    .sms = Закрито: { $kind }, код { $code }. Наскільки добре розглянули? Відповідь від 1 (погано) до 5 (добре).
    .voice = Ваше звернення закрито: { $kind }. Наскільки добре його розглянули? Скажіть число від одного до п’яти. Один означає погано, п’ять означає добре.
case-survey-later = Чотири тижні тому ваше звернення ({ $kind }, код { $code }) закрили. Проблему вирішено?
    .sms = Проблему вирішено? ({ $kind }, код { $code }, закрито чотири тижні тому)
    .voice = Чотири тижні тому ваше звернення закрили: { $kind }. Проблему вирішено?
case-survey-solved = Вирішено
case-survey-unsolved = Не вирішено
case-survey-stop = Більше не питати
case-survey-how-to-stop = Ці запитання можна припинити будь-коли: натисніть або напишіть «{ $button }».
    .sms = СТОП припиняє всі повідомлення.

case-code-unreadable = Це не код відстеження. У коді одинадцять літер і цифр, наприклад 7K2M-Q4ZX-1TB, або сімнадцять цифр.
    .sms = Це не код. Він має вигляд 7K2M-Q4ZX-1TB або сімнадцять цифр.
    .voice = Це не код відстеження. У коді одинадцять літер і цифр або сімнадцять цифр. Скажіть його ще раз, знак за знаком.
case-code-mistyped = У цьому коді є помилка: один знак неправильний або два помінялися місцями. Порівняйте його знак за знаком.
    .sms = Один знак цього коду неправильний. Порівняйте й надішліть ще раз.
    .voice = У цьому коді є помилка. Скажіть його ще раз, повільно, знак за знаком.
case-code-unknown = Звернення з таким кодом немає. Перевірте, чи це той код, який вам дали.
case-code-too-many = Забагато неправильних кодів. Спробуйте ще раз через { $minutes ->
    [one] { $minutes } хвилину
    [few] { $minutes } хвилини
   *[many] { $minutes } хвилин
}.
case-error = Щось пішло не так. Спробуйте ще раз.
case-changed = Тим часом це змінив хтось інший. Перегляньте ще раз.
case-move-forbidden = Зараз це неможливо.
case-not-possible = Зараз це неможливо.
case-missing = Чогось бракує. Скажіть це ще раз.

case-file-empty = Цей файл порожній, тому його не додано. Виберіть інший.
case-file-too-big = Цей файл завеликий: можна не більше { $megabytes } МБ. Досить меншого зображення.
case-file-too-many = Найбільша кількість файлів: { $most }. Більше нічого не додано.
case-file-type = Такий файл прийняти не можна. Можна зображення (JPEG, PNG, WebP), PDF, звук і звичайний текст.
case-file-broken = Це зображення не відкривається. Збережіть його ще раз або виберіть інше.
case-file-no-draft = Файл можна додати, коли ви почали звернення. Спочатку розкажіть, про що йдеться.
case-file-off = Тут не можна надсилати файли. Опишіть словами, що на них.
