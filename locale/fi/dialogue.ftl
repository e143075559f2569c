# Greetings, small talk, commands and other turns of a conversation.

greet = Hei! Olen kaupungin avustaja. Kysy mistä tahansa palvelusta omin sanoin: mikä se on, mitä se maksaa, miten sitä haetaan tai milloin se on auki. Voit myös ilmoittaa jostakin tai valittaa ja kysyä, miten asiasi etenee.
    .sms = Hei! Olen kaupungin avustaja. Kysy mistä tahansa palvelusta, tee ilmoitus tai kysy, miten asiasi etenee.
    .voice = Hei. Olen kaupungin avustaja. Kysy mistä tahansa palvelusta, tee ilmoitus tai kysy, miten asiasi etenee.
thanks = Ole hyvä! Voinko auttaa vielä jossakin?
bye = Hei hei! Palaa milloin vain.
capabilities = Tunnen kaupungin palvelut. Voit kysyä, mikä palvelu on, kenelle se on, miten sitä haetaan, mitä tarvitset, mitä se maksaa, kauanko se kestää, milloin se on auki ja minne mennä. Voit myös tehdä täällä ilmoituksen tai valituksen ja kysyä myöhemmin, miten asiasi etenee. Puhun näitä kieliä: { $languages }. Voit myös pyytää ihmistä avuksi.
robot = Olen tietokoneohjelma, en ihminen. Vastaukseni tulevat kaupungin palveluluettelosta. Jos haluat mieluummin jutella ihmisen kanssa, sano vain.
swearing = Ymmärrän, että tämä harmittaa. Kerro, mitä tarvitset, niin yritän auttaa. Voit myös pyytää ihmistä avuksi.
small-talk = Kiitos, minulle kuuluu hyvää. Parhaiten tunnen kaupungin palvelut. Missä voin auttaa?
out-of-scope = Siinä en osaa auttaa, sillä tunnen vain kaupungin palvelut. Haluatko kysyä jostakin kaupungin palvelusta?
yes-alone = Hyvä. Mitä haluat tietää?
no-alone = Selvä. Missä muussa voin auttaa?
unsure = Ei hätää. Kerro omin sanoin, mitä haluat saada hoidettua, niin etsin sopivan palvelun.
stopped = Selvä, lopetin. Kirjoita, kun haluat jatkaa.
back-empty = Ei ole mitään, mihin palata. Mitä haluat tietää?
repeat-empty = En ole vielä sanonut mitään. Mitä haluat tietää?
pace-text = Tämä toimii vain puhelussa. Täällä voit muuttaa tekstin kokoa valikosta.
    .voice = Selvä.
    .sms = Tämä toimii vain puhelussa.
spell-empty = Mitään tavattavaa ei vielä ole. Mitä haluat tietää?
language-changed = Selvä, puhun nyt suomea.
language-which = Minkä kielen haluat? Puhun näitä kieliä: { $languages }.
language-not-served = Viestisi kieli näyttää olevan { $language }. En osaa sitä vielä, joten vastaan suomeksi. Voit myös valita toisen kielen: { $languages }.
language-not-served-asked = Tätä kieltä en osaa vielä: { $language }. Puhun näitä kieliä: { $languages }.

human = Täältä tavoitat ihmisen:
human-hours = Auki: { $hours }
human-open-now = Sinua palvellaan nyt, klo { $time } asti.
human-closed-now = Nyt on suljettu. Avautuu seuraavaksi: { $day } klo { $time }.
ask-person = Juttele ihmisen kanssa

danger-fire = Jos on tulipalo, mene ulos ja soita heti numeroon { $number }.
danger-medical = Jos jonkun henki on vaarassa, soita heti numeroon { $number }.
danger-violence = Jos joku on vaarassa, mene turvaan ja soita heti numeroon { $number }.
danger-self_harm = Jos sinä tai joku muu voi kuolla, soita heti numeroon { $number }. Sinun ei tarvitse selvitä tästä yksin.
danger-gas = Jos haistat kaasua, älä käytä katkaisijoita äläkä avotulta. Mene ulos ja soita heti numeroon { $number }.
danger-water = Jos joku on veden varassa ja vaarassa, soita heti numeroon { $number }.
danger-poison = Jos joku on saanut myrkkyä tai liikaa lääkettä ja voi huonosti, soita heti { $number }.
danger-child = Jos lapsi on vaarassa, soita heti { $number }.
danger-other = Jos joku on vaarassa, soita heti numeroon { $number }.
danger-helpline = Voit soittaa myös tänne: { $name }, { $number }.
danger-helpline-hours = Voit soittaa myös tänne: { $name }, { $number } ({ $hours }).
danger-after = Merkitsin tämän keskustelun kiireelliseksi. Jos kukaan ei ole vaarassa, kerro, missä voin auttaa.

contact-phone = Puhelin: { $number }
contact-email = Sähköposti: { $address }
contact-office = { $name }, { $address }
notice = Tiedote: { $text }
forgotten = Poistin tämän keskustelun.
