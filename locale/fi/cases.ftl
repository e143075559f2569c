# Cases: kinds, states, results, news to the citizen, surveys, and what can go wrong.
# A kind stands after a colon or in quotation marks, never bent.

case-kind-question = kysymys
case-kind-service-request = palvelupyyntö
case-kind-suggestion = ehdotus
case-kind-praise = kiitos
case-kind-complaint = valitus
case-kind-appeal = oikaisupyyntö
case-kind-accessibility-feedback = palaute esteettömyydestä
case-kind-data-request = omia tietoja koskeva pyyntö

case-state-received = saapunut, kukaan ei ole vielä lukenut
case-state-acknowledged = ihminen on lukenut
case-state-triage = menossa oikeille ihmisille
case-state-assigned = käsittelijöillä
case-state-investigating = selvitettävänä
case-state-waiting-citizen = odottaa vastaustasi
case-state-waiting-third-party = odottaa kaupungin ulkopuolista tahoa
case-state-decided = päätetty
case-state-closed = suljettu
case-state-duplicate = yhdistetty toiseen ilmoitukseen samasta asiasta
case-state-not-responsible = ei kuulu kaupungin päätettäväksi
case-state-withdrawn = peruttu
case-state-spam = suljettu ilman vastausta
case-state-reopened = avattu uudelleen
case-state-review-requested = uutta tarkastelua on pyydetty
case-state-review-investigating = toinen henkilö tarkastelee asiaa
case-state-review-decided = uusi tarkastelu on päätetty
case-state-closed-final = suljettu lopullisesti

case-outcome-upheld = olit oikeassa
case-outcome-partly-upheld = olit osittain oikeassa
case-outcome-not-upheld = virhettä ei löytynyt
case-outcome-no-finding = asiaa ei saatu selville
case-outcome-resolved-informally = asia on korjattu

case-due-acknowledge = Kuulet ihmiseltä viimeistään: { $date }.
case-due-decide = Kaupunki tekee päätöksen viimeistään: { $date }.

case-news-received = Asiasi ({ $kind }, koodi { $code }) on saapunut.
case-news-acknowledged = Uutta asiastasi ({ $kind }, koodi { $code }): ihminen on lukenut sen.
case-news-assigned = Uutta asiastasi ({ $kind }, koodi { $code }): se on nyt käsittelijöillä.
case-news-investigating = Uutta asiastasi ({ $kind }, koodi { $code }): sitä selvitetään.
case-news-waiting-citizen = Kaupunki tarvitsee sinulta vastauksen asiaasi ({ $kind }, koodi { $code }). Määräaika pysähtyy siihen asti, kun vastaat.
    .sms = Kaupunki tarvitsee sinulta vastauksen ({ $kind }, koodi { $code }). Vastaa tähän.
case-news-waiting-third-party = Uutta asiastasi ({ $kind }, koodi { $code }): kaupunki odottaa ulkopuolista tahoa.
case-news-decided = Asiasi ({ $kind }, koodi { $code }) on päätetty: { $outcome }.
case-news-closed = Asiasi ({ $kind }, koodi { $code }) on suljettu. Jos ongelma ei ole ratkennut, voit avata asian uudelleen 30 päivän kuluessa.
    .sms = Suljettu: { $kind }, koodi { $code }. Eikö ratkennut? Voit avata asian 30 päivän kuluessa.
case-news-duplicate = Asiasi ({ $kind }, koodi { $code }) on yhdistetty toiseen ilmoitukseen samasta asiasta. Kerromme, miten se etenee.
case-news-not-responsible = Asiasi ({ $kind }, koodi { $code }) ei kuulu kaupungin päätettäväksi. Siitä vastaa: { $body }.
case-news-withdrawn = Asiasi ({ $kind }, koodi { $code }) on peruttu, kuten pyysit.
case-news-reopened = Asiasi ({ $kind }, koodi { $code }) on avattu uudelleen.
case-news-review-requested = Pyyntösi uudesta tarkastelusta ({ $kind }, koodi { $code }) on saapunut. Joku toinen tutkii asian.
case-news-review-investigating = Uutta tarkastelupyynnöstäsi ({ $kind }, koodi { $code }): toinen henkilö tutkii asiaa.
case-news-review-decided = Uusi tarkastelu ({ $kind }, koodi { $code }) on päätetty: { $outcome }.
case-news-closed-final = Asiasi ({ $kind }, koodi { $code }) on suljettu lopullisesti.
case-news-extended = Kaupunki tarvitsee lisää aikaa asiaasi ({ $kind }, koodi { $code }).
case-news-released = Ilmoituksesi ({ $kind }, koodi { $code }) näkyy nyt julkisessa luettelossa ilman nimeäsi.
case-news-reason = Syy: { $text }
case-news-reasons = Perustelut: { $text }
case-news-remedy = Mitä kaupunki tekee: { $text }
case-news-appeal = Jos olet eri mieltä: { $text }
case-news-appeal-here = Jos olet eri mieltä, voit pyytää uutta tarkastelua täällä koodillasi.

case-survey-closing = Asiasi ({ $kind }, koodi { $code }) on suljettu. Miten hyvin se hoidettiin? 1 on huonosti, 5 on hyvin.
    .sms = Suljettu: { $kind }, koodi { $code }. Miten hyvin se hoidettiin? Vastaa 1 (huonosti) – 5 (hyvin).
    .voice = Asiasi on suljettu: { $kind }. Miten hyvin se hoidettiin? Sano numero yhdestä viiteen. Yksi on huonosti, viisi on hyvin.
case-survey-later = Asiasi ({ $kind }, koodi { $code }) suljettiin neljä viikkoa sitten. Onko se ratkennut?
    .sms = Onko asia ratkennut? ({ $kind }, koodi { $code }, suljettu neljä viikkoa sitten)
    .voice = Asiasi suljettiin neljä viikkoa sitten: { $kind }. Onko se ratkennut?
case-survey-solved = Se on ratkennut
case-survey-unsolved = Se ei ole ratkennut
case-survey-stop = Älä kysy enää
case-survey-how-to-stop = Voit lopettaa nämä kysymykset milloin tahansa: paina tai kirjoita ”{ $button }”.
    .sms = STOP lopettaa kaikki viestit.

case-code-unreadable = Tuo ei ole seurantakoodi. Koodissa on yksitoista kirjainta ja numeroa, esimerkiksi 7K2M-Q4ZX-1TB, tai seitsemäntoista numeroa.
    .sms = Tuo ei ole koodi. Koodi on muotoa 7K2M-Q4ZX-1TB tai seitsemäntoista numeroa.
    .voice = Tuo ei ole seurantakoodi. Koodissa on yksitoista kirjainta ja numeroa tai seitsemäntoista numeroa. Sano se vielä kerran merkki kerrallaan.
case-code-mistyped = Koodissa on virhe: yksi merkki on väärin tai kaksi on vaihtanut paikkaa. Vertaa sitä merkki kerrallaan.
    .sms = Koodissa on yksi väärä merkki. Tarkista se ja lähetä uudelleen.
    .voice = Koodissa on jotakin väärin. Sano se vielä kerran hitaasti, merkki kerrallaan.
case-code-unknown = Tällä koodilla ei löydy asiaa. Tarkista, että se on sinulle annettu koodi.
case-code-too-many = Vääriä koodeja tuli liian monta. Yritä uudelleen { $minutes ->
    [one] minuutin kuluttua
   *[other] { $minutes } minuutin kuluttua
}.
case-error = Jokin meni pieleen. Yritä uudelleen.
case-changed = Joku muu muutti tätä sillä välin. Katso se vielä kerran.
case-move-forbidden = Se ei ole nyt mahdollista.
case-not-possible = Se ei ole nyt mahdollista.
case-missing = Jotakin puuttuu. Kerro se vielä kerran.

case-file-empty = Tiedosto on tyhjä, joten sitä ei lisätty. Valitse toinen tiedosto.
case-file-too-big = Tiedosto on liian suuri: enintään { $megabytes } Mt. Pienempikin kuva riittää.
case-file-too-many = Tiedostoja voi olla enintään { $most }. Enempää ei lisätty.
case-file-type = Tällaista tiedostoa ei voi lisätä. Voit lisätä kuvia (JPEG, PNG, WebP), PDF-tiedostoja, ääntä ja tekstiä.
case-file-broken = Kuvaa ei voi lukea. Tallenna se uudelleen tai valitse toinen.
case-file-no-draft = Tiedoston voi lisätä, kun olet aloittanut ilmoituksen. Kerro ensin, mistä on kyse.
case-file-off = Tiedostoja ei voi lähettää täällä. Kerro sanoin, mitä niissä näkyy.
