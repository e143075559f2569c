# What the counter says by SMS alone: short, and without signs that cost a message its 7-bit alphabet.

sms-more-hint = Antworten Sie MEHR für den Rest.
sms-stopped = Sie erhalten keine Nachrichten mehr von: {$town}. Begonnenes bleibt gespeichert. Für neue Antworten schreiben Sie START.
sms-started = Sie erhalten wieder Antworten von: {$town}. Schreiben Sie, was Sie brauchen. STOPP beendet Nachrichten, HILFE sagt mehr.
sms-help = {$town}: Schreiben Sie, was Sie brauchen, die Antwort kommt hierher. Ein Mensch antwortet unter {$phone}. Bei Gefahr {$emergency} anrufen. STOPP beendet Nachrichten. Es gelten die Preise Ihres Anbieters.

sms-file-no-draft = Danke. Ein Bild gehört zu einer Meldung. Bitte schreiben Sie zuerst, was geschehen ist, zum Beispiel: Ich möchte eine kaputte Straßenlampe melden. Schicken Sie das Bild dann noch einmal.
sms-file-too-big = Die Datei ist zu groß: höchstens 10 MB. Bitte schicken Sie eine kleinere.
sms-file-too-many = Eine Meldung fasst höchstens 10 Dateien. Die anderen wurden nicht hinzugefügt.
sms-file-type = Diese Art Datei kann ich nicht annehmen. Bilder, PDF, Ton und reiner Text gehen.
sms-file-broken = Das Bild war nicht lesbar. Bitte nehmen oder wählen Sie ein anderes.
sms-file-empty = Die Datei ist leer. Bitte schicken Sie sie noch einmal.
