# What the counter says on Telegram alone.

telegram-corrected = Korjattu vastaus muuttamaasi viestiin:
telegram-unread = Osaan lukea tekstiä, paikkoja kartalta, kuvia ja asiakirjoja. Tällaista viestiä en osaa vielä avata. Kirjoita, mitä tarvitset.
telegram-language = Minkä kielen haluat?
telegram-privacy = Se, mitä kirjoitat tänne, säilytetään, jotta saat vastauksia. Keskustelua eivät näe muut kuin palvelutiskin henkilökunta. Telegram-tilisi tallennetaan salattuna. Telegram voi itse lukea botille lähetetyt viestit, joten älä lähetä salasanoja tai terveystietoja. Voit milloin tahansa poistaa kaiken, mitä täällä on kirjoitettu. Tekemäsi ilmoitukset säilyvät, koska laki vaatii sitä.
telegram-privacy-survey = Olet antanut luvan kysyä täällä, miten asiasi hoidettiin, kun se on suljettu. Voit perua luvan alla olevalla painikkeella.
telegram-forget-button = Poista tämä keskustelu
telegram-group = Puhun yhden ihmisen kanssa kerrallaan, jotta kukaan muu ei lue kysymyksiäsi. Kirjoita minulle suoraan. Poistun nyt tästä ryhmästä.

telegram-file-no-draft = Kiitos. Kuva tai asiakirja kuuluu ilmoitukseen. Kerro ensin, mitä on tapahtunut, esimerkiksi: ”Haluan ilmoittaa rikkinäisestä katuvalosta.” Lähetä tiedosto sitten uudelleen.
telegram-file-too-big = Tiedosto on liian suuri: enintään 10 Mt. Lähetä pienempi.
telegram-file-too-many = Ilmoitukseen mahtuu enintään 10 tiedostoa. Muita ei lisätty.
telegram-file-type = Tällaista tiedostoa en voi ottaa vastaan. Kuvat, PDF, ääni ja pelkkä teksti käyvät.
telegram-file-broken = Kuvaa ei voitu lukea. Ota tai valitse toinen kuva.
telegram-file-empty = Tiedosto on tyhjä. Lähetä se uudelleen.

telegram-command-start = Aloita
telegram-command-help = Mitä osaan tehdä
telegram-command-language = Valitse kieli
telegram-command-status = Seuraa ilmoitusta
telegram-command-human = Puhu ihmisen kanssa
telegram-command-stop = Lopeta se, mitä teemme
telegram-command-privacy = Tietosi ja niiden poistaminen
