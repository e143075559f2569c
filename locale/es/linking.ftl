# One person on many channels: the code to go on elsewhere.

link-code = Su código es {$code}. Escríbalo antes de {$minutes} minutos donde quiera continuar: por SMS, en Telegram o en el chat de la web. Su idioma, lo que ha empezado y sus avisos van con usted. No dé el código a nadie más.
link-joined = Bienvenido de nuevo: ahora sé que es usted. Su idioma, lo que ha empezado y sus avisos también están aquí. Para terminar esto, escriba: desvincular.
link-news-button = Novedades aquí
link-news-set = A partir de ahora recibirá las novedades de sus asuntos { $channel ->
        [sms] por SMS
        [telegram] en Telegram
       *[web] en el chat de la web
    }.
link-news-unknown = Todavía no sé quién es usted allí. Vincule primero ese canal y dígalo otra vez.
link-wrong = Ningún código válido se escribe así. Un código vale {$minutes} minutos y una sola vez. Donde estaba antes, escriba «continuar en mi móvil» para recibir otro.
link-same = Este código es el suyo. Escríbalo en el otro canal, no aquí.
link-too-many = Demasiados códigos equivocados. Inténtelo otra vez dentro de {$minutes} minutos.
link-ended = Hecho: este canal vuelve a estar separado. Lo que empezó y presentó en otro canal se queda allí.
link-none = Este canal no está vinculado con ningún otro.
link-not-here = Aquí no se puede dar un código.
