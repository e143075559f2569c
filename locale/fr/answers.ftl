# What the assistant says about services. Facts come from the catalogue; these sentences only frame them.

### Facets

answer-about = { $service }
    .voice = { $service }.
answer-audience = { $service } – pour qui :
answer-steps = { $service } – comment faire :
answer-documents = { $service } – ce qu’il vous faut :
answer-cost = { $service } – prix :
answer-cost-free = Gratuit
answer-time = { $service } – délai :
answer-time-at-once = Tout de suite
answer-hours = { $service } – horaires d’ouverture :
answer-hours-channel = { $channel } : { $hours }
answer-place = { $service } – où aller :
answer-contact = { $service } – contact :
answer-link = { $service } en ligne :

answer-missing-audience = Le répertoire n’indique pas à qui s’adresse « { $service } ».
answer-missing-steps = Le répertoire n’explique pas la démarche pour « { $service } ».
answer-missing-documents = Le répertoire n’indique pas les documents à fournir pour « { $service } ».
answer-missing-cost = Le répertoire n’indique pas le prix pour « { $service } ».
answer-missing-time = Le répertoire n’indique pas le délai pour « { $service } ».
answer-missing-hours = Le répertoire n’indique pas d’horaires d’ouverture pour « { $service } ».
answer-missing-place = Le répertoire n’indique pas d’adresse pour « { $service } ».
answer-missing-contact = Le répertoire n’indique ni numéro de téléphone ni adresse e-mail pour « { $service } ».
answer-missing-link = Le répertoire n’indique pas de page web pour « { $service } ».
answer-missing-about = Le répertoire ne contient pas de description pour « { $service } ».
answer-missing-ask = Vous pouvez vous renseigner ici : { $contact }

answer-other-language = Ce texte n’existe que dans cette langue : { $language }.

### Opening

open-now = { $channel } : c’est ouvert maintenant, jusqu’à { $time }.
open-now-always = { $channel } : c’est ouvert maintenant, 24 heures sur 24.
open-not-now = { $channel } : c’est fermé maintenant. Prochaine ouverture : { $day } à { $time }.
open-not-now-unknown = { $channel } : c’est fermé maintenant.
open-on-day = { $channel }, { $day } : ouverture { $hours }.
open-closed-day = { $channel }, { $day } : c’est fermé.
open-closed-holiday = { $channel }, { $day } : c’est fermé ({ $holiday }).
open-source = Les horaires viennent du répertoire. Sur place, ils peuvent être différents.

### Doubt

doubt-which = S’agit-il de l’un de ces services ?
doubt-one = S’agit-il de « { $service } » ?
doubt-none-of-these = Aucun de ceux-là
lost = Je regrette, je n’ai pas trouvé de réponse à cette question.
lost-hint = Vous pouvez le dire autrement ou parler à une personne.
lost-kept = J’ai noté votre question pour que la ville puisse ajouter une réponse.
lost-perhaps = Je crains de ne pas avoir bien compris. S’agit-il de l’un de ces services ?
perhaps-service = En savoir plus : { $service }
which-service = De quel service s’agit-il ? Dites-moi son nom ou ce dont vous avez besoin.
nothing-more = C’est tout ce que dit le répertoire sur « { $service } ».
choose-out-of-range = { $count ->
    [one] Je vous ai proposé un seul choix. Prenez-le ou dites-moi ce dont vous avez besoin.
   *[other] Je vous ai proposé { $count } choix. Choisissez-en un ou dites-moi ce dont vous avez besoin.
  }
nothing-to-choose = Je n’ai pas encore proposé de choix. Dites-moi ce dont vous avez besoin.
services-offered = Ces services peuvent vous aider :
services-some = Voici quelques-uns de nos { $count } services. Dites-moi ce dont vous avez besoin et je chercherai le bon.
corrected = Excusez-moi, j’ai mal compris. S’agit-il de l’un de ces services ?
corrected-ask = Excusez-moi, j’ai mal compris. Dites-moi encore une fois ce dont vous avez besoin.

facet-about = Qu’est-ce que c’est ?
facet-audience = Pour qui ?
facet-steps = Comment faire la demande ?
facet-documents = Que faut-il fournir ?
facet-cost = Combien ça coûte ?
facet-time = Combien de temps ?
facet-hours = Horaires d’ouverture
facet-place = Où ?
facet-contact = Contact
facet-link = Page web

### Labels on a card

channel-e_service = Service en ligne
channel-web_page = Page web
channel-phone = Service téléphonique
channel-email = E-mail
channel-chat = Messagerie en direct
channel-form = Formulaire
channel-office = Guichet
channel-mail = Courrier
