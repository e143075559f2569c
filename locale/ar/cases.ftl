# Cases: kinds, states, results, news to the citizen, surveys, and what can go wrong.
# A kind stands after a colon or in quotation marks, never bent.

case-kind-question = سؤال
case-kind-service-request = بلاغ
case-kind-suggestion = اقتراح
case-kind-praise = شكر
case-kind-complaint = شكوى
case-kind-appeal = تظلُّم
case-kind-accessibility-feedback = ملاحظة عن إتاحة الوصول
case-kind-data-request = طلب بشأن البيانات الشخصية

case-state-received = وصل ولم يقرأه أحد بعد
case-state-acknowledged = قرأه أحد الموظفين
case-state-triage = في طريقه إلى الجهة المناسبة
case-state-assigned = لدى الجهة المختصة به
case-state-investigating = قيد الدراسة
case-state-waiting-citizen = في انتظار ردّك
case-state-waiting-third-party = في انتظار جهة خارج المدينة
case-state-decided = صدر القرار
case-state-closed = أُغلق
case-state-duplicate = ضُمّ إلى بلاغ آخر عن الأمر نفسه
case-state-not-responsible = ليس من اختصاص المدينة
case-state-withdrawn = سُحب
case-state-spam = أُغلق دون رد
case-state-reopened = فُتح من جديد
case-state-review-requested = طُلبت مراجعة
case-state-review-investigating = يراجعه شخص آخر
case-state-review-decided = صدر قرار المراجعة
case-state-closed-final = أُغلق نهائيًا

case-outcome-upheld = الحق معك
case-outcome-partly-upheld = الحق معك جزئيًا
case-outcome-not-upheld = لم يتبيّن وجود خطأ
case-outcome-no-finding = تعذّر التحقق من الأمر
case-outcome-resolved-informally = تم إصلاح الأمر

case-due-acknowledge = سيصلك رد من أحد الموظفين في موعد أقصاه: { $date }.
case-due-decide = ستتخذ المدينة قرارها في موعد أقصاه: { $date }.

case-news-received = وصل موضوعك ({ $kind }، الرمز { $code }).
case-news-acknowledged = جديد موضوعك ({ $kind }، الرمز { $code }): قرأه أحد الموظفين.
case-news-assigned = جديد موضوعك ({ $kind }، الرمز { $code }): هو الآن لدى الجهة المختصة به.
case-news-investigating = جديد موضوعك ({ $kind }، الرمز { $code }): هو الآن قيد الدراسة.
case-news-waiting-citizen = تحتاج المدينة إلى ردّ منك بشأن موضوعك ({ $kind }، الرمز { $code }). تتوقف المهلة حتى يصل ردّك.
    .sms = تحتاج المدينة إلى ردّ منك ({ $kind }، الرمز { $code }). يُرجى الرد هنا.
case-news-waiting-third-party = جديد موضوعك ({ $kind }، الرمز { $code }): تنتظر المدينة جهة خارجية.
case-news-decided = صدر القرار في موضوعك ({ $kind }، الرمز { $code }): { $outcome }.
case-news-closed = أُغلق موضوعك ({ $kind }، الرمز { $code }). إذا لم تُحلّ المشكلة فيمكنك فتحه من جديد خلال 30 يومًا.
    .sms = أُغلق: { $kind }، الرمز { $code }. لم تُحلّ المشكلة؟ يمكن فتحه من جديد خلال 30 يومًا.
case-news-duplicate = ضُمّ موضوعك ({ $kind }، الرمز { $code }) إلى بلاغ آخر عن الأمر نفسه. ستصلك أخباره.
case-news-not-responsible = موضوعك ({ $kind }، الرمز { $code }) ليس من اختصاص المدينة. الجهة المسؤولة: { $body }.
case-news-withdrawn = سُحب موضوعك ({ $kind }، الرمز { $code }) بناءً على طلبك.
case-news-reopened = فُتح موضوعك ({ $kind }، الرمز { $code }) من جديد.
case-news-review-requested = وصل طلبك للمراجعة ({ $kind }، الرمز { $code }). سينظر فيه شخص آخر.
case-news-review-investigating = جديد طلب المراجعة ({ $kind }، الرمز { $code }): ينظر فيه الآن شخص آخر.
case-news-review-decided = صدر قرار المراجعة ({ $kind }، الرمز { $code }): { $outcome }.
case-news-closed-final = أُغلق موضوعك ({ $kind }، الرمز { $code }) نهائيًا.
case-news-extended = تحتاج المدينة إلى وقت أطول لموضوعك ({ $kind }، الرمز { $code }).
case-news-released = أصبح بلاغك ({ $kind }، الرمز { $code }) ظاهرًا في القائمة العامة دون اسمك.
case-news-reason = السبب: { $text }
case-news-reasons = الأسباب: { $text }
case-news-remedy = ما تفعله المدينة: { $text }
case-news-appeal = في حال عدم الموافقة: { $text }
case-news-appeal-here = في حال عدم الموافقة، يمكنك طلب مراجعة هنا باستخدام رمزك.

case-survey-closing = أُغلق موضوعك ({ $kind }، الرمز { $code }). كيف كانت معالجته؟ 1 تعني سيئة و5 تعني جيدة.
    .sms = أُغلق: { $kind }، الرمز { $code }. كيف كانت معالجته؟ يُرجى الرد برقم من 1 (سيئة) إلى 5 (جيدة).
    .voice = أُغلق موضوعك: { $kind }. كيف كانت معالجته؟ يُرجى قول رقم من واحد إلى خمسة. واحد تعني سيئة، وخمسة تعني جيدة.
case-survey-later = أُغلق موضوعك ({ $kind }، الرمز { $code }) قبل أربعة أسابيع. هل حُلّت المشكلة؟
    .sms = هل حُلّت المشكلة؟ ({ $kind }، الرمز { $code }، أُغلق قبل أربعة أسابيع)
    .voice = أُغلق موضوعك قبل أربعة أسابيع: { $kind }. هل حُلّت المشكلة؟
case-survey-solved = حُلّت
case-survey-unsolved = لم تُحلّ
case-survey-stop = عدم السؤال مرة أخرى
case-survey-how-to-stop = يمكنك إيقاف هذه الأسئلة في أي وقت بالضغط على «{ $button }» أو بكتابتها.
    .sms = كلمة توقف تنهي كل الرسائل.

case-code-unreadable = هذا ليس رمز متابعة. يتكوّن الرمز من أحد عشر حرفًا ورقمًا، مثل { "\u2066" }7K2M-Q4ZX-1TB{ "\u2069" }، أو من سبعة عشر رقمًا.
    .sms = هذا ليس رمزًا. شكله { "\u2066" }7K2M-Q4ZX-1TB{ "\u2069" } أو سبعة عشر رقمًا.
    .voice = هذا ليس رمز متابعة. يتكوّن الرمز من أحد عشر حرفًا ورقمًا، أو من سبعة عشر رقمًا. يُرجى قوله مرة أخرى، علامة بعد علامة.
case-code-mistyped = في هذا الرمز خطأ: علامة واحدة غير صحيحة، أو علامتان تبادلتا مكانيهما. يُرجى مقارنته علامة بعد علامة.
    .sms = في هذا الرمز علامة غير صحيحة. يُرجى مقارنته وإرساله مرة أخرى.
    .voice = في هذا الرمز خطأ. يُرجى قوله مرة أخرى ببطء، علامة بعد علامة.
case-code-unknown = لا يوجد موضوع بهذا الرمز. يُرجى التأكد من أنه الرمز الذي حصلت عليه.
case-code-too-many = كان عدد الرموز الخاطئة كبيرًا جدًا. يُرجى المحاولة مرة أخرى بعد { $minutes ->
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $minutes } دقائق
    [many] { $minutes } دقيقة
   *[other] { $minutes } دقيقة
}.
case-error = حدث خطأ ما. يُرجى المحاولة مرة أخرى.
case-changed = غيّر شخص آخر هذا في هذه الأثناء. يُرجى الاطلاع عليه مرة أخرى.
case-move-forbidden = هذا غير ممكن الآن.
case-not-possible = هذا غير ممكن الآن.
case-missing = هناك شيء ناقص. يُرجى ذكره مرة أخرى.

case-file-empty = هذا الملف فارغ، لذلك لم يُضَف. يُرجى اختيار ملف آخر.
case-file-too-big = هذا الملف كبير جدًا: الحد الأقصى { $megabytes } ميغابايت. تكفي صورة أصغر.
case-file-too-many = الحد الأقصى لعدد الملفات: { $most }. لم يُضَف المزيد.
case-file-type = لا يمكن قبول هذا النوع من الملفات. يمكن إضافة الصور (JPEG وPNG وWebP) وملفات PDF والتسجيلات الصوتية والنصوص البسيطة.
case-file-broken = تتعذّر قراءة هذه الصورة. يُرجى حفظها من جديد أو اختيار صورة أخرى.
case-file-no-draft = يمكن إضافة ملف بعد بدء بلاغ. يُرجى أولًا ذكر موضوعه.
case-file-off = لا يمكن إرسال الملفات هنا. يُرجى وصف محتواها بالكلمات.
