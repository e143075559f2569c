# What the counter says by SMS alone: short, and without signs that cost a message its 7-bit alphabet.

sms-more-hint = Reply MORE for the rest.
sms-stopped = You get no more messages from {$town}. What you began is kept. To get answers again, reply START.
sms-started = You get answers again from {$town}. Write what you need. STOP ends messages, HELP tells more.
sms-help = {$town}: write what you need, and you get an answer here. A person answers at {$phone}. In danger call {$emergency}. STOP ends messages. Your carrier's usual prices apply.

sms-file-no-draft = Thank you. A picture belongs to a report. Please write first what has happened, for example: I want to report a broken street light. Then send the picture again.
sms-file-too-big = The file is too big: 10 MB are the most. Please send a smaller one.
sms-file-too-many = A report takes 10 files at most. The others were not added.
sms-file-type = I cannot take this kind of file. Pictures, PDF, sound and plain text are fine.
sms-file-broken = The picture could not be read. Please take or choose another one.
sms-file-empty = The file is empty. Please send it again.
