# What the counter itself says: refusals, and news about a conversation.

channel-parked = Es tut mir leid, bei Ihrer Nachricht ist etwas schiefgegangen und ich konnte nicht antworten. Bitte fragen Sie noch einmal mit anderen Worten oder wenden Sie sich an einen Menschen.
channel-forgotten = Dieses Gespräch wurde gelöscht.
channel-unknown-session = Dieses Gespräch ist beendet. Bitte beginnen Sie ein neues.
channel-too-many-sessions = Aus Ihrem Netz wurden gerade viele Gespräche begonnen. Bitte versuchen Sie es etwas später noch einmal.
channel-bad-request = Die Nachricht konnte nicht gelesen werden. Bitte versuchen Sie es noch einmal.
channel-too-fast = Das ging mir etwas zu schnell. Bitte warten Sie einen Moment und senden Sie die Nachricht noch einmal.
channel-empty = In der Nachricht stand nichts zu lesen. Bitte schreiben Sie, was Sie brauchen.
channel-too-long = Die Nachricht ist zu lang: höchstens 4.000 Zeichen. Bitte kürzen Sie sie oder senden Sie sie in Teilen.
channel-unknown-choice = Diese Auswahl gibt es nicht mehr. Bitte schreiben Sie, was Sie brauchen.
channel-too-many-streams = Dieses Gespräch ist schon an vielen Stellen offen. Bitte schließen Sie eine davon.
channel-unknown-language = Diese Sprache spreche ich nicht. Bitte wählen Sie eine aus der Liste.
channel-unknown-address = Unter dieser Adresse gibt es nichts.
channel-broken = Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es gleich noch einmal.

channel-transcript-title = Ihr Gespräch mit dem Bürgerschalter
channel-speaker-person = Sie
channel-speaker-assistant = Assistent
channel-speaker-staff = Mitarbeitende
channel-speaker-system = Bürgerschalter
