# What the assistant says about services. Facts come from the catalogue; these sentences only frame them.
# The name of a service or of an office stays in the nominative: a common noun beside it takes the case.

### Facets

answer-about = { $service }
    .voice = { $service }.
answer-audience = { $service } – для кого це:
answer-steps = { $service } – що треба зробити:
answer-documents = { $service } – що потрібно мати:
answer-cost = { $service } – скільки це коштує:
answer-cost-free = Безкоштовно
answer-time = { $service } – скільки часу це триває:
answer-time-at-once = Відразу
answer-hours = { $service } – години роботи:
answer-hours-channel = { $channel }: { $hours }
answer-place = { $service } – куди звертатися:
answer-contact = { $service } – контакти:
answer-link = { $service } в інтернеті:

answer-missing-audience = У каталозі не сказано, для кого послуга «{ $service }».
answer-missing-steps = У каталозі не сказано, як отримати послугу «{ $service }».
answer-missing-documents = У каталозі не сказано, які документи потрібні для послуги «{ $service }».
answer-missing-cost = У каталозі не сказано, скільки коштує послуга «{ $service }».
answer-missing-time = У каталозі не сказано, скільки часу триває послуга «{ $service }».
answer-missing-hours = У каталозі немає годин роботи для послуги «{ $service }».
answer-missing-place = У каталозі немає адреси для послуги «{ $service }».
answer-missing-contact = У каталозі немає ні телефону, ні електронної адреси для послуги «{ $service }».
answer-missing-link = У каталозі немає вебсторінки для послуги «{ $service }».
answer-missing-about = У каталозі немає опису послуги «{ $service }».
answer-missing-ask = Можна запитати тут: { $contact }

answer-other-language = Цей текст є лише такою мовою: { $language }.

### Opening

open-now = { $channel }: зараз працює, до { $time }.
open-now-always = { $channel }: зараз працює, цілодобово.
open-not-now = { $channel }: зараз не працює. Початок роботи: { $day }, { $time }.
open-not-now-unknown = { $channel }: зараз не працює.
open-on-day = { $channel }, { $day }: працює { $hours }.
open-closed-day = { $channel }, { $day }: не працює.
open-closed-holiday = { $channel }, { $day }: не працює ({ $holiday }).
open-source = Години роботи взято з каталогу. На місці може бути інше оголошення.

### Doubt

doubt-which = Ви маєте на увазі щось із цього?
doubt-one = Ви маєте на увазі послугу «{ $service }»?
doubt-none-of-these = Нічого з цього
lost = На жаль, відповіді на це знайти не вдалося.
lost-hint = Можете сказати іншими словами або поговорити з людиною.
lost-kept = Ваше питання записано, щоб місто могло додати відповідь.
lost-perhaps = Здається, не все вдалося зрозуміти. Ідеться про щось із цього?
perhaps-service = Докладніше: { $service }
which-service = Яку послугу ви маєте на увазі? Скажіть її назву або що вам потрібно.
nothing-more = Більше про послугу «{ $service }» у каталозі нічого немає.
choose-out-of-range = У списку { $count ->
    [one] { $count } варіант
    [few] { $count } варіанти
    [many] { $count } варіантів
   *[other] { $count } варіанта
  }. Виберіть, будь ласка, зі списку або скажіть, що вам потрібно.
nothing-to-choose = Вибирати поки що немає з чого. Скажіть, що вам потрібно.
services-offered = Можуть допомогти такі послуги:
services-some = Ось деякі з наших послуг (усього їх { $count }). Скажіть, що вам потрібно, і я знайду потрібну.
corrected = Перепрошую за непорозуміння. Ви маєте на увазі щось із цього?
corrected-ask = Перепрошую за непорозуміння. Скажіть, будь ласка, ще раз, що вам потрібно.

facet-about = Що це?
facet-audience = Для кого це?
facet-steps = Як подати заяву?
facet-documents = Що мені потрібно?
facet-cost = Скільки це коштує?
facet-time = Скільки часу це триває?
facet-hours = Години роботи
facet-place = Де це?
facet-contact = Контакти
facet-link = Вебсторінка

### Labels on a card

channel-e_service = Онлайн-послуга
channel-web_page = Вебсторінка
channel-phone = Телефонна лінія
channel-email = Електронна пошта
channel-chat = Чат
channel-form = Бланк
channel-office = Офіс
channel-mail = Пошта
