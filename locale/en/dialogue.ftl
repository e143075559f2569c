# Greetings, small talk, commands and other turns of a conversation.

greet = Hello! I am the city's assistant. Ask me about any service in your own words: what it is, what it costs, how to apply, when it is open. You can also report something or complain here, and ask how it stands.
    .sms = Hello! I am the city's assistant. Ask about any service, report something, or ask how your report stands.
    .voice = Hello. I am the city's assistant. Ask about any service, report something, or ask how your report stands.
thanks = You are welcome! Is there anything else?
bye = Goodbye! Come back any time.
capabilities = I know the city's services. You can ask what a service is, who it is for, how to apply, what you need, what it costs, how long it takes, when it is open, and where to go. You can also report something or make a complaint here, and later ask how it stands. I speak { $languages }. You can also ask for a person.
robot = I am an assistant program, not a person. My answers come from the city's catalogue of services. If you would rather talk to a person, just say so.
swearing = I understand that this is frustrating. Tell me what you need and I will try to help, or ask for a person.
small-talk = Thank you, I am well. I am best at the city's services. What can I do for you?
out-of-scope = I cannot help with that: I only know the city's services. Is there a city service you want to ask about?
yes-alone = Good. What would you like to know?
no-alone = All right. What can I do for you instead?
unsure = No problem. Tell me what you want to get done, in your own words, and I will look for it.
stopped = All right, I have stopped. Write any time you want to go on.
back-empty = There is nothing to go back to. What would you like to know?
repeat-empty = I have not said anything yet. What would you like to know?
pace-text = That is for phone calls. Here you can change the size of the text in the menu.
    .voice = All right.
    .sms = That is for phone calls.
spell-empty = There is nothing to spell yet. What would you like to know?
language-changed = All right, I speak English now.
language-which = Which language would you like? I speak { $languages }.
language-not-served = You wrote in { $language }. I do not speak it yet. I answer in English; you can choose another language: { $languages }.
language-not-served-asked = I do not speak { $language } yet. I speak { $languages }.

human = You can reach a person here:
human-hours = Open: { $hours }
human-open-now = Somebody is there now, until { $time }.
human-closed-now = Closed now. Opens again: { $day } at { $time }.
ask-person = Talk to a person

danger-fire = If there is a fire, get out and call { $number } now.
danger-medical = If someone's life is in danger, call { $number } now.
danger-violence = If someone is in danger, get to safety and call { $number } now.
danger-self_harm = If your life or someone else's is in danger, call { $number } now. You do not have to go through this alone.
danger-gas = If you smell gas, do not use switches or flames. Go outside and call { $number } now.
danger-water = If someone is in the water and in danger, call { $number } now.
danger-poison = If someone has taken poison or too much medicine and is unwell, call { $number } now.
danger-child = If a child is in danger, call { $number } now.
danger-other = If someone is in danger, call { $number } now.
danger-helpline = You can also call: { $name }, { $number }.
danger-helpline-hours = You can also call: { $name }, { $number } ({ $hours }).
danger-after = I have marked this conversation as urgent. If nobody is in danger, tell me what I can do for you.

contact-phone = Phone: { $number }
contact-email = E-mail: { $address }
contact-office = { $name }, { $address }
notice = Notice: { $text }
forgotten = I have deleted this conversation.
