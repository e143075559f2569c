# What the counter says on Telegram alone.

telegram-corrected = Respuesta corregida al mensaje que ha cambiado:
telegram-unread = Puedo leer textos, lugares en el mapa, fotos y documentos. Este tipo de mensaje todavía no lo puedo abrir. Escriba lo que necesita.
telegram-language = ¿Qué idioma prefiere?
telegram-privacy = Lo que escribe aquí se guarda para poder responderle. Solo el personal de la oficina puede leer su conversación. Su cuenta de Telegram se guarda cifrada. Telegram puede leer los mensajes que se envían a un bot, así que no envíe contraseñas ni datos de salud. Puede pedir en cualquier momento que se borre todo lo escrito aquí. Los avisos que ha presentado se conservan, porque lo exige la ley.
telegram-privacy-survey = Ha aceptado que le preguntemos aquí cómo ha ido cuando un asunto esté cerrado. El botón de abajo termina eso.
telegram-forget-button = Borrar esta conversación
telegram-group = Hablo con una sola persona a la vez, para que nadie más lea lo que pregunta. Escríbame directamente. Ahora salgo de este grupo.

telegram-file-no-draft = Gracias. Una foto o un documento pertenece a un aviso. Cuénteme primero qué ha pasado, por ejemplo: «Quiero avisar de una farola rota». Después envíe el archivo otra vez.
telegram-file-too-big = El archivo es demasiado grande: 10 MB como máximo. Envíe uno más pequeño.
telegram-file-too-many = Un aviso admite 10 archivos como máximo. Los demás no se han añadido.
telegram-file-type = No puedo aceptar este tipo de archivo. Sirven imágenes, PDF, sonido y texto sin formato.
telegram-file-broken = No se ha podido leer la imagen. Haga o elija otra.
telegram-file-empty = El archivo está vacío. Envíelo otra vez.

telegram-command-start = Empezar
telegram-command-help = Qué puedo hacer
telegram-command-language = Elegir idioma
telegram-command-status = Seguir un aviso
telegram-command-human = Hablar con una persona
telegram-command-stop = Dejar lo que estamos haciendo
telegram-command-privacy = Sus datos y cómo borrarlos
