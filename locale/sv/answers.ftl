# What the assistant says about services. Facts come from the catalogue; these sentences only frame them.

### Facets

answer-about = { $service }
    .voice = { $service }.
answer-audience = { $service } – vem det är till för:
answer-steps = { $service } – så här gör du:
answer-documents = { $service } – det här behöver du:
answer-cost = { $service } – så mycket kostar det:
answer-cost-free = Kostnadsfritt
answer-time = { $service } – så lång tid tar det:
answer-time-at-once = Direkt
answer-hours = { $service } – öppettider:
answer-hours-channel = { $channel }: { $hours }
answer-place = { $service } – hit går du:
answer-contact = { $service } – kontaktuppgifter:
answer-link = { $service } på nätet:

answer-missing-audience = Tjänstekatalogen säger inte vem { $service } är till för.
answer-missing-steps = Tjänstekatalogen säger inte hur man gör: { $service }.
answer-missing-documents = Tjänstekatalogen säger inte vilka handlingar som behövs för { $service }.
answer-missing-cost = Tjänstekatalogen säger inte vad { $service } kostar.
answer-missing-time = Tjänstekatalogen säger inte hur lång tid { $service } tar.
answer-missing-hours = Tjänstekatalogen har inga öppettider för { $service }.
answer-missing-place = Tjänstekatalogen har ingen adress till { $service }.
answer-missing-contact = Tjänstekatalogen har inget telefonnummer och ingen e-postadress till { $service }.
answer-missing-link = Tjänstekatalogen har ingen webbsida om { $service }.
answer-missing-about = Tjänstekatalogen har ingen beskrivning av { $service }.
answer-missing-ask = Du kan fråga här: { $contact }

answer-other-language = Den här texten finns bara på { $language }.

### Opening

open-now = { $channel } har öppet nu, till kl. { $time }.
open-now-always = { $channel } har öppet nu, dygnet runt.
open-not-now = { $channel } har stängt nu. Öppnar igen { $day } kl. { $time }.
open-not-now-unknown = { $channel } har stängt nu.
open-on-day = { $channel } har öppet { $day }: { $hours }.
open-closed-day = { $channel } har stängt { $day }.
open-closed-holiday = { $channel } har stängt { $day } ({ $holiday }).
open-source = Öppettiderna kommer från tjänstekatalogen. På plats kan det finnas avvikelser.

### Doubt

doubt-which = Menade du något av det här?
doubt-one = Menade du { $service }?
doubt-none-of-these = Inget av dem
lost = Tyvärr hittade jag inget svar på det.
lost-hint = Du kan fråga med andra ord eller prata med en person.
lost-kept = Jag har noterat din fråga, så att staden kan lägga till ett svar.
lost-perhaps = Jag är inte säker på att jag förstod rätt. Är det något av det här?
perhaps-service = Läs om: { $service }
which-service = Vilken tjänst menar du? Säg vad den heter eller vad du behöver.
nothing-more = Mer än så säger tjänstekatalogen inte om { $service }.
choose-out-of-range = { $count ->
    [one] Det fanns ett alternativ. Välj det eller berätta vad du behöver.
   *[other] Det fanns { $count } alternativ. Välj bland dem eller berätta vad du behöver.
  }
nothing-to-choose = Jag har inte gett några alternativ än. Berätta vad du behöver.
services-offered = De här tjänsterna kan vara till hjälp:
services-some = Här är några av våra { $count } tjänster. Berätta vad du behöver, så letar jag upp rätt tjänst.
corrected = Förlåt, jag missförstod. Menade du något av det här?
corrected-ask = Förlåt, jag missförstod. Berätta en gång till vad du behöver.

facet-about = Vad är det?
facet-audience = För vem?
facet-steps = Hur ansöker jag?
facet-documents = Vad behöver jag?
facet-cost = Vad kostar det?
facet-time = Hur lång tid tar det?
facet-hours = Öppettider
facet-place = Var?
facet-contact = Kontakt
facet-link = Webbsida

### Labels on a card

channel-e_service = E-tjänst
channel-web_page = Webbsida
channel-phone = Telefontjänst
channel-email = E-post
channel-chat = Chatt
channel-form = Blankett
channel-office = Kontor
channel-mail = Post
