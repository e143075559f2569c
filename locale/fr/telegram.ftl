# What the counter says on Telegram alone.

telegram-corrected = Réponse corrigée au message que vous avez modifié :
telegram-unread = Je lis les textes, les lieux sur la carte, les photos et les documents. Je ne peux pas encore ouvrir ce type de message. Écrivez-moi ce dont vous avez besoin.
telegram-language = Quelle langue voulez-vous ?
telegram-privacy = Ce que vous écrivez ici est conservé pour que vous receviez des réponses. Seul le personnel du guichet peut lire votre conversation. Votre compte Telegram est enregistré sous forme chiffrée. Telegram peut lire les messages envoyés à un bot : n’envoyez ni mots de passe ni données de santé. Vous pouvez à tout moment faire effacer tout ce qui a été écrit ici. Les signalements que vous avez déposés restent, car la loi l’exige.
telegram-privacy-survey = Vous avez accepté que nous vous demandions ici, une fois une demande close, comment cela s’est passé. Le bouton ci-dessous y met fin.
telegram-forget-button = Effacer cette conversation
telegram-group = Je parle avec une seule personne à la fois, pour que personne d’autre ne lise vos questions. Écrivez-moi directement. Je quitte maintenant ce groupe.

telegram-file-no-draft = Merci. Une photo ou un document accompagne un signalement. Dites-moi d’abord ce qui s’est passé, par exemple : « Je veux signaler un lampadaire en panne. » Puis envoyez le fichier à nouveau.
telegram-file-too-big = Le fichier est trop volumineux : 10 Mo au maximum. Envoyez-en un plus petit.
telegram-file-too-many = Un signalement accepte 10 fichiers au maximum. Les autres n’ont pas été ajoutés.
telegram-file-type = Je ne peux pas prendre ce type de fichier. Les images, les PDF, le son et le texte simple conviennent.
telegram-file-broken = L’image n’a pas pu être lue. Prenez-en ou choisissez-en une autre.
telegram-file-empty = Le fichier est vide. Envoyez-le à nouveau.

telegram-command-start = Commencer
telegram-command-help = Ce que je sais faire
telegram-command-language = Choisir la langue
telegram-command-status = Suivre un signalement
telegram-command-human = Parler à une personne
telegram-command-stop = Arrêter ce que nous faisons
telegram-command-privacy = Vos données et comment les effacer
