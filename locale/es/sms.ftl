# What the counter says by SMS alone: short, and without signs that cost a message its 7-bit alphabet.

sms-more-hint = Responda MÁS para leer el resto.
sms-stopped = Ya no recibirá mensajes de {$town}. Lo que empezó se guarda. Para recibir respuestas otra vez, responda START.
sms-started = Vuelve a recibir respuestas de {$town}. Escriba lo que necesita. BAJA termina los mensajes, AYUDA dice más.
sms-help = {$town}: escriba lo que necesita y la respuesta llega aquí. Una persona atiende en el {$phone}. En caso de peligro llame al {$emergency}. BAJA termina los mensajes. Precios habituales de su operador.

sms-file-no-draft = Gracias. Una foto va con un aviso. Escriba primero qué ha pasado, por ejemplo: quiero avisar de una farola rota. Después envíe la foto otra vez.
sms-file-too-big = El archivo es demasiado grande: 10 MB como máximo. Envíe uno más pequeño.
sms-file-too-many = Un aviso admite 10 archivos como máximo. Los demás no se añadieron.
sms-file-type = No puedo aceptar este tipo de archivo. Valen imágenes, PDF, sonido y texto.
sms-file-broken = No se pudo leer la imagen. Haga o elija otra.
sms-file-empty = El archivo está vacío. Envíelo otra vez.
