# What the counter says on Telegram alone.

telegram-corrected = Berichtigte Antwort auf Ihre geänderte Nachricht:
telegram-unread = Ich kann Texte, Orte auf der Karte, Bilder und Dokumente lesen. Diese Art von Nachricht kann ich noch nicht öffnen. Bitte schreiben Sie, was Sie brauchen.
telegram-language = Welche Sprache möchten Sie?
telegram-privacy = Was Sie hier schreiben, wird aufbewahrt, damit Sie Antworten bekommen. Außer den Mitarbeitenden der Servicestelle kann niemand Ihr Gespräch lesen. Ihr Telegram-Konto wird verschlüsselt gespeichert. Telegram selbst kann Nachrichten an einen Bot lesen; bitte schicken Sie keine Passwörter und keine Gesundheitsdaten. Sie können jederzeit alles löschen lassen, was hier geschrieben wurde. Meldungen, die Sie eingereicht haben, bleiben, weil das Gesetz es verlangt.
telegram-privacy-survey = Sie haben zugestimmt, dass wir Sie hier fragen, wie es gelaufen ist, wenn ein Anliegen abgeschlossen ist. Mit der Taste unten beenden Sie das.
telegram-forget-button = Dieses Gespräch löschen
telegram-group = Ich spreche immer nur mit einer Person, damit niemand sonst liest, was Sie fragen. Bitte schreiben Sie mir direkt. Ich verlasse diese Gruppe jetzt.

telegram-file-no-draft = Danke. Ein Bild oder Dokument gehört zu einer Meldung. Bitte sagen Sie mir zuerst, was geschehen ist, zum Beispiel: „Ich möchte eine kaputte Straßenlaterne melden.“ Schicken Sie die Datei danach noch einmal.
telegram-file-too-big = Die Datei ist zu groß: höchstens 10 MB. Bitte schicken Sie eine kleinere.
telegram-file-too-many = Zu einer Meldung passen höchstens 10 Dateien. Die übrigen wurden nicht hinzugefügt.
telegram-file-type = Diese Art von Datei kann ich nicht annehmen. Bilder, PDF, Ton und einfacher Text sind möglich.
telegram-file-broken = Das Bild konnte nicht gelesen werden. Bitte nehmen oder wählen Sie ein anderes.
telegram-file-empty = Die Datei ist leer. Bitte schicken Sie sie noch einmal.

telegram-command-start = Beginnen
telegram-command-help = Was ich kann
telegram-command-language = Sprache wählen
telegram-command-status = Eine Meldung verfolgen
telegram-command-human = Mit einem Menschen sprechen
telegram-command-stop = Abbrechen, was wir gerade tun
telegram-command-privacy = Ihre Daten und wie man sie löscht
