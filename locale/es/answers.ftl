# What the assistant says about services. Facts come from the catalogue; these sentences only frame them.

### Facets

answer-about = { $service }
    .voice = { $service }.
answer-audience = { $service } – para quién es:
answer-steps = { $service } – cómo se hace:
answer-documents = { $service } – qué se necesita:
answer-cost = { $service } – cuánto cuesta:
answer-cost-free = Gratis
answer-time = { $service } – cuánto tarda:
answer-time-at-once = En el momento
answer-hours = { $service } – horario:
answer-hours-channel = { $channel }: { $hours }
answer-place = { $service } – adónde ir:
answer-contact = { $service } – contacto:
answer-link = { $service } en internet:

answer-missing-audience = El catálogo no dice para quién es «{ $service }».
answer-missing-steps = El catálogo no explica cómo se hace este trámite: { $service }.
answer-missing-documents = El catálogo no dice qué documentos hacen falta para «{ $service }».
answer-missing-cost = El catálogo no dice cuánto cuesta «{ $service }».
answer-missing-time = El catálogo no dice cuánto tarda «{ $service }».
answer-missing-hours = El catálogo no tiene el horario de «{ $service }».
answer-missing-place = El catálogo no tiene ninguna dirección para «{ $service }».
answer-missing-contact = El catálogo no tiene teléfono ni correo electrónico para «{ $service }».
answer-missing-link = El catálogo no tiene ninguna página web para «{ $service }».
answer-missing-about = El catálogo no tiene una descripción de «{ $service }».
answer-missing-ask = Puede preguntar aquí: { $contact }

answer-other-language = Este texto solo está en este idioma: { $language }.

### Opening

open-now = { $channel }: abierto ahora, hasta las { $time }.
open-now-always = { $channel }: abierto ahora, las 24 horas.
open-not-now = { $channel }: cerrado ahora. Próxima apertura: { $day } a las { $time }.
open-not-now-unknown = { $channel }: cerrado ahora.
open-on-day = { $channel }, { $day }: abierto { $hours }.
open-closed-day = { $channel }, { $day }: cerrado.
open-closed-holiday = { $channel }, { $day }: cerrado ({ $holiday }).
open-source = El horario viene del catálogo. En el lugar puede haber un aviso con cambios.

### Doubt

doubt-which = ¿Se refiere a alguno de estos servicios?
doubt-one = ¿Se refiere a «{ $service }»?
doubt-none-of-these = Ninguno de estos
lost = Lo siento, no he encontrado una respuesta.
lost-hint = Puede decirlo con otras palabras o hablar con una persona.
lost-kept = He anotado su pregunta para que la ciudad pueda añadir una respuesta.
lost-perhaps = No sé si he entendido bien. ¿Es uno de estos servicios?
perhaps-service = Más información: { $service }
which-service = ¿A qué servicio se refiere? Dígame su nombre o qué necesita.
nothing-more = Esto es todo lo que dice el catálogo sobre «{ $service }».
choose-out-of-range = { $count ->
    [one] Solo había una opción. Puede elegirla o decirme qué necesita.
   *[other] Había { $count } opciones. Elija una de ellas o dígame qué necesita.
  }
nothing-to-choose = Todavía no hay opciones para elegir. Dígame qué necesita.
services-offered = Estos servicios pueden ayudarle:
services-some = Aquí tiene algunos de nuestros { $count } servicios. Dígame qué necesita y buscaré el adecuado.
corrected = Perdón, no le he entendido bien. ¿Se refiere a alguno de estos servicios?
corrected-ask = Perdón, no le he entendido bien. Dígame otra vez qué necesita.

facet-about = ¿Qué es?
facet-audience = ¿Para quién es?
facet-steps = ¿Cómo se solicita?
facet-documents = ¿Qué necesito?
facet-cost = ¿Cuánto cuesta?
facet-time = ¿Cuánto tarda?
facet-hours = Horario
facet-place = ¿Dónde está?
facet-contact = Contacto
facet-link = Página web

### Labels on a card

channel-e_service = Servicio en línea
channel-web_page = Página web
channel-phone = Atención telefónica
channel-email = Correo electrónico
channel-chat = Chat
channel-form = Formulario
channel-office = Oficina
channel-mail = Correo postal
