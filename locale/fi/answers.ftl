# What the assistant says about services. Facts come from the catalogue; these sentences only frame them.
# The name of a service or of an office stays in the nominative: it is never a word that the sentence would inflect.

### Facets

answer-about = { $service }
    .voice = { $service }.
answer-audience = { $service } – kenelle se on tarkoitettu:
answer-steps = { $service } – näin asia hoituu:
answer-documents = { $service } – tämän tarvitset:
answer-cost = { $service } – hinta:
answer-cost-free = Maksuton
answer-time = { $service } – näin kauan se kestää:
answer-time-at-once = Heti
answer-hours = { $service } – aukioloajat:
answer-hours-channel = { $channel }: { $hours }
answer-place = { $service } – minne mennä:
answer-contact = { $service } – yhteystiedot:
answer-link = { $service } verkossa:

answer-missing-audience = Palveluluettelossa ei kerrota, kenelle { $service } on tarkoitettu.
answer-missing-steps = Palveluluettelossa ei kerrota, miten tämä hoidetaan: { $service }.
answer-missing-documents = Palveluluettelossa ei kerrota, mitä asiakirjoja { $service } vaatii.
answer-missing-cost = Palveluluettelossa ei kerrota, mitä { $service } maksaa.
answer-missing-time = Palveluluettelossa ei kerrota, kauanko { $service } kestää.
answer-missing-hours = Palveluluettelossa ei ole aukioloaikoja tälle palvelulle: { $service }.
answer-missing-place = Palveluluettelossa ei ole osoitetta tälle palvelulle: { $service }.
answer-missing-contact = Palveluluettelossa ei ole puhelinnumeroa eikä sähköpostiosoitetta tälle palvelulle: { $service }.
answer-missing-link = Palveluluettelossa ei ole verkkosivua tälle palvelulle: { $service }.
answer-missing-about = Palveluluettelossa ei ole kuvausta tästä palvelusta: { $service }.
answer-missing-ask = Voit kysyä täältä: { $contact }

answer-other-language = Tämä teksti on saatavilla vain tällä kielellä: { $language }.

### Opening

open-now = { $channel } on nyt auki, klo { $time } asti.
open-now-always = { $channel } on nyt auki, ympäri vuorokauden.
open-not-now = { $channel } on nyt kiinni. Avautuu seuraavaksi: { $day } klo { $time }.
open-not-now-unknown = { $channel } on nyt kiinni.
open-on-day = { $channel }, { $day }: auki klo { $hours }.
open-closed-day = { $channel }, { $day }: kiinni.
open-closed-holiday = { $channel }, { $day }: kiinni ({ $holiday }).
open-source = Aukioloajat ovat palveluluettelosta. Paikan päällä voi olla poikkeuksia.

### Doubt

doubt-which = Tarkoititko jotakin näistä?
doubt-one = Tarkoititko tätä: { $service }?
doubt-none-of-these = En mitään näistä
lost = Valitettavasti en löytänyt tähän vastausta.
lost-hint = Voit kysyä toisin sanoin tai jutella ihmisen kanssa.
lost-kept = Laitoin kysymyksesi muistiin, jotta kaupunki voi lisätä siihen vastauksen.
lost-perhaps = En ole varma, ymmärsinkö oikein. Onko kyse jostakin näistä?
perhaps-service = Lue lisää: { $service }
which-service = Mitä palvelua tarkoitat? Kerro sen nimi tai mitä tarvitset.
nothing-more = Muuta palveluluettelossa ei kerrota: { $service }.
choose-out-of-range = { $count ->
    [one] Tarjolla oli yksi vaihtoehto. Valitse se tai kerro, mitä tarvitset.
   *[other] Tarjolla oli { $count } vaihtoehtoa. Valitse niistä tai kerro, mitä tarvitset.
  }
nothing-to-choose = En ole vielä antanut vaihtoehtoja. Kerro, mitä tarvitset.
services-offered = Näistä palveluista voi olla apua:
services-some = Tässä on joitakin palveluistamme. Niitä on yhteensä { $count }. Kerro, mitä tarvitset, niin etsin oikean.
corrected = Anteeksi, ymmärsin väärin. Tarkoititko jotakin näistä?
corrected-ask = Anteeksi, ymmärsin väärin. Kerro vielä kerran, mitä tarvitset.

facet-about = Mikä se on?
facet-audience = Kenelle?
facet-steps = Miten haen?
facet-documents = Mitä tarvitsen?
facet-cost = Mitä se maksaa?
facet-time = Kauanko se kestää?
facet-hours = Aukioloajat
facet-place = Missä?
facet-contact = Yhteystiedot
facet-link = Verkkosivu

### Labels on a card

channel-e_service = Sähköinen asiointi
channel-web_page = Verkkosivu
channel-phone = Puhelinpalvelu
channel-email = Sähköposti
channel-chat = Chat
channel-form = Lomake
channel-office = Toimipiste
channel-mail = Posti
