# What the assistant says about services. Facts come from the catalogue; these sentences only frame them.

### Facets

answer-about = { $service }
    .voice = { $service }.
answer-audience = Who can use { $service }:
answer-steps = { $service }, step by step:
answer-documents = What you need for { $service }:
answer-cost = What { $service } costs:
answer-cost-free = Free of charge
answer-time = How long { $service } takes:
answer-time-at-once = At once
answer-hours = Opening hours for { $service }:
answer-hours-channel = { $channel }: { $hours }
answer-place = { $service }, where to go:
answer-contact = How to reach { $service }:
answer-link = { $service } online:

answer-missing-audience = The city's service list does not say who { $service } is for.
answer-missing-steps = The city's service list does not describe how to get { $service }.
answer-missing-documents = The city's service list does not say which documents { $service } needs.
answer-missing-cost = The city's service list does not say what { $service } costs.
answer-missing-time = The city's service list does not say how long { $service } takes.
answer-missing-hours = The city's service list has no opening hours for { $service }.
answer-missing-place = The city's service list has no address for { $service }.
answer-missing-contact = The city's service list has no phone number or e-mail address for { $service }.
answer-missing-link = The city's service list has no web page for { $service }.
answer-missing-about = The city's service list has no description of { $service }.
answer-missing-ask = You can ask here: { $contact }

answer-other-language = This text is only available in { $language }.

### Opening

open-now = { $channel } is open now, until { $time }.
open-now-always = { $channel } is open now, around the clock.
open-not-now = { $channel } is closed now. Opens again: { $day } at { $time }.
open-not-now-unknown = { $channel } is closed now.
open-on-day = { $channel }, { $day }: open { $hours }.
open-closed-day = { $channel }, { $day }: closed.
open-closed-holiday = { $channel }, { $day } ({ $holiday }): closed.
open-source = Opening hours are from the city's service list. A notice on the spot may differ.

### Doubt

doubt-which = Did you mean one of these?
doubt-one = Did you mean { $service }?
doubt-none-of-these = None of these
lost = I am sorry, I did not find an answer to that.
lost-hint = You can say it in other words, or talk to a person.
lost-kept = I have noted your question, so that the city can add an answer.
lost-perhaps = I am not sure that I understood. Is it one of these?
perhaps-service = Read about: { $service }
which-service = Which service do you mean? Tell me its name or what you need.
nothing-more = That is all the city's service list has about { $service }.
choose-out-of-range = { $count ->
    [one] I offered one choice. Please take it, or tell me what you need.
   *[other] I offered { $count } choices. Please pick one of them, or tell me what you need.
  }
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

channel-e_service = Online service
channel-web_page = Web page
channel-phone = Phone service
channel-email = E-mail
channel-chat = Chat
channel-form = Form
channel-office = Office
channel-mail = Post
