# What the counter says by SMS alone: short, and without signs that cost a message its 7-bit alphabet.

sms-more-hint = Responda MAS para leer el resto.
sms-stopped = Ya no le llegan mensajes de {$town}. Lo empezado se guarda. Para tener respuestas otra vez, responda START.
sms-started = Vuelve a recibir respuestas de {$town}. Escriba lo que necesita. BAJA termina los mensajes, AYUDA explica todo.
sms-help = {$town}: escriba lo que necesita y la respuesta llega aquí. Una persona atiende en el {$phone}. En caso de peligro llame al {$emergency}. BAJA termina los mensajes. Precios habituales de su operador.

sms-file-no-draft = Gracias. Una foto va con un aviso. Escriba primero qué ha pasado, por ejemplo: quiero avisar de una farola rota. Después envíe la foto otra vez.
sms-file-too-big = El archivo es demasiado grande: hasta 10 MB. Mande uno menor.
sms-file-too-many = Un aviso admite hasta 10 archivos. No se añadieron otros.
sms-file-type = No puedo aceptar este tipo de archivo. Valen imágenes, PDF, sonido y texto.
sms-file-broken = La imagen no se puede leer. Haga o elija otra.
sms-file-empty = El archivo está vacío. Envíelo otra vez.
