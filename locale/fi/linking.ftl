# One person on many channels: the code to go on elsewhere.

link-code = Koodisi on {$code}. Kirjoita se {$minutes} minuutin kuluessa siellä, missä haluat jatkaa: tekstiviestillä, Telegramissa tai verkkokeskustelussa. Kielesi, keskeneräiset asiasi ja ilmoituksesi tulevat mukaan. Älä anna koodia kenellekään muulle.
link-joined = Tervetuloa takaisin: tiedän nyt, että se olet sinä. Kielesi, keskeneräiset asiasi ja ilmoituksesi ovat täälläkin. Jos haluat lopettaa tämän, kirjoita: poista yhdistäminen.
link-news-button = Viestit tänne
link-news-set = Tästä lähtien saat tiedot asioistasi { $channel ->
        [sms] tekstiviestillä
        [telegram] Telegramissa
       *[web] verkkokeskustelussa
    }.
link-news-unknown = En vielä tunne sinua siellä. Yhdistä ensin se kanava ja sano tämä sitten uudelleen.
link-wrong = Tällaista voimassa olevaa koodia ei ole. Koodi on voimassa {$minutes} minuuttia ja vain kerran. Kirjoita siellä, missä olit ensin, ”jatka puhelimella”, niin saat uuden.
link-same = Tämä on oma koodisi. Kirjoita se toisessa kanavassa, ei täällä.
link-too-many = Liian monta väärää koodia. Yritä uudelleen {$minutes} minuutin kuluttua.
link-ended = Valmis: tämä kanava on taas erillään. Muualla aloittamasi ja ilmoittamasi asiat jäävät sinne.
link-none = Tätä kanavaa ei ole yhdistetty muihin.
link-not-here = Täällä koodia ei voi antaa.
