# What the counter says by SMS alone: short, and without signs that cost a message its 7-bit alphabet.

sms-more-hint = Loput: vastaa LISÄÄ.
sms-stopped = Et saa enää viestejä: {$town}. Keskeneräinen asiasi säilyy. Jos haluat taas vastauksia, vastaa START.
sms-started = Saat taas vastauksia: {$town}. Kirjoita, mitä tarvitset. STOP lopettaa viestit, OHJE kertoo lisää.
sms-help = {$town}: kirjoita, mitä tarvitset, niin saat vastauksen tähän. Ihminen vastaa numerossa {$phone}. Hätätilanteessa soita {$emergency}. STOP lopettaa viestit. Hinta operaattorisi mukaan.

sms-file-no-draft = Kiitos. Kuva kuuluu ilmoitukseen. Kirjoita ensin, mitä on tapahtunut, esimerkiksi: Haluan ilmoittaa rikkinäisestä katuvalosta. Lähetä kuva sitten uudelleen.
sms-file-too-big = Tiedosto on liian suuri: enintään 10 Mt. Lähetä pienempi.
sms-file-too-many = Ilmoitukseen mahtuu enintään 10 tiedostoa. Muita ei lisätty.
sms-file-type = Tällaista tiedostoa en voi ottaa vastaan. Kuvat, PDF, ääni ja pelkkä teksti sopivat.
sms-file-broken = Kuvaa ei voitu lukea. Ota tai valitse toinen.
sms-file-empty = Tiedosto on tyhjä. Lähetä se uudelleen.
