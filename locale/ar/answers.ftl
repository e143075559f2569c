# What the assistant says about services. Facts come from the catalogue; these sentences only frame them.
# A name that is put in stands alone between guillemets or before a colon, and nobody is addressed as he or she.

### Facets

answer-about = الخدمة: { $service }
    .voice = الخدمة: { $service }.
answer-audience = { $service } – لمن هذه الخدمة:
answer-steps = { $service } – كيفية الحصول على الخدمة:
answer-documents = { $service } – ما يلزم إحضاره:
answer-cost = { $service } – التكلفة:
answer-cost-free = مجانًا
answer-time = { $service } – المدة:
answer-time-at-once = في الحال
answer-hours = { $service } – مواعيد العمل:
answer-hours-channel = { $channel }: { $hours }
answer-place = { $service } – المكان:
answer-contact = { $service } – بيانات التواصل:
answer-link = { $service } على الإنترنت:

answer-missing-audience = لا يذكر الدليل لمن تُقدَّم خدمة «{ $service }».
answer-missing-steps = لا يشرح الدليل كيفية الحصول على خدمة «{ $service }».
answer-missing-documents = لا يذكر الدليل المستندات المطلوبة لخدمة «{ $service }».
answer-missing-cost = لا يذكر الدليل تكلفة خدمة «{ $service }».
answer-missing-time = لا يذكر الدليل كم تستغرق خدمة «{ $service }».
answer-missing-hours = لا توجد في الدليل مواعيد عمل لخدمة «{ $service }».
answer-missing-place = لا يوجد في الدليل عنوان لخدمة «{ $service }».
answer-missing-contact = لا يوجد في الدليل رقم هاتف أو بريد إلكتروني لخدمة «{ $service }».
answer-missing-link = لا توجد في الدليل صفحة إلكترونية لخدمة «{ $service }».
answer-missing-about = لا يوجد في الدليل وصف لخدمة «{ $service }».
answer-missing-ask = يمكن السؤال هنا: { $contact }

answer-other-language = هذا النص متوفر بهذه اللغة فقط: { $language }.

### Opening

open-now = { $channel }: مفتوح الآن حتى الساعة { $time }.
open-now-always = { $channel }: مفتوح الآن على مدار الساعة.
open-not-now = { $channel }: مغلق الآن. موعد الفتح: { $day }، الساعة { $time }.
open-not-now-unknown = { $channel }: مغلق الآن.
open-on-day = { $channel }، { $day }: مفتوح { $hours }.
open-closed-day = { $channel }، { $day }: مغلق.
open-closed-holiday = { $channel }، { $day }: مغلق ({ $holiday }).
open-source = مواعيد العمل مأخوذة من الدليل. وقد يختلف الإعلان في المكان نفسه.

### Doubt

doubt-which = هل المقصود إحدى هذه الخدمات؟
doubt-one = هل المقصود خدمة «{ $service }»؟
doubt-none-of-these = لا شيء مما سبق
lost = عذرًا، لم أجد إجابة عن هذا السؤال.
lost-hint = يمكن طرح السؤال بكلمات أخرى أو التحدث مع أحد الموظفين.
lost-kept = سجّلتُ سؤالك لكي تضيف المدينة إجابة عنه.
lost-perhaps = قد لا أكون فهمت ذلك جيدًا. هل المقصود إحدى هذه الخدمات؟
perhaps-service = معلومات عن: { $service }
which-service = ما الخدمة المقصودة؟ يكفي ذكر اسمها أو ما يلزمك.
nothing-more = هذا كل ما في الدليل عن خدمة «{ $service }».
choose-out-of-range = { $count ->
    [zero] لا توجد خيارات معروضة. يُرجى ذكر ما يلزمك.
    [one] عرضتُ خيارًا واحدًا. يُرجى اختياره أو ذكر ما يلزمك.
    [two] عرضتُ خيارين. يُرجى اختيار أحدهما أو ذكر ما يلزمك.
    [few] عرضتُ { $count } خيارات. يُرجى اختيار أحدها أو ذكر ما يلزمك.
    [many] عرضتُ { $count } خيارًا. يُرجى اختيار أحدها أو ذكر ما يلزمك.
   *[other] عرضتُ { $count } خيار. يُرجى اختيار أحدها أو ذكر ما يلزمك.
  }
nothing-to-choose = لم أعرض أي خيارات بعد. يُرجى ذكر ما يلزمك.
services-offered = قد تفيد هذه الخدمات:
services-some = هذه بعض خدماتنا (العدد الإجمالي: { $count }). يُرجى ذكر ما يلزمك وسأبحث عن الخدمة المناسبة.
corrected = عذرًا، أسأتُ الفهم. هل المقصود إحدى هذه الخدمات؟
corrected-ask = عذرًا، أسأتُ الفهم. يُرجى ذكر ما يلزمك مرة أخرى.

facet-about = ما هي هذه الخدمة؟
facet-audience = لمن هذه الخدمة؟
facet-steps = كيف يُقدَّم الطلب؟
facet-documents = ما المطلوب؟
facet-cost = كم التكلفة؟
facet-time = كم تستغرق؟
facet-hours = مواعيد العمل
facet-place = أين؟
facet-contact = بيانات التواصل
facet-link = الصفحة الإلكترونية

### Labels on a card

channel-e_service = خدمة إلكترونية
channel-web_page = صفحة إلكترونية
channel-phone = خدمة هاتفية
channel-email = البريد الإلكتروني
channel-chat = محادثة مباشرة
channel-form = استمارة
channel-office = مكتب
channel-mail = البريد
