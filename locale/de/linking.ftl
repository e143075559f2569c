# One person on many channels: the code to go on elsewhere.

link-code = Ihr Code ist {$code}. Schreiben Sie ihn innerhalb von {$minutes} Minuten dort, wo Sie weitermachen möchten: per SMS, auf Telegram oder im Web-Chat. Ihre Sprache, Begonnenes und Ihre Meldungen kommen mit. Geben Sie den Code niemandem sonst.
link-joined = Willkommen zurück: Ich weiß jetzt, dass Sie es sind. Ihre Sprache, Begonnenes und Ihre Meldungen sind auch hier. Um das zu beenden, schreiben Sie: Verbindung trennen.
link-news-button = Neuigkeiten hierher
link-news-set = Neuigkeiten zu Ihren Anliegen erhalten Sie ab jetzt { $channel ->
        [sms] per SMS
        [telegram] auf Telegram
       *[web] im Web-Chat
    }.
link-news-unknown = Dort kenne ich Sie noch nicht. Verbinden Sie zuerst diesen Kanal und sagen Sie es dann noch einmal.
link-wrong = So lautet kein gültiger Code. Ein Code gilt {$minutes} Minuten und nur einmal. Schreiben Sie dort, wo Sie vorher waren, „auf dem Handy weitermachen“, dann erhalten Sie einen neuen.
link-same = Das ist Ihr eigener Code. Schreiben Sie ihn auf dem anderen Kanal, nicht hier.
link-too-many = Zu viele falsche Codes. Bitte versuchen Sie es in {$minutes} Minuten noch einmal.
link-ended = Erledigt: Dieser Kanal steht wieder für sich. Was Sie anderswo begonnen und gemeldet haben, bleibt dort.
link-none = Dieser Kanal ist mit keinem anderen verbunden.
link-not-here = Hier kann kein Code gegeben werden.
