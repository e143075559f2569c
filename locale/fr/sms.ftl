# What the counter says by SMS alone: short, and without signs that cost a message its 7-bit alphabet.

sms-more-hint = Répondez SUITE pour la suite.
sms-stopped = Vous ne recevrez plus de messages : {$town}. Ce que vous avez commencé est gardé. Pour recevoir à nouveau des réponses, envoyez START.
sms-started = Vous recevez à nouveau des réponses : {$town}. Écrivez ce dont vous avez besoin. ARRET arrête les messages, AIDE en dit plus.
sms-help = {$town} : écrivez ce dont vous avez besoin, la réponse arrive ici. Une personne répond au {$phone}. En cas de danger, appelez le {$emergency}. ARRET arrête les messages. Prix habituels de votre opérateur.

sms-file-no-draft = Merci. Une photo va avec un signalement. Écrivez d'abord ce qui s'est passé, par exemple : je veux signaler un lampadaire en panne. Puis renvoyez la photo.
sms-file-too-big = Le fichier est trop grand : 10 Mo au plus. Envoyez-en un plus petit.
sms-file-too-many = Un signalement prend 10 fichiers au plus. Les autres n'ont pas été ajoutés.
sms-file-type = Je ne peux pas prendre ce type de fichier. Images, PDF, son et texte simple conviennent.
sms-file-broken = L'image n'a pas pu être lue. Prenez-en ou choisissez-en une autre.
sms-file-empty = Le fichier est vide. Renvoyez-le.
