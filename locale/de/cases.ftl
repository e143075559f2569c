# Cases: kinds, states, results, news to the citizen, surveys, and what can go wrong.
# A kind stands after a colon or in quotation marks, never bent.

case-kind-question = Frage
case-kind-service-request = Meldung
case-kind-suggestion = Vorschlag
case-kind-praise = Lob
case-kind-complaint = Beschwerde
case-kind-appeal = Widerspruch
case-kind-accessibility-feedback = Rückmeldung zur Barrierefreiheit
case-kind-data-request = Anfrage zu eigenen Daten

case-state-received = eingegangen, noch nicht gelesen
case-state-acknowledged = von einem Menschen gelesen
case-state-triage = auf dem Weg zur richtigen Stelle
case-state-assigned = bei der zuständigen Stelle
case-state-investigating = wird geprüft
case-state-waiting-citizen = wartet auf Ihre Antwort
case-state-waiting-third-party = wartet auf eine Stelle außerhalb der Stadt
case-state-decided = entschieden
case-state-closed = abgeschlossen
case-state-duplicate = mit einer anderen Meldung zum selben Thema verbunden
case-state-not-responsible = liegt nicht in der Hand der Stadt
case-state-withdrawn = zurückgenommen
case-state-spam = ohne Antwort geschlossen
case-state-reopened = wieder offen
case-state-review-requested = eine Überprüfung ist beantragt
case-state-review-investigating = wird von jemand anderem überprüft
case-state-review-decided = die Überprüfung ist entschieden
case-state-closed-final = endgültig abgeschlossen

case-outcome-upheld = Sie hatten recht
case-outcome-partly-upheld = Sie hatten teilweise recht
case-outcome-not-upheld = es wurde kein Fehler gefunden
case-outcome-no-finding = es ließ sich nicht klären
case-outcome-resolved-informally = es wurde in Ordnung gebracht

case-due-acknowledge = Ein Mensch meldet sich bei Ihnen. Spätestens: { $date }.
case-due-decide = Die Stadt entscheidet. Spätestens: { $date }.

case-news-received = Ihr Anliegen ({ $kind }, Code { $code }) ist angekommen.
case-news-acknowledged = Neues zu Ihrem Anliegen ({ $kind }, Code { $code }): Ein Mensch hat es gelesen.
case-news-assigned = Neues zu Ihrem Anliegen ({ $kind }, Code { $code }): Es ist bei der zuständigen Stelle.
case-news-investigating = Neues zu Ihrem Anliegen ({ $kind }, Code { $code }): Es wird geprüft.
case-news-waiting-citizen = Die Stadt braucht eine Antwort von Ihnen zu Ihrem Anliegen ({ $kind }, Code { $code }). Die Frist ruht, bis Sie antworten.
    .sms = Die Stadt braucht eine Antwort von Ihnen ({ $kind }, Code { $code }). Bitte antworten Sie hier.
case-news-waiting-third-party = Neues zu Ihrem Anliegen ({ $kind }, Code { $code }): Die Stadt wartet auf eine Stelle außerhalb.
case-news-decided = Ihr Anliegen ({ $kind }, Code { $code }) ist entschieden: { $outcome }.
case-news-closed = Ihr Anliegen ({ $kind }, Code { $code }) ist abgeschlossen. Wenn es nicht gelöst ist, können Sie es innerhalb von 30 Tagen wieder öffnen.
    .sms = Abgeschlossen: { $kind }, Code { $code }. Nicht gelöst? Innerhalb von 30 Tagen wieder öffnen.
case-news-duplicate = Ihr Anliegen ({ $kind }, Code { $code }) ist jetzt mit einer anderen Meldung zum selben Thema verbunden. Sie erfahren, wie es weitergeht.
case-news-not-responsible = Über Ihr Anliegen ({ $kind }, Code { $code }) kann die Stadt nicht entscheiden. Zuständig ist: { $body }.
case-news-withdrawn = Ihr Anliegen ({ $kind }, Code { $code }) ist zurückgenommen, wie Sie es wollten.
case-news-reopened = Ihr Anliegen ({ $kind }, Code { $code }) ist wieder offen.
case-news-review-requested = Ihre Bitte um Überprüfung ({ $kind }, Code { $code }) ist angekommen. Jemand anderes sieht es sich an.
case-news-review-investigating = Neues zu Ihrer Überprüfung ({ $kind }, Code { $code }): Jemand anderes prüft es.
case-news-review-decided = Ihre Überprüfung ({ $kind }, Code { $code }) ist entschieden: { $outcome }.
case-news-closed-final = Ihr Anliegen ({ $kind }, Code { $code }) ist endgültig abgeschlossen.
case-news-extended = Die Stadt braucht mehr Zeit für Ihr Anliegen ({ $kind }, Code { $code }).
case-news-released = Ihre Meldung ({ $kind }, Code { $code }) steht jetzt in der öffentlichen Liste, ohne Ihren Namen.
case-news-reason = Grund: { $text }
case-news-reasons = Begründung: { $text }
case-news-remedy = Das tut die Stadt: { $text }
case-news-appeal = Wenn Sie nicht einverstanden sind: { $text }
case-news-appeal-here = Wenn Sie nicht einverstanden sind, können Sie hier mit Ihrem Code um eine Überprüfung bitten.

case-survey-closing = Ihr Anliegen ({ $kind }, Code { $code }) ist abgeschlossen. Wie gut wurde es bearbeitet? 1 ist schlecht, 5 ist gut.
    .sms = Abgeschlossen: { $kind }, Code { $code }. Wie gut wurde es bearbeitet? Antworten Sie 1 (schlecht) bis 5 (gut).
    .voice = Ihr Anliegen ist abgeschlossen: { $kind }. Wie gut wurde es bearbeitet? Sagen Sie eine Zahl von eins bis fünf. Eins ist schlecht, fünf ist gut.
case-survey-later = Vor vier Wochen wurde Ihr Anliegen ({ $kind }, Code { $code }) abgeschlossen. Ist es gelöst?
    .sms = Ist es gelöst? ({ $kind }, Code { $code }, vor vier Wochen abgeschlossen)
    .voice = Vor vier Wochen wurde Ihr Anliegen abgeschlossen: { $kind }. Ist es gelöst?
case-survey-solved = Es ist gelöst
case-survey-unsolved = Es ist nicht gelöst
case-survey-stop = Nicht mehr fragen
case-survey-how-to-stop = Sie können diese Fragen jederzeit beenden: Drücken oder schreiben Sie „{ $button }“.
    .sms = STOPP beendet alle Nachrichten.

case-code-unreadable = Das ist kein Vorgangscode. Ein Code hat elf Buchstaben und Ziffern, zum Beispiel 7K2M-Q4ZX-1TB, oder siebzehn Ziffern.
    .sms = Das ist kein Code. Er sieht aus wie 7K2M-Q4ZX-1TB oder hat siebzehn Ziffern.
    .voice = Das ist kein Vorgangscode. Ein Code hat elf Buchstaben und Ziffern, oder siebzehn Ziffern. Bitte sagen Sie ihn noch einmal, Zeichen für Zeichen.
case-code-mistyped = An diesem Code stimmt etwas nicht: Ein Zeichen ist falsch, oder zwei sind vertauscht. Bitte vergleichen Sie ihn Zeichen für Zeichen.
    .sms = Ein Zeichen dieses Codes ist falsch. Bitte vergleichen und noch einmal senden.
    .voice = An diesem Code stimmt etwas nicht. Bitte sagen Sie ihn noch einmal langsam, Zeichen für Zeichen.
case-code-unknown = Zu diesem Code gibt es kein Anliegen. Bitte prüfen Sie, ob es der Code ist, den Sie bekommen haben.
case-code-too-many = Das waren zu viele falsche Codes. Bitte versuchen Sie es in { $minutes ->
    [one] einer Minute
   *[other] { $minutes } Minuten
} noch einmal.
case-error = Etwas ist schiefgegangen. Bitte versuchen Sie es noch einmal.
case-changed = Jemand hat das inzwischen geändert. Bitte sehen Sie es sich noch einmal an.
case-move-forbidden = Das geht jetzt nicht.
case-not-possible = Das geht jetzt nicht.
case-missing = Es fehlt etwas. Bitte sagen Sie es noch einmal.

case-file-empty = Diese Datei ist leer, deshalb wurde sie nicht hinzugefügt. Bitte wählen Sie eine andere.
case-file-too-big = Diese Datei ist zu groß: höchstens { $megabytes } MB sind möglich. Ein kleineres Bild genügt.
case-file-too-many = Höchstens { $most } Dateien sind möglich. Mehr wurde nicht hinzugefügt.
case-file-type = Diese Art von Datei geht nicht. Möglich sind Bilder (JPEG, PNG, WebP), PDF, Ton und einfacher Text.
case-file-broken = Dieses Bild lässt sich nicht lesen. Bitte speichern Sie es neu oder nehmen Sie ein anderes.
case-file-no-draft = Eine Datei können Sie hinzufügen, sobald Sie eine Meldung begonnen haben. Sagen Sie mir zuerst, worum es geht.
case-file-off = Dateien können hier nicht gesendet werden. Bitte beschreiben Sie in Worten, was sie zeigen.
