# What the counter says on Telegram alone.

telegram-corrected = Corrected answer to the message you changed:
telegram-unread = I can read text, places on the map, pictures and documents. I cannot open this kind of message yet. Please write what you need.
telegram-language = Which language would you like?
telegram-privacy = What you write here is kept so that you get answers, and nobody else can read your conversation but the staff of the counter. Your Telegram account is stored encrypted. Telegram itself can read messages to a bot, so please do not send passwords or health records. You can have everything that was written here erased at any time. Reports that you have filed stay, because the law asks for it.
telegram-privacy-survey = You have agreed that we ask you here, once a case is closed, how it went. The button below ends that.
telegram-forget-button = Erase this conversation
telegram-group = I talk with one person at a time, so that nobody else reads what you ask. Please write to me directly. I am leaving this group now.

telegram-file-no-draft = Thank you. A picture or document belongs to a report. Please tell me first what has happened, for example: “I want to report a broken street light.” Then send the file again.
telegram-file-too-big = The file is too big: 10 MB are the most. Please send a smaller one.
telegram-file-too-many = A report takes 10 files at most. The others were not added.
telegram-file-type = I cannot take this kind of file. Pictures, PDF, sound and plain text are fine.
telegram-file-broken = The picture could not be read. Please take or choose another one.
telegram-file-empty = The file is empty. Please send it again.

telegram-command-start = Begin
telegram-command-help = What I can do
telegram-command-language = Choose your language
telegram-command-status = Follow a report
telegram-command-human = Talk to a person
telegram-command-stop = Stop what we are doing
telegram-command-privacy = Your data, and how to erase it
