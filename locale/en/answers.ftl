# What the assistant says about services. Facts come from the catalogue; these sentences only frame them.

### Facets

answer-about = { $service }
    .voice = { $service }.
answer-audience = Who can use { $service }:
answer-steps = How to get { $service }:
answer-documents = What you need for { $service }:
answer-documents-none = The catalogue does not list any documents for { $service }. To be sure, ask the office before you go.
answer-cost = What { $service } costs:
answer-cost-amount = { $amount }
answer-cost-free = Free of charge
answer-time = How long { $service } takes:
answer-time-duration = { $duration }
answer-time-at-once = At once
answer-hours = Opening hours for { $service }:
answer-hours-channel = { $channel }: { $hours }
answer-place = Where to go for { $service }:
answer-contact = How to reach { $service }:
answer-link = { $service } online:

answer-missing-audience = The catalogue does not say who { $service } is for.
answer-missing-steps = The catalogue does not describe how to get { $service }.
answer-missing-documents = The catalogue does not say which documents { $service } needs.
answer-missing-cost = The catalogue does not say what { $service } costs.
answer-missing-time = The catalogue does not say how long { $service } takes.
answer-missing-hours = The catalogue has no opening hours for { $service }.
answer-missing-place = The catalogue has no address for { $service }.
answer-missing-contact = The catalogue has no phone number or e-mail address for { $service }.
answer-missing-link = The catalogue has no web page for { $service }.
answer-missing-about = The catalogue has no description of { $service }.
answer-missing-ask = You can ask here: { $contact }

answer-source = Source: { $title }
answer-other-language = This text is only available in { $language }.

### Opening

open-now = { $channel } is open now, until { $time }.
open-now-always = { $channel } is open now, around the clock.
open-not-now = { $channel } is closed now. It opens { $day } at { $time }.
open-not-now-unknown = { $channel } is closed now.
open-on-day = { $channel } is open on { $day }: { $hours }.
open-closed-day = { $channel } is closed on { $day }.
open-closed-holiday = { $channel } is closed on { $day } ({ $holiday }).
open-next = It next opens { $day } at { $time }.
open-source = Opening hours are from the catalogue. A notice on the spot may differ.

### Doubt

doubt-which = Did you mean one of these?
doubt-one = Did you mean { $service }?
doubt-none-of-these = None of these
lost = I am sorry, I did not find an answer to that.
lost-hint = You can say it in other words, or talk to a person.
lost-kept = I have noted your question, so that the city can add an answer.
which-service = Which service do you mean? Tell me its name or what you need.
what-else = About { $service } you can also ask:
nothing-more = That is all the catalogue has about { $service }.
choose-out-of-range = I offered { $count ->
    [one] one choice
   *[other] { $count } choices
  }. Please pick one of them, or tell me what you need.
nothing-to-choose = I have not offered any choices yet. Tell me what you need.
services-offered = These services may help:
services-some = Here are some of our { $count } services. Tell me what you need and I will find the right one.
corrected = Sorry, I misunderstood. Did you mean one of these?
corrected-ask = Sorry, I misunderstood. Please tell me again what you need.

facet-about = What is it?
facet-audience = Who is it for?
facet-steps = How do I apply?
facet-documents = What do I need?
facet-cost = What does it cost?
facet-time = How long does it take?
facet-hours = Opening hours
facet-place = Where?
facet-contact = Contact
facet-link = Web page

### Labels on a card

label-audience = Who it is for
label-steps = How to apply
label-documents = What you need
label-cost = Cost
label-time = Processing time
label-hours = Opening hours
label-place = Place
label-contact = Contact
label-phone = Phone
label-email = E-mail
label-online = Online

channel-e_service = Online service
channel-web_page = Web page
channel-phone = Phone service
channel-email = E-mail
channel-chat = Chat
channel-form = Form
channel-office = Office
channel-mail = Post
