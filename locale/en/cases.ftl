# Cases: kinds, states, results, news to the citizen, surveys, and what can go wrong.
# A kind stands after a colon or in quotation marks, never bent.

case-kind-question = question
case-kind-service-request = service request
case-kind-suggestion = suggestion
case-kind-praise = praise
case-kind-complaint = complaint
case-kind-appeal = appeal
case-kind-accessibility-feedback = feedback on accessibility
case-kind-data-request = request about personal data

case-state-received = received, nobody has read it yet
case-state-acknowledged = read by a person
case-state-triage = being passed to the right people
case-state-assigned = with the people who deal with it
case-state-investigating = being looked into
case-state-waiting-citizen = waiting for your answer
case-state-waiting-third-party = waiting for somebody outside the city
case-state-decided = decided
case-state-closed = closed
case-state-duplicate = joined with another report of the same thing
case-state-not-responsible = not for the city to decide
case-state-withdrawn = taken back
case-state-spam = closed without an answer
case-state-reopened = open again
case-state-review-requested = a review was asked for
case-state-review-investigating = being reviewed by somebody else
case-state-review-decided = the review is decided
case-state-closed-final = closed for good

case-outcome-upheld = you were right
case-outcome-partly-upheld = you were partly right
case-outcome-not-upheld = no fault was found
case-outcome-no-finding = it could not be found out
case-outcome-resolved-informally = it was put right

case-due-acknowledge = You hear from a person by { $date }.
case-due-decide = The city decides by { $date }.

case-news-received = Your matter ({ $kind }, code { $code }) has arrived.
case-news-acknowledged = News of your matter ({ $kind }, code { $code }): a person has read it.
case-news-assigned = News of your matter ({ $kind }, code { $code }): it is with the people who deal with it.
case-news-investigating = News of your matter ({ $kind }, code { $code }): it is being looked into.
case-news-waiting-citizen = The city needs an answer from you about your matter ({ $kind }, code { $code }). The clock stops until you answer.
    .sms = The city needs an answer from you ({ $kind }, code { $code }). Please reply here.
case-news-waiting-third-party = News of your matter ({ $kind }, code { $code }): the city is waiting for somebody outside.
case-news-decided = Your matter ({ $kind }, code { $code }) is decided: { $outcome }.
case-news-closed = Your matter ({ $kind }, code { $code }) is closed. If it is not solved, you can open it again within 30 days.
    .sms = Closed: { $kind }, code { $code }. Not solved? Open it again within 30 days.
case-news-duplicate = Your matter ({ $kind }, code { $code }) is joined with another report of the same thing. You hear how that goes on.
case-news-not-responsible = Your matter ({ $kind }, code { $code }) is not for the city to decide. Responsible is: { $body }.
case-news-withdrawn = Your matter ({ $kind }, code { $code }) is taken back, as you asked.
case-news-reopened = Your matter ({ $kind }, code { $code }) is open again.
case-news-review-requested = Your request for a review ({ $kind }, code { $code }) has arrived. Somebody else will look at it.
case-news-review-investigating = News of your review ({ $kind }, code { $code }): somebody else is looking into it.
case-news-review-decided = Your review ({ $kind }, code { $code }) is decided: { $outcome }.
case-news-closed-final = Your matter ({ $kind }, code { $code }) is closed for good.
case-news-extended = The city needs more time for your matter ({ $kind }, code { $code }).
case-news-released = Your report ({ $kind }, code { $code }) is now shown in the public list, without your name.
case-news-reason = Reason: { $text }
case-news-reasons = Reasons: { $text }
case-news-remedy = What the city does: { $text }
case-news-appeal = If you disagree: { $text }
case-news-appeal-here = If you disagree, you can ask for a review here, with your code.

case-survey-closing = Your matter ({ $kind }, code { $code }) is closed. How well was it dealt with? 1 is bad, 5 is good.
    .sms = Closed: { $kind }, code { $code }. How well was it dealt with? Reply 1 (bad) to 5 (good).
    .voice = Your matter is closed: { $kind }. How well was it dealt with? Say a number from one to five. One is bad, five is good.
case-survey-later = Four weeks ago your matter ({ $kind }, code { $code }) was closed. Is it solved?
    .sms = Is it solved? ({ $kind }, code { $code }, closed four weeks ago)
    .voice = Four weeks ago your matter was closed: { $kind }. Is it solved?
case-survey-solved = It is solved
case-survey-unsolved = It is not solved
case-survey-stop = Do not ask again
case-survey-how-to-stop = You can stop these questions at any time: press or write “{ $button }”.
    .sms = STOP ends all messages.

case-code-unreadable = That is not a tracking code. A code has eleven letters and digits, like 7K2M-Q4ZX-1TB, or seventeen digits.
    .sms = That is not a code. It looks like 7K2M-Q4ZX-1TB, or has seventeen digits.
    .voice = That is not a tracking code. A code has eleven letters and digits, or seventeen digits. Please say it once more, sign by sign.
case-code-mistyped = Something in this code is not right: one sign is wrong, or two have changed places. Please compare it sign by sign.
    .sms = One sign of this code is wrong. Please compare it and send it again.
    .voice = Something in this code is not right. Please say it once more, slowly, sign by sign.
case-code-unknown = There is no case with this code. Please check that it is the one you were given.
case-code-too-many = That was too many wrong codes. Please try again { $minutes ->
    [one] in one minute
   *[other] in { $minutes } minutes
}.
case-error = Something went wrong. Please try again.
case-changed = Somebody changed this in the meantime. Please look at it again.
case-move-forbidden = That is not possible now.
case-not-possible = That is not possible now.
case-missing = Something is missing. Please tell it once more.

case-file-empty = This file is empty, so it was not added. Please choose another one.
case-file-too-big = This file is too big: at most { $megabytes } MB are possible. A smaller picture is enough.
case-file-too-many = At most { $most } files are possible. Nothing more was added.
case-file-type = This kind of file cannot be taken. Possible are pictures (JPEG, PNG, WebP), PDF, sound and plain text.
case-file-broken = This picture cannot be read. Please save it again, or take another one.
case-file-no-draft = A file can be added once you have begun a report. Tell me first what it is about.
case-file-off = Files cannot be sent here. Please describe in words what they show.
