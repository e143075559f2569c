# What the assistant says about services. Facts come from the catalogue; these sentences only frame them.

### Facets

answer-about = { $service }
    .voice = { $service }.
answer-audience = { $service } – für wen das ist:
answer-steps = { $service } – so gehen Sie vor:
answer-documents = { $service } – das brauchen Sie:
answer-cost = { $service } – das kostet es:
answer-cost-free = Kostenlos
answer-time = { $service } – so lange dauert es:
answer-time-at-once = Sofort
answer-hours = { $service } – Öffnungszeiten:
answer-hours-channel = { $channel }: { $hours }
answer-place = { $service } – dorthin gehen Sie:
answer-contact = { $service } – Kontakt:
answer-link = { $service } im Internet:

answer-missing-audience = Im Verzeichnis steht nicht, für wen „{ $service }“ gedacht ist.
answer-missing-steps = Im Verzeichnis steht nicht, wie Sie dabei vorgehen: { $service }.
answer-missing-documents = Im Verzeichnis steht nicht, welche Unterlagen Sie dafür brauchen: { $service }.
answer-missing-cost = Im Verzeichnis steht nicht, was „{ $service }“ kostet.
answer-missing-time = Im Verzeichnis steht nicht, wie lange „{ $service }“ dauert.
answer-missing-hours = Im Verzeichnis stehen keine Öffnungszeiten für „{ $service }“.
answer-missing-place = Im Verzeichnis steht keine Adresse für „{ $service }“.
answer-missing-contact = Im Verzeichnis stehen weder Telefonnummer noch E-Mail-Adresse für „{ $service }“.
answer-missing-link = Im Verzeichnis steht keine Internetseite für „{ $service }“.
answer-missing-about = Im Verzeichnis steht keine Beschreibung für „{ $service }“.
answer-missing-ask = Hier können Sie nachfragen: { $contact }

answer-other-language = Diesen Text gibt es nur in dieser Sprache: { $language }.

### Opening

open-now = { $channel }: jetzt geöffnet, bis { $time } Uhr.
open-now-always = { $channel }: jetzt geöffnet, rund um die Uhr.
open-not-now = { $channel }: jetzt geschlossen. Öffnet wieder: { $day } um { $time } Uhr.
open-not-now-unknown = { $channel }: jetzt geschlossen.
open-on-day = { $channel }, { $day }: geöffnet { $hours } Uhr.
open-closed-day = { $channel }, { $day }: geschlossen.
open-closed-holiday = { $channel }, { $day }: geschlossen ({ $holiday }).
open-source = Die Öffnungszeiten stehen so im Verzeichnis. Vor Ort kann es Abweichungen geben.

### Doubt

doubt-which = Meinen Sie etwas davon?
doubt-one = Meinen Sie „{ $service }“?
doubt-none-of-these = Nichts davon
lost = Das tut mir leid, dazu habe ich keine Antwort gefunden.
lost-hint = Sie können es anders sagen oder mit einem Menschen sprechen.
lost-kept = Ich habe Ihre Frage notiert, damit die Stadt eine Antwort ergänzen kann.
lost-perhaps = Ich bin nicht sicher, ob ich das richtig verstanden habe. Ist es eines davon?
perhaps-service = Mehr dazu: { $service }
which-service = Welche Dienstleistung meinen Sie? Nennen Sie den Namen oder sagen Sie, was Sie brauchen.
nothing-more = Mehr steht im Verzeichnis nicht zu „{ $service }“.
choose-out-of-range = { $count ->
    [one] Zur Wahl stand eine Möglichkeit. Bitte wählen Sie diese oder sagen Sie, was Sie brauchen.
   *[other] Zur Wahl standen { $count } Möglichkeiten. Bitte wählen Sie eine davon oder sagen Sie, was Sie brauchen.
  }
nothing-to-choose = Es steht noch nichts zur Wahl. Sagen Sie mir, was Sie brauchen.
services-offered = Diese Dienstleistungen können helfen:
services-some = Hier sind einige unserer { $count } Dienstleistungen. Sagen Sie mir, was Sie brauchen, dann suche ich die richtige.
corrected = Entschuldigung, das habe ich falsch verstanden. Meinen Sie etwas davon?
corrected-ask = Entschuldigung, das habe ich falsch verstanden. Bitte sagen Sie noch einmal, was Sie brauchen.

facet-about = Was ist das?
facet-audience = Für wen ist das?
facet-steps = Wie beantrage ich es?
facet-documents = Was brauche ich?
facet-cost = Was kostet es?
facet-time = Wie lange dauert es?
facet-hours = Öffnungszeiten
facet-place = Wo?
facet-contact = Kontakt
facet-link = Internetseite

### Labels on a card

channel-e_service = Online-Dienst
channel-web_page = Internetseite
channel-phone = Telefonservice
channel-email = E-Mail
channel-chat = Chat
channel-form = Formular
channel-office = Amt
channel-mail = Post
