# What the counter says by SMS alone: short, and without signs that cost a message its 7-bit alphabet.

sms-more-hint = Svara MER för resten.
sms-stopped = Du får inga fler meddelanden från {$town}. Det du har börjat på sparas. Svara START om du vill få svar igen.
sms-started = Du får svar igen från {$town}. Skriv vad du behöver. STOPP avslutar meddelanden, HJÄLP berättar mer.
sms-help = {$town}: skriv vad du behöver så får du svar här. En människa svarar på {$phone}. Ring {$emergency} vid fara. STOPP avslutar meddelanden. Din operatörs vanliga priser gäller.

sms-file-no-draft = Tack. En bild hör till en anmälan. Skriv först vad som har hänt, till exempel: Jag vill anmäla en trasig gatlampa. Skicka sedan bilden igen.
sms-file-too-big = Filen är för stor: högst 10 MB. Skicka en mindre.
sms-file-too-many = En anmälan tar högst 10 filer. De andra lades inte till.
sms-file-type = Den här sortens fil kan jag inte ta emot. Bilder, PDF, ljud och vanlig text går bra.
sms-file-broken = Bilden kunde inte läsas. Ta eller välj en annan.
sms-file-empty = Filen är tom. Skicka den igen.
