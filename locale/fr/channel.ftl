# What the counter itself says: refusals, and news about a conversation.

channel-parked = Un problème est survenu avec votre message et il n’a pas été possible d’y répondre. Reformulez votre question ou contactez une personne.
channel-forgotten = Cette conversation a été effacée.
channel-unknown-session = Cette conversation est terminée. Commencez-en une nouvelle.
channel-too-many-sessions = Beaucoup de conversations viennent d’être ouvertes depuis votre réseau. Réessayez un peu plus tard.
channel-bad-request = Le message n’a pas pu être lu. Réessayez.
channel-too-fast = C’était un peu rapide pour moi. Attendez un instant, puis renvoyez le message.
channel-empty = Il n’y avait rien à lire dans le message. Écrivez ce dont vous avez besoin.
channel-too-long = Le message est trop long : 4 000 caractères au plus. Raccourcissez-le ou envoyez-le en plusieurs parties.
channel-unknown-choice = Ce choix n’est plus proposé. Écrivez ce dont vous avez besoin.
channel-too-many-streams = Cette conversation est déjà ouverte à plusieurs endroits. Fermez-en un.
channel-unknown-language = Je ne parle pas cette langue. Choisissez-en une dans la liste.
channel-unknown-address = Il n’y a rien à cette adresse.
channel-broken = Un problème est survenu de notre côté. Réessayez dans un instant.

channel-transcript-title = Votre conversation avec le guichet
channel-speaker-person = Vous
channel-speaker-assistant = Assistant
channel-speaker-staff = Agent
channel-speaker-system = Guichet
