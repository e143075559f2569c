# What the counter itself says: refusals, and news about a conversation.

channel-parked = Pahoittelut, viestisi käsittelyssä tapahtui virhe enkä voinut vastata siihen. Kysy uudelleen toisin sanoin tai ota yhteyttä ihmiseen.
channel-forgotten = Tämä keskustelu on poistettu.
channel-unknown-session = Tämä keskustelu on päättynyt. Aloita uusi keskustelu.
channel-too-many-sessions = Verkostasi aloitettiin juuri monta keskustelua. Yritä hetken kuluttua uudelleen.
channel-bad-request = Viestiä ei voitu lukea. Yritä uudelleen.
channel-too-fast = Viestejä tuli hieman liian nopeasti. Odota hetki ja lähetä viesti uudelleen.
channel-empty = Viestissä ei ollut luettavaa. Kirjoita, mitä tarvitset.
channel-too-long = Viesti on liian pitkä: enintään 4 000 merkkiä. Lyhennä viestiä tai lähetä se osissa.
channel-unknown-choice = Tätä vaihtoehtoa ei enää ole. Kirjoita, mitä tarvitset.
channel-too-many-streams = Tämä keskustelu on jo auki monessa paikassa. Sulje niistä jokin.
channel-unknown-language = En puhu tuota kieltä. Valitse kieli luettelosta.
channel-unknown-address = Tässä osoitteessa ei ole mitään.
channel-broken = Meillä tapahtui virhe. Yritä hetken kuluttua uudelleen.

channel-transcript-title = Keskustelusi palvelupisteen kanssa
channel-speaker-person = Sinä
channel-speaker-assistant = Avustaja
channel-speaker-staff = Työntekijä
channel-speaker-system = Palvelupiste
