# What the counter itself says: refusals, and news about a conversation.

channel-parked = I am sorry, something went wrong with your message and I could not answer it. Please ask again in other words, or contact a person.
channel-forgotten = This conversation has been erased.
channel-unknown-session = This conversation has ended. Please start a new one.
channel-too-many-sessions = Many conversations were started from your network just now. Please try again a little later.
channel-bad-request = The message could not be read. Please try again.
channel-too-fast = That was a little fast for me. Please wait a moment and send it again.
channel-empty = There was nothing to read in the message. Please write what you need.
channel-too-long = The message is too long: 4,000 characters are the most. Please shorten it or send it in parts.
channel-unknown-choice = This choice is no longer offered. Please write what you need.
channel-too-many-streams = This conversation is open in many places already. Please close one of them.
channel-unknown-language = I do not speak that language. Please choose one from the list.
channel-unknown-address = There is nothing at this address.
channel-broken = Something went wrong on our side. Please try again in a moment.

channel-transcript-title = Your conversation with the service counter
channel-speaker-person = You
channel-speaker-assistant = Assistant
channel-speaker-staff = Staff member
channel-speaker-system = Service counter
