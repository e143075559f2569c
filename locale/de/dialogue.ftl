# Greetings, small talk, commands and other turns of a conversation.

greet = Guten Tag! Ich bin der Assistent der Stadt. Fragen Sie mich in Ihren eigenen Worten nach jeder Dienstleistung: was sie ist, was sie kostet, wie man sie beantragt oder wann geöffnet ist. Sie können hier auch etwas melden oder sich beschweren und fragen, wie es damit steht.
    .sms = Guten Tag! Ich bin der Assistent der Stadt. Fragen Sie nach jeder Dienstleistung, melden Sie etwas oder fragen Sie, wie es damit steht.
    .voice = Guten Tag. Ich bin der Assistent der Stadt. Fragen Sie nach jeder Dienstleistung, melden Sie etwas oder fragen Sie, wie es damit steht.
thanks = Gern geschehen! Kann ich noch etwas für Sie tun?
bye = Auf Wiedersehen! Kommen Sie jederzeit wieder.
capabilities = Ich kenne die Dienstleistungen der Stadt. Sie können fragen, was eine Dienstleistung ist, für wen sie ist, wie Sie sie beantragen, was Sie brauchen, was sie kostet, wie lange es dauert, wann geöffnet ist und wohin Sie gehen. Sie können hier auch etwas melden oder sich beschweren und später fragen, wie es damit steht. Ich spreche { $languages }. Sie können auch nach einem Menschen fragen.
robot = Ich bin ein Computerprogramm, kein Mensch. Meine Antworten kommen aus dem Dienstleistungsverzeichnis der Stadt. Wenn Sie lieber mit einem Menschen sprechen, sagen Sie es einfach.
swearing = Ich verstehe, dass das ärgerlich ist. Sagen Sie mir, was Sie brauchen, und ich versuche zu helfen. Sie können auch nach einem Menschen fragen.
small-talk = Danke, mir geht es gut. Am besten kenne ich mich mit den Dienstleistungen der Stadt aus. Was kann ich für Sie tun?
out-of-scope = Dabei kann ich nicht helfen, denn ich kenne nur die Dienstleistungen der Stadt. Möchten Sie dazu etwas fragen?
yes-alone = Gut. Was möchten Sie wissen?
no-alone = In Ordnung. Was kann ich sonst für Sie tun?
unsure = Kein Problem. Sagen Sie in Ihren eigenen Worten, was Sie erledigen möchten, und ich suche das Passende.
stopped = In Ordnung, ich habe aufgehört. Schreiben Sie, wenn Sie weitermachen möchten.
back-empty = Es gibt nichts, wohin ich zurückgehen kann. Was möchten Sie wissen?
repeat-empty = Ich habe noch nichts gesagt. Was möchten Sie wissen?
pace-text = Das geht nur am Telefon. Hier können Sie die Textgröße im Menü ändern.
    .voice = In Ordnung.
    .sms = Das geht nur am Telefon.
spell-empty = Es gibt noch nichts zu buchstabieren. Was möchten Sie wissen?
language-changed = In Ordnung, ich spreche jetzt Deutsch.
language-which = Welche Sprache möchten Sie? Ich spreche { $languages }.
language-not-served = Ihre Nachricht ist in dieser Sprache: { $language }. Die spreche ich noch nicht. Ich antworte auf Deutsch; Sie können auch eine andere Sprache wählen: { $languages }.
language-not-served-asked = Diese Sprache spreche ich noch nicht: { $language }. Ich spreche { $languages }.

human = Hier erreichen Sie einen Menschen:
human-hours = Geöffnet: { $hours }
human-open-now = Dort ist jetzt jemand für Sie da, bis { $time } Uhr.
human-closed-now = Jetzt ist geschlossen. Wieder geöffnet: { $day } ab { $time } Uhr.
ask-person = Mit einem Menschen sprechen

danger-fire = Wenn es brennt, gehen Sie ins Freie und rufen Sie sofort die { $number } an.
danger-medical = Wenn jemand in Lebensgefahr ist, rufen Sie sofort die { $number } an.
danger-violence = Wenn jemand in Gefahr ist, bringen Sie sich in Sicherheit und rufen Sie sofort die { $number } an.
danger-self_harm = Wenn Sie oder jemand anders in Lebensgefahr sind, rufen Sie sofort die { $number } an. Sie müssen das nicht allein durchstehen.
danger-gas = Wenn Sie Gas riechen: keine Schalter betätigen, kein Feuer. Gehen Sie ins Freie und rufen Sie sofort die { $number } an.
danger-water = Wenn jemand im Wasser und in Gefahr ist, rufen Sie sofort die { $number } an.
danger-poison = Wenn jemand Gift oder zu viele Medikamente genommen hat und es der Person schlecht geht, rufen Sie sofort { $number } an.
danger-child = Wenn ein Kind in Gefahr ist, rufen Sie sofort { $number } an.
danger-other = Wenn jemand in Gefahr ist, rufen Sie sofort die { $number } an.
danger-helpline = Sie können auch hier anrufen: { $name }, { $number }.
danger-helpline-hours = Sie können auch hier anrufen: { $name }, { $number } ({ $hours }).
danger-after = Ich habe dieses Gespräch als dringend markiert. Wenn niemand in Gefahr ist, sagen Sie mir, was ich für Sie tun kann.

contact-phone = Telefon: { $number }
contact-email = E-Mail: { $address }
contact-office = { $name }, { $address }
notice = Hinweis: { $text }
forgotten = Ich habe dieses Gespräch gelöscht.
