# Greetings, small talk, commands and other turns of a conversation.

greet = ¡Hola! Soy el asistente de la ciudad. Pregunte por cualquier servicio con sus propias palabras: qué es, cuánto cuesta, cómo se solicita o cuándo abre. También puede avisar de algo o presentar una queja, y preguntar cómo va.
    .sms = ¡Hola! Soy el asistente de la ciudad. Pregunte por cualquier servicio, avise de algo o pregunte cómo va su aviso.
    .voice = Hola. Soy el asistente de la ciudad. Pregunte por cualquier servicio, avise de algo o pregunte cómo va su aviso.
thanks = ¡De nada! ¿Puedo ayudarle en algo más?
bye = ¡Hasta luego! Vuelva cuando quiera.
capabilities = Conozco los servicios de la ciudad. Puede preguntar qué es un servicio, para quién es, cómo se solicita, qué se necesita, cuánto cuesta, cuánto tarda, cuándo abre y adónde ir. También puede avisar de algo o presentar una queja aquí y preguntar después cómo va. Hablo { $languages }. También puede pedir hablar con una persona.
robot = Soy un programa informático, no una persona. Mis respuestas vienen del catálogo de servicios de la ciudad. Si prefiere hablar con una persona, solo tiene que decirlo.
swearing = Entiendo que esto es frustrante. Dígame qué necesita e intentaré ayudarle. También puede pedir hablar con una persona.
small-talk = Muy bien, gracias. Lo que mejor conozco son los servicios de la ciudad. ¿En qué puedo ayudarle?
out-of-scope = En eso no puedo ayudarle: solo conozco los servicios de la ciudad. ¿Quiere preguntar por alguno?
yes-alone = Bien. ¿Qué quiere saber?
no-alone = De acuerdo. ¿En qué otra cosa puedo ayudarle?
unsure = No pasa nada. Dígame con sus propias palabras qué quiere hacer y buscaré el servicio adecuado.
stopped = De acuerdo, lo dejamos aquí. Escriba cuando quiera seguir.
back-empty = No hay nada anterior. ¿Qué quiere saber?
repeat-empty = Todavía no he dicho nada. ¿Qué quiere saber?
pace-text = Eso solo funciona en las llamadas. Aquí puede cambiar el tamaño del texto en el menú.
    .voice = De acuerdo.
    .sms = Eso solo funciona en las llamadas.
spell-empty = Todavía no hay nada que deletrear. ¿Qué quiere saber?
language-changed = De acuerdo, ahora hablo español.
language-which = ¿Qué idioma prefiere? Hablo { $languages }.
language-not-served = Su mensaje está en este idioma: { $language }. Todavía no lo hablo. Respondo en español; puede elegir otro idioma: { $languages }.
language-not-served-asked = Todavía no hablo { $language }. Hablo { $languages }.

human = Aquí puede hablar con una persona:
human-hours = Horario: { $hours }
human-open-now = Ahora hay alguien para atenderle, hasta las { $time }.
human-closed-now = Ahora está cerrado. Próxima apertura: { $day } a las { $time }.
ask-person = Hablar con una persona

danger-fire = Si hay un incendio, salga y llame ahora mismo al { $number }.
danger-medical = Si alguien está en peligro de muerte, llame ahora mismo al { $number }.
danger-violence = Si alguien está en peligro, póngase a salvo y llame ahora mismo al { $number }.
danger-self_harm = Si usted u otra persona puede morir, llame ahora mismo al { $number }. No tiene que pasar por esto sin ayuda.
danger-gas = Si huele a gas, no toque interruptores ni encienda fuego. Salga a la calle y llame ahora mismo al { $number }.
danger-water = Si hay alguien en el agua y en peligro, llame ahora mismo al { $number }.
danger-poison = Si alguien ha tomado veneno o demasiados medicamentos y se encuentra mal, llame ahora mismo al { $number }.
danger-child = Si un niño o una niña está en peligro, llame ahora mismo al { $number }.
danger-other = Si alguien está en peligro, llame ahora mismo al { $number }.
danger-helpline = También puede llamar aquí: { $name }, { $number }.
danger-helpline-hours = También puede llamar aquí: { $name }, { $number } ({ $hours }).
danger-after = He marcado esta conversación como urgente. Si nadie está en peligro, dígame en qué puedo ayudarle.

contact-phone = Teléfono: { $number }
contact-email = Correo electrónico: { $address }
contact-office = { $name }, { $address }
notice = Aviso: { $text }
forgotten = He borrado esta conversación.
