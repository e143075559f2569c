# One person on many channels: the code to go on elsewhere.

link-code = Your code is {$code}. Write it within {$minutes} minutes where you want to go on: by SMS, on Telegram, or in the web chat. Your language, what you have begun and your reports come along. Give the code to nobody else.
link-joined = Welcome back: I know now that it is you. Your language, what you have begun and your reports are here too. To end this, write: unlink.
link-news-button = News here
link-news-set = From now on, news of your cases comes { $channel ->
        [sms] by SMS
        [telegram] on Telegram
       *[web] in the web chat
    }.
link-news-unknown = I do not know you there yet. First link that channel, then say it again.
link-wrong = No open code is written like this. A code is valid for {$minutes} minutes and only once. Where you were before, write “continue on my phone” to get a new one.
link-same = This code is your own. Write it on the other channel, not here.
link-too-many = Too many wrong codes. Please try again in {$minutes} minutes.
link-ended = Done: this channel stands alone again. What you began and filed elsewhere stays there.
link-none = This channel is not linked with any other.
link-not-here = A code cannot be given here.
