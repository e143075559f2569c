# What the counter itself says: refusals, and news about a conversation.

channel-parked = Tyvärr gick något fel med ditt meddelande och jag kunde inte svara. Fråga igen med andra ord eller kontakta en person.
channel-forgotten = Det här samtalet har raderats.
channel-unknown-session = Det här samtalet har avslutats. Börja ett nytt.
channel-too-many-sessions = Många samtal har just startats från ditt nätverk. Försök igen om en liten stund.
channel-bad-request = Meddelandet kunde inte läsas. Försök igen.
channel-too-fast = Det gick lite för fort för mig. Vänta en stund och skicka meddelandet igen.
channel-empty = Det fanns inget att läsa i meddelandet. Skriv vad du behöver.
channel-too-long = Meddelandet är för långt: högst 4 000 tecken. Förkorta det eller skicka det i delar.
channel-unknown-choice = Det här alternativet finns inte längre. Skriv vad du behöver.
channel-too-many-streams = Det här samtalet är redan öppet på många ställen. Stäng något av dem.
channel-unknown-language = Jag talar inte det språket. Välj ett språk i listan.
channel-unknown-address = Det finns inget på den här adressen.
channel-broken = Något gick fel hos oss. Försök igen om en stund.

channel-transcript-title = Ditt samtal med servicedisken
channel-speaker-person = Du
channel-speaker-assistant = Assistenten
channel-speaker-staff = Medarbetare
channel-speaker-system = Servicedisken
