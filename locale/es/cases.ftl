# Cases: kinds, states, results, news to the citizen, surveys, and what can go wrong.
# A kind stands after a colon or in quotation marks, never bent.

case-kind-question = pregunta
case-kind-service-request = aviso
case-kind-suggestion = sugerencia
case-kind-praise = felicitación
case-kind-complaint = queja
case-kind-appeal = recurso
case-kind-accessibility-feedback = comentario sobre accesibilidad
case-kind-data-request = solicitud sobre datos personales

case-state-received = ha llegado, nadie lo ha leído todavía
case-state-acknowledged = lo ha leído una persona
case-state-triage = de camino a las personas adecuadas
case-state-assigned = lo tienen las personas que se ocupan de ello
case-state-investigating = se está estudiando
case-state-waiting-citizen = a la espera de su respuesta
case-state-waiting-third-party = a la espera de alguien de fuera del ayuntamiento
case-state-decided = decidido
case-state-closed = cerrado
case-state-duplicate = unido a otro aviso sobre lo mismo
case-state-not-responsible = no depende del ayuntamiento
case-state-withdrawn = retirado
case-state-spam = cerrado sin respuesta
case-state-reopened = abierto de nuevo
case-state-review-requested = se ha pedido una revisión
case-state-review-investigating = lo revisa otra persona
case-state-review-decided = la revisión está decidida
case-state-closed-final = cerrado definitivamente

case-outcome-upheld = usted tenía razón
case-outcome-partly-upheld = usted tenía razón en parte
case-outcome-not-upheld = no se encontró ningún error
case-outcome-no-finding = no se pudo averiguar
case-outcome-resolved-informally = ya se ha arreglado

case-due-acknowledge = Una persona le responderá. A más tardar: { $date }.
case-due-decide = El ayuntamiento decidirá. A más tardar: { $date }.

case-news-received = Su asunto ({ $kind }, código { $code }) ha llegado.
case-news-acknowledged = Novedades de su asunto ({ $kind }, código { $code }): una persona lo ha leído.
case-news-assigned = Novedades de su asunto ({ $kind }, código { $code }): lo tienen las personas que se ocupan de ello.
case-news-investigating = Novedades de su asunto ({ $kind }, código { $code }): se está estudiando.
case-news-waiting-citizen = El ayuntamiento necesita una respuesta suya sobre su asunto ({ $kind }, código { $code }). El plazo se detiene hasta que responda.
    .sms = El ayuntamiento necesita una respuesta suya ({ $kind }, código { $code }). Responda aquí.
case-news-waiting-third-party = Novedades de su asunto ({ $kind }, código { $code }): el ayuntamiento espera a alguien de fuera.
case-news-decided = Su asunto ({ $kind }, código { $code }) está decidido: { $outcome }.
case-news-closed = Su asunto ({ $kind }, código { $code }) está cerrado. Si no se ha resuelto, puede volver a abrirlo en un plazo de 30 días.
    .sms = Cerrado: { $kind }, código { $code }. ¿No se ha resuelto? Puede volver a abrirlo en 30 días.
case-news-duplicate = Su asunto ({ $kind }, código { $code }) se ha unido a otro aviso sobre lo mismo. Le diremos cómo sigue.
case-news-not-responsible = Su asunto ({ $kind }, código { $code }) no depende del ayuntamiento. Quien se ocupa es: { $body }.
case-news-withdrawn = Su asunto ({ $kind }, código { $code }) está retirado, como usted pidió.
case-news-reopened = Su asunto ({ $kind }, código { $code }) está abierto de nuevo.
case-news-review-requested = Su solicitud de revisión ({ $kind }, código { $code }) ha llegado. Otra persona la estudiará.
case-news-review-investigating = Novedades de su revisión ({ $kind }, código { $code }): otra persona la está estudiando.
case-news-review-decided = Su revisión ({ $kind }, código { $code }) está decidida: { $outcome }.
case-news-closed-final = Su asunto ({ $kind }, código { $code }) está cerrado definitivamente.
case-news-extended = El ayuntamiento necesita más tiempo para su asunto ({ $kind }, código { $code }).
case-news-released = Su aviso ({ $kind }, código { $code }) aparece ahora en la lista pública, sin su nombre.
case-news-reason = Motivo: { $text }
case-news-reasons = Motivos: { $text }
case-news-remedy = Lo que hace el ayuntamiento: { $text }
case-news-appeal = Si no está de acuerdo: { $text }
case-news-appeal-here = Si no está de acuerdo, puede pedir una revisión aquí, con su código.

case-survey-closing = Su asunto ({ $kind }, código { $code }) está cerrado. ¿Cómo se ha tratado? 1 es mal, 5 es bien.
    .sms = Cerrado: { $kind }, código { $code }. ¿Cómo se ha tratado? Responda de 1 (mal) a 5 (bien).
    .voice = Su asunto está cerrado: { $kind }. ¿Cómo se ha tratado? Diga un número del uno al cinco. Uno es mal, cinco es bien.
case-survey-later = Hace cuatro semanas se cerró su asunto ({ $kind }, código { $code }). ¿Está resuelto?
    .sms = ¿Está resuelto? ({ $kind }, código { $code }, cerrado hace cuatro semanas)
    .voice = Hace cuatro semanas se cerró su asunto: { $kind }. ¿Está resuelto?
case-survey-solved = Está resuelto
case-survey-unsolved = No está resuelto
case-survey-stop = No preguntar más
case-survey-how-to-stop = Puede parar estas preguntas cuando quiera: pulse o escriba «{ $button }».
    .sms = BAJA termina todos los mensajes.

case-code-unreadable = Eso no es un código de seguimiento. Un código tiene once letras y números, como 7K2M-Q4ZX-1TB, o diecisiete cifras.
    .sms = Eso no es un código. Tiene esta forma: 7K2M-Q4ZX-1TB, o diecisiete cifras.
    .voice = Eso no es un código de seguimiento. Un código tiene once letras y números, o diecisiete cifras. Dígalo otra vez, signo por signo.
case-code-mistyped = Algo no encaja en este código: un signo está mal o dos se han cambiado de sitio. Compárelo signo por signo.
    .sms = Un signo de este código está mal. Compárelo y envíelo otra vez.
    .voice = Algo no encaja en este código. Dígalo otra vez, despacio, signo por signo.
case-code-unknown = No hay ningún asunto con este código. Compruebe que es el que le dieron.
case-code-too-many = Han sido demasiados códigos equivocados. Inténtelo de nuevo dentro de { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
}.
case-error = Algo ha salido mal. Inténtelo de nuevo.
case-changed = Alguien ha cambiado esto mientras tanto. Mírelo otra vez.
case-move-forbidden = Eso no es posible ahora.
case-not-possible = Eso no es posible ahora.
case-missing = Falta algo. Dígalo otra vez.

case-file-empty = Este archivo está vacío, así que no se ha añadido. Elija otro.
case-file-too-big = Este archivo es demasiado grande: { $megabytes } MB como máximo. Basta con una imagen más pequeña.
case-file-too-many = Se pueden añadir { $most } archivos como máximo. No se ha añadido nada más.
case-file-type = Este tipo de archivo no se puede añadir. Son posibles imágenes (JPEG, PNG, WebP), PDF, sonido y texto sencillo.
case-file-broken = Esta imagen no se puede leer. Guárdela de nuevo o elija otra.
case-file-no-draft = Podrá añadir un archivo cuando haya empezado un aviso. Dígame primero de qué se trata.
case-file-off = Aquí no se pueden enviar archivos. Describa con palabras lo que muestran.
