# What the counter says on Telegram alone.

telegram-corrected = Rättat svar på meddelandet som du ändrade:
telegram-unread = Jag kan läsa text, platser på kartan, bilder och dokument. Den här sortens meddelande kan jag inte öppna än. Skriv vad du behöver.
telegram-language = Vilket språk vill du ha?
telegram-privacy = Det du skriver här sparas för att du ska få svar, och ingen annan än servicediskens personal kan läsa samtalet. Ditt Telegramkonto lagras krypterat. Telegram kan själv läsa meddelanden till en bot, så skicka inte lösenord eller uppgifter om hälsa. Du kan när som helst radera allt som har skrivits här. Ärenden som du har lämnat in finns kvar, eftersom lagen kräver det.
telegram-privacy-survey = Du har sagt ja till att vi frågar dig här hur det gick när ett ärende är avslutat. Knappen nedan avslutar det.
telegram-forget-button = Radera det här samtalet
telegram-group = Jag talar med en person i taget, så att ingen annan läser det du frågar. Skriv direkt till mig. Jag lämnar gruppen nu.

telegram-file-no-draft = Tack. En bild eller ett dokument hör till ett ärende. Berätta först vad som har hänt, till exempel: ”Jag vill anmäla en trasig gatlykta.” Skicka sedan filen igen.
telegram-file-too-big = Filen är för stor: högst 10 MB. Skicka en mindre.
telegram-file-too-many = Ett ärende kan ha högst 10 filer. De andra lades inte till.
telegram-file-type = Den här sortens fil kan jag inte ta emot. Bilder, PDF, ljud och ren text går bra.
telegram-file-broken = Bilden gick inte att läsa. Ta eller välj en annan.
telegram-file-empty = Filen är tom. Skicka den igen.

telegram-command-start = Börja
telegram-command-help = Vad jag kan göra
telegram-command-language = Välj språk
telegram-command-status = Följ ett ärende
telegram-command-human = Prata med en människa
telegram-command-stop = Avbryt det vi håller på med
telegram-command-privacy = Dina uppgifter och hur du raderar dem
