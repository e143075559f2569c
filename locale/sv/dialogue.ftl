# Greetings, small talk, commands and other turns of a conversation.

greet = Hej! Jag är stadens assistent. Fråga om vilken tjänst som helst med egna ord: vad den är, vad den kostar, hur man ansöker eller när det är öppet. Du kan också anmäla något eller klaga här och fråga hur det går.
    .sms = Hej! Jag är stadens assistent. Fråga om vilken tjänst som helst, anmäl något eller fråga hur ditt ärende går.
    .voice = Hej. Jag är stadens assistent. Fråga om vilken tjänst som helst, anmäl något eller fråga hur ditt ärende går.
thanks = Varsågod! Är det något mer jag kan hjälpa till med?
bye = Hej då! Välkommen tillbaka när du vill.
capabilities = Jag känner till stadens tjänster. Du kan fråga vad en tjänst är, vem den är till för, hur du ansöker, vad du behöver, vad den kostar, hur lång tid den tar, när det är öppet och vart du ska gå. Du kan också anmäla något eller lämna klagomål här och senare fråga hur det går. Jag talar { $languages }. Du kan också be att få prata med en person.
robot = Jag är ett datorprogram, inte en människa. Mina svar kommer från stadens tjänstekatalog. Om du hellre vill prata med en person är det bara att säga till.
swearing = Jag förstår att det här är frustrerande. Berätta vad du behöver, så försöker jag hjälpa till. Du kan också be att få prata med en person.
small-talk = Tack, jag mår bra. Bäst är jag på stadens tjänster. Vad kan jag hjälpa dig med?
out-of-scope = Det kan jag inte hjälpa till med, för jag känner bara till stadens tjänster. Vill du fråga om någon av dem?
yes-alone = Bra. Vad vill du veta?
no-alone = Okej. Vad kan jag hjälpa dig med i stället?
unsure = Ingen fara. Berätta med egna ord vad du vill få gjort, så letar jag upp rätt tjänst.
stopped = Okej, jag slutar här. Skriv när du vill fortsätta.
back-empty = Det finns inget att gå tillbaka till. Vad vill du veta?
repeat-empty = Jag har inte sagt något än. Vad vill du veta?
pace-text = Det fungerar bara i telefonsamtal. Här kan du ändra textens storlek i menyn.
    .voice = Okej.
    .sms = Det fungerar bara i telefonsamtal.
spell-empty = Det finns inget att bokstavera än. Vad vill du veta?
language-changed = Okej, nu talar jag svenska.
language-which = Vilket språk vill du ha? Jag talar { $languages }.
language-not-served = Du skrev på { $language }. Det språket kan jag inte än, så jag svarar på svenska. Du kan välja ett annat språk: { $languages }.
language-not-served-asked = Jag talar inte { $language } än. Jag talar { $languages }.

human = Här når du en person:
human-hours = Öppet: { $hours }
human-open-now = Det är öppet nu, till kl. { $time }.
human-closed-now = Det är stängt nu. Öppnar igen { $day } kl. { $time }.
ask-person = Prata med en person

danger-fire = Om det brinner, gå ut och ring { $number } nu.
danger-medical = Om någons liv är i fara, ring { $number } nu.
danger-violence = Om någon är i fara, ta dig i säkerhet och ring { $number } nu.
danger-self_harm = Om du eller någon annan riskerar att dö, ring { $number } nu. Du behöver inte gå igenom det här ensam.
danger-gas = Om du känner gaslukt, rör inga strömbrytare och använd inte öppen eld. Gå ut och ring { $number } nu.
danger-water = Om någon är i vattnet och i fara, ring { $number } nu.
danger-poison = Om någon har fått i sig gift eller för mycket medicin och mår dåligt, ring { $number } genast.
danger-child = Om ett barn är i fara, ring { $number } genast.
danger-other = Om någon är i fara, ring { $number } nu.
danger-helpline = Du kan också ringa: { $name }, { $number }.
danger-helpline-hours = Du kan också ringa: { $name }, { $number } ({ $hours }).
danger-after = Jag har markerat det här samtalet som brådskande. Om ingen är i fara, berätta vad jag kan hjälpa dig med.

contact-phone = Telefon: { $number }
contact-email = E-post: { $address }
contact-office = { $name }, { $address }
notice = Meddelande: { $text }
forgotten = Jag har raderat det här samtalet.
