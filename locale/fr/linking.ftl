# One person on many channels: the code to go on elsewhere.

link-code = Votre code est {$code}. Écrivez-le dans les {$minutes} minutes là où vous voulez continuer : par SMS, sur Telegram ou dans le chat du site. Votre langue, ce que vous avez commencé et vos signalements vous suivent. Ne donnez ce code à personne.
link-joined = Bon retour : je sais maintenant que c'est vous. Votre langue, ce que vous avez commencé et vos signalements sont ici aussi. Pour y mettre fin, écrivez : supprimer le lien.
link-news-button = Nouvelles ici
link-news-set = Vous recevrez désormais les nouvelles de vos demandes { $channel ->
        [sms] par SMS
        [telegram] sur Telegram
       *[web] dans le chat du site
    }.
link-news-unknown = Je ne vous connais pas encore là-bas. Reliez d’abord ce canal, puis dites-le à nouveau.
link-wrong = Aucun code valable ne s'écrit ainsi. Un code vaut {$minutes} minutes et une seule fois. Là où vous étiez avant, écrivez « continuer sur mon téléphone » pour en recevoir un autre.
link-same = Ce code est le vôtre. Écrivez-le sur l'autre canal, pas ici.
link-too-many = Trop de codes faux. Réessayez dans {$minutes} minutes.
link-ended = C'est fait : ce canal est de nouveau séparé. Ce que vous avez commencé et déposé ailleurs y reste.
link-none = Ce canal n'est relié à aucun autre.
link-not-here = Aucun code ne peut être donné ici.
