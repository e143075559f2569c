# What the counter itself says: refusals, and news about a conversation.

channel-parked = عذرًا، حدث خطأ في رسالتك ولم أتمكن من الرد عليها. يُرجى طرح السؤال بكلمات أخرى أو التواصل مع أحد الموظفين.
channel-forgotten = تم حذف هذه المحادثة.
channel-unknown-session = انتهت هذه المحادثة. يُرجى بدء محادثة جديدة.
channel-too-many-sessions = بدأت محادثات كثيرة من شبكتك للتو. يُرجى المحاولة بعد قليل.
channel-bad-request = تعذّرت قراءة الرسالة. يُرجى المحاولة مرة أخرى.
channel-too-fast = كان ذلك سريعًا بعض الشيء. يُرجى الانتظار لحظة ثم إرسال الرسالة من جديد.
channel-empty = لا يوجد نص في الرسالة. يُرجى كتابة ما يلزمك.
channel-too-long = الرسالة طويلة جدًا: الحد الأقصى 4000 حرف. يُرجى اختصارها أو إرسالها على أجزاء.
channel-unknown-choice = لم يعد هذا الخيار متاحًا. يُرجى كتابة ما يلزمك.
channel-too-many-streams = هذه المحادثة مفتوحة في أماكن كثيرة. يُرجى إغلاق أحدها.
channel-unknown-language = لا أتحدث هذه اللغة. يُرجى اختيار لغة من القائمة.
channel-unknown-address = لا يوجد شيء على هذا العنوان.
channel-broken = حدث خطأ من جانبنا. يُرجى المحاولة بعد لحظات.

channel-transcript-title = محادثتك مع مكتب الخدمات
channel-speaker-person = أنت
channel-speaker-assistant = المساعد
channel-speaker-staff = أحد الموظفين
channel-speaker-system = مكتب الخدمات
