# Cases: kinds, states, results, news to the citizen, surveys, and what can go wrong.
# A kind stands after a colon or in quotation marks, never bent.

case-kind-question = fråga
case-kind-service-request = felanmälan
case-kind-suggestion = förslag
case-kind-praise = beröm
case-kind-complaint = klagomål
case-kind-appeal = begäran om omprövning
case-kind-accessibility-feedback = synpunkt på tillgänglighet
case-kind-data-request = begäran om egna uppgifter

case-state-received = har kommit in, ingen har läst det än
case-state-acknowledged = läst av en människa
case-state-triage = på väg till rätt personer
case-state-assigned = hos dem som handlägger det
case-state-investigating = utreds
case-state-waiting-citizen = väntar på ditt svar
case-state-waiting-third-party = väntar på någon utanför staden
case-state-decided = beslutat
case-state-closed = avslutat
case-state-duplicate = hopslaget med en annan anmälan om samma sak
case-state-not-responsible = inget som staden beslutar om
case-state-withdrawn = återtaget
case-state-spam = avslutat utan svar
case-state-reopened = öppnat igen
case-state-review-requested = en omprövning har begärts
case-state-review-investigating = omprövas av någon annan
case-state-review-decided = omprövningen är avgjord
case-state-closed-final = slutligt avslutat

case-outcome-upheld = du hade rätt
case-outcome-partly-upheld = du hade delvis rätt
case-outcome-not-upheld = inget fel hittades
case-outcome-no-finding = det gick inte att ta reda på
case-outcome-resolved-informally = det har rättats till

case-due-acknowledge = Du hör av en människa senast { $date }.
case-due-decide = Staden beslutar senast { $date }.

case-news-received = Ditt ärende ({ $kind }, kod { $code }) har kommit in.
case-news-acknowledged = Nytt om ditt ärende ({ $kind }, kod { $code }): en människa har läst det.
case-news-assigned = Nytt om ditt ärende ({ $kind }, kod { $code }): det är hos dem som handlägger det.
case-news-investigating = Nytt om ditt ärende ({ $kind }, kod { $code }): det utreds nu.
case-news-waiting-citizen = Staden behöver ett svar från dig i ditt ärende ({ $kind }, kod { $code }). Tiden räknas inte förrän du svarar.
    .sms = Staden behöver ett svar från dig ({ $kind }, kod { $code }). Svara här.
case-news-waiting-third-party = Nytt om ditt ärende ({ $kind }, kod { $code }): staden väntar på någon utanför staden.
case-news-decided = Ditt ärende ({ $kind }, kod { $code }) är avgjort: { $outcome }.
case-news-closed = Ditt ärende ({ $kind }, kod { $code }) är avslutat. Om det inte är löst kan du öppna det igen inom 30 dagar.
    .sms = Avslutat: { $kind }, kod { $code }. Inte löst? Öppna det igen inom 30 dagar.
case-news-duplicate = Ditt ärende ({ $kind }, kod { $code }) har slagits ihop med en annan anmälan om samma sak. Du får veta hur det går.
case-news-not-responsible = Ditt ärende ({ $kind }, kod { $code }) är inget som staden beslutar om. Ansvarig är: { $body }.
case-news-withdrawn = Ditt ärende ({ $kind }, kod { $code }) är återtaget, som du bad om.
case-news-reopened = Ditt ärende ({ $kind }, kod { $code }) är öppet igen.
case-news-review-requested = Din begäran om omprövning ({ $kind }, kod { $code }) har kommit in. Någon annan tittar på det.
case-news-review-investigating = Nytt om din omprövning ({ $kind }, kod { $code }): någon annan utreder saken.
case-news-review-decided = Din omprövning ({ $kind }, kod { $code }) är avgjord: { $outcome }.
case-news-closed-final = Ditt ärende ({ $kind }, kod { $code }) är slutligt avslutat.
case-news-extended = Staden behöver mer tid för ditt ärende ({ $kind }, kod { $code }).
case-news-released = Din anmälan ({ $kind }, kod { $code }) visas nu i den offentliga listan, utan ditt namn.
case-news-reason = Orsak: { $text }
case-news-reasons = Skäl: { $text }
case-news-remedy = Det här gör staden: { $text }
case-news-appeal = Om du inte håller med: { $text }
case-news-appeal-here = Om du inte håller med kan du begära omprövning här, med din kod.

case-survey-closing = Ditt ärende ({ $kind }, kod { $code }) är avslutat. Hur väl sköttes det? 1 är dåligt, 5 är bra.
    .sms = Avslutat: { $kind }, kod { $code }. Hur väl sköttes det? Svara 1 (dåligt) till 5 (bra).
    .voice = Ditt ärende är avslutat: { $kind }. Hur väl sköttes det? Säg en siffra från ett till fem. Ett är dåligt, fem är bra.
case-survey-later = För fyra veckor sedan avslutades ditt ärende ({ $kind }, kod { $code }). Är det löst?
    .sms = Är det löst? ({ $kind }, kod { $code }, avslutat för fyra veckor sedan)
    .voice = För fyra veckor sedan avslutades ditt ärende: { $kind }. Är det löst?
case-survey-solved = Det är löst
case-survey-unsolved = Det är inte löst
case-survey-stop = Fråga inte igen
case-survey-how-to-stop = Du kan stoppa de här frågorna när som helst: tryck på eller skriv ”{ $button }”.
    .sms = STOPP avslutar alla meddelanden.

case-code-unreadable = Det där är ingen spårningskod. En kod har elva bokstäver och siffror, till exempel 7K2M-Q4ZX-1TB, eller sjutton siffror.
    .sms = Det där är ingen kod. Den ser ut som 7K2M-Q4ZX-1TB eller har sjutton siffror.
    .voice = Det där är ingen spårningskod. En kod har elva bokstäver och siffror, eller sjutton siffror. Säg den en gång till, tecken för tecken.
case-code-mistyped = Något i koden stämmer inte: ett tecken är fel eller två har bytt plats. Jämför den tecken för tecken.
    .sms = Ett tecken i koden är fel. Jämför den och skicka igen.
    .voice = Något i koden stämmer inte. Säg den en gång till, långsamt, tecken för tecken.
case-code-unknown = Det finns inget ärende med den koden. Kontrollera att det är den kod du fick.
case-code-too-many = Det var för många felaktiga koder. Försök igen om { $minutes ->
    [one] en minut
   *[other] { $minutes } minuter
}.
case-error = Något gick fel. Försök igen.
case-changed = Någon annan ändrade det här under tiden. Titta på det igen.
case-move-forbidden = Det går inte just nu.
case-not-possible = Det går inte just nu.
case-missing = Något saknas. Berätta det en gång till.

case-file-empty = Filen är tom, så den lades inte till. Välj en annan.
case-file-too-big = Filen är för stor: högst { $megabytes } MB går bra. En mindre bild räcker.
case-file-too-many = Högst { $most } filer går bra. Inget mer lades till.
case-file-type = Den här sortens fil går inte att ta emot. Bilder (JPEG, PNG, WebP), PDF, ljud och vanlig text går bra.
case-file-broken = Bilden går inte att läsa. Spara den på nytt eller ta en annan.
case-file-no-draft = Du kan lägga till en fil när du har börjat en anmälan. Berätta först vad det gäller.
case-file-off = Det går inte att skicka filer här. Beskriv med ord vad de visar.
