# What the counter itself says: refusals, and news about a conversation.

channel-parked = Lo siento, algo falló con su mensaje y no pude responder. Pregunte de nuevo con otras palabras o contacte con una persona.
channel-forgotten = Esta conversación se ha borrado.
channel-unknown-session = Esta conversación ha terminado. Empiece una nueva.
channel-too-many-sessions = Se acaban de abrir muchas conversaciones desde su red. Inténtelo un poco más tarde.
channel-bad-request = No se pudo leer el mensaje. Inténtelo de nuevo.
channel-too-fast = Ha ido un poco rápido para mí. Espere un momento y envíe el mensaje otra vez.
channel-empty = No había nada que leer en el mensaje. Escriba lo que necesita.
channel-too-long = El mensaje es demasiado largo: 4000 caracteres como máximo. Acórtelo o envíelo por partes.
channel-unknown-choice = Esta opción ya no está disponible. Escriba lo que necesita.
channel-too-many-streams = Esta conversación ya está abierta en muchos sitios. Cierre alguno.
channel-unknown-language = No hablo ese idioma. Elija uno de la lista.
channel-unknown-address = No hay nada en esta dirección.
channel-broken = Algo ha fallado por nuestra parte. Inténtelo de nuevo en un momento.

channel-transcript-title = Su conversación con el mostrador de servicios
channel-speaker-person = Usted
channel-speaker-assistant = Asistente
channel-speaker-staff = Personal
channel-speaker-system = Mostrador
