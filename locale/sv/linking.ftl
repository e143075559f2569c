# One person on many channels: the code to go on elsewhere.

link-code = Din kod är {$code}. Skriv den inom {$minutes} minuter där du vill fortsätta: per sms, på Telegram eller i webbchatten. Ditt språk, det du har börjat på och dina anmälningar följer med. Ge inte koden till någon annan.
link-joined = Välkommen tillbaka: nu vet jag att det är du. Ditt språk, det du har börjat på och dina anmälningar finns här också. Skriv ”ta bort kopplingen” om du vill avsluta detta.
link-news-button = Besked hit
link-news-set = Från och med nu får du besked om dina ärenden { $channel ->
        [sms] per sms
        [telegram] på Telegram
       *[web] i webbchatten
    }.
link-news-unknown = Jag känner dig inte där än. Koppla först den kanalen och säg det sedan igen.
link-wrong = Ingen giltig kod skrivs så här. En kod gäller i {$minutes} minuter och bara en gång. Skriv ”fortsätt på mobilen” där du var först, så får du en ny.
link-same = Det här är din egen kod. Skriv den i den andra kanalen, inte här.
link-too-many = För många felaktiga koder. Försök igen om {$minutes} minuter.
link-ended = Klart: den här kanalen är fristående igen. Det du har börjat på och anmält på annat håll blir kvar där.
link-none = Den här kanalen är inte kopplad till någon annan.
link-not-here = Här kan ingen kod ges.
