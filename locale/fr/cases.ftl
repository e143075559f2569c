# Cases: kinds, states, results, news to the citizen, surveys, and what can go wrong.
# A kind stands after a colon or in quotation marks, never bent.

case-kind-question = question
case-kind-service-request = signalement
case-kind-suggestion = suggestion
case-kind-praise = compliment
case-kind-complaint = réclamation
case-kind-appeal = recours
case-kind-accessibility-feedback = remarque sur l’accessibilité
case-kind-data-request = demande sur vos données personnelles

case-state-received = bien arrivé, pas encore lu
case-state-acknowledged = lu par une personne
case-state-triage = en cours de transmission au bon service
case-state-assigned = chez les personnes qui s’en occupent
case-state-investigating = en cours d’examen
case-state-waiting-citizen = en attente de votre réponse
case-state-waiting-third-party = en attente d’une réponse de l’extérieur
case-state-decided = la décision est prise
case-state-closed = clos
case-state-duplicate = joint à un autre signalement du même problème
case-state-not-responsible = ne dépend pas de la ville
case-state-withdrawn = retiré
case-state-spam = clos sans réponse
case-state-reopened = rouvert
case-state-review-requested = un réexamen est demandé
case-state-review-investigating = réexaminé par une autre personne
case-state-review-decided = le réexamen est terminé
case-state-closed-final = clos définitivement

case-outcome-upheld = vous aviez raison
case-outcome-partly-upheld = vous aviez en partie raison
case-outcome-not-upheld = aucune erreur n’a été constatée
case-outcome-no-finding = cela n’a pas pu être établi
case-outcome-resolved-informally = le problème a été réglé

case-due-acknowledge = Une personne vous répond. Au plus tard : { $date }.
case-due-decide = La ville prend sa décision. Au plus tard : { $date }.

case-news-received = Votre demande ({ $kind }, code { $code }) est bien arrivée.
case-news-acknowledged = Du nouveau pour votre demande ({ $kind }, code { $code }) : une personne l’a lue.
case-news-assigned = Du nouveau pour votre demande ({ $kind }, code { $code }) : elle est chez les personnes qui s’en occupent.
case-news-investigating = Du nouveau pour votre demande ({ $kind }, code { $code }) : elle est en cours d’examen.
case-news-waiting-citizen = La ville a besoin d’une réponse de votre part pour votre demande ({ $kind }, code { $code }). Le délai est suspendu jusqu’à votre réponse.
    .sms = La ville a besoin d’une réponse de votre part ({ $kind }, code { $code }). Répondez ici.
case-news-waiting-third-party = Du nouveau pour votre demande ({ $kind }, code { $code }) : la ville attend une réponse de l’extérieur.
case-news-decided = La décision sur votre demande ({ $kind }, code { $code }) est prise : { $outcome }.
case-news-closed = Votre demande ({ $kind }, code { $code }) est close. Si le problème n’est pas réglé, vous pouvez la rouvrir dans les 30 jours.
    .sms = Clos : { $kind }, code { $code }. Pas réglé ? Rouvrez la demande dans les 30 jours.
case-news-duplicate = Votre demande ({ $kind }, code { $code }) est jointe à un autre signalement du même problème. Vous saurez quelle suite lui est donnée.
case-news-not-responsible = Votre demande ({ $kind }, code { $code }) ne dépend pas de la ville. Responsable : { $body }.
case-news-withdrawn = Votre demande ({ $kind }, code { $code }) est retirée, comme vous le vouliez.
case-news-reopened = Votre demande ({ $kind }, code { $code }) est rouverte.
case-news-review-requested = Votre demande de réexamen ({ $kind }, code { $code }) est bien arrivée. Une autre personne va s’en occuper.
case-news-review-investigating = Du nouveau pour votre réexamen ({ $kind }, code { $code }) : une autre personne s’en occupe.
case-news-review-decided = Votre réexamen ({ $kind }, code { $code }) est terminé : { $outcome }.
case-news-closed-final = Votre demande ({ $kind }, code { $code }) est close définitivement.
case-news-extended = La ville a besoin de plus de temps pour votre demande ({ $kind }, code { $code }).
case-news-released = Votre signalement ({ $kind }, code { $code }) figure maintenant dans la liste publique, sans votre nom.
case-news-reason = Raison : { $text }
case-news-reasons = Motifs : { $text }
case-news-remedy = Ce que fait la ville : { $text }
case-news-appeal = En cas de désaccord : { $text }
case-news-appeal-here = En cas de désaccord, vous pouvez demander un réexamen ici, avec votre code.

case-survey-closing = Votre demande ({ $kind }, code { $code }) est close. A-t-elle été bien traitée ? 1 veut dire mal, 5 veut dire bien.
    .sms = Clos : { $kind }, code { $code }. Bien traité ? Répondez de 1 (mal) à 5 (bien).
    .voice = Votre demande est close : { $kind }. A-t-elle été bien traitée ? Dites un chiffre de un à cinq. Un veut dire mal, cinq veut dire bien.
case-survey-later = Il y a quatre semaines, votre demande ({ $kind }, code { $code }) a été close. Le problème est-il réglé ?
    .sms = Le problème est-il réglé ? ({ $kind }, code { $code }, clos il y a quatre semaines)
    .voice = Il y a quatre semaines, votre demande a été close : { $kind }. Le problème est-il réglé ?
case-survey-solved = C’est réglé
case-survey-unsolved = Ce n’est pas réglé
case-survey-stop = Ne plus me demander
case-survey-how-to-stop = Vous pouvez arrêter ces questions à tout moment : appuyez sur « { $button } » ou écrivez-le.
    .sms = ARRET met fin à tous les messages.

case-code-unreadable = Ce n’est pas un code de suivi. Un code a onze lettres et chiffres, comme 7K2M-Q4ZX-1TB, ou dix-sept chiffres.
    .sms = Ce n’est pas un code. Il ressemble à 7K2M-Q4ZX-1TB, ou il a dix-sept chiffres.
    .voice = Ce n’est pas un code de suivi. Un code a onze lettres et chiffres, ou dix-sept chiffres. Dites-le encore une fois, signe par signe.
case-code-mistyped = Il y a une erreur dans ce code : un signe est faux, ou deux sont inversés. Vérifiez-le signe par signe.
    .sms = Un signe de ce code est faux. Vérifiez-le et renvoyez-le.
    .voice = Il y a une erreur dans ce code. Dites-le encore une fois, lentement, signe par signe.
case-code-unknown = Aucune demande ne porte ce code. Vérifiez que c’est bien celui que vous avez reçu.
case-code-too-many = Il y a eu trop de codes faux. Réessayez dans { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
}.
case-error = Quelque chose n’a pas marché. Réessayez.
case-changed = Quelqu’un a modifié cela entre-temps. Regardez encore une fois.
case-move-forbidden = Ce n’est pas possible maintenant.
case-not-possible = Ce n’est pas possible maintenant.
case-missing = Il manque quelque chose. Dites-le encore une fois.

case-file-empty = Ce fichier est vide, il n’a donc pas été ajouté. Choisissez-en un autre.
case-file-too-big = Ce fichier est trop gros : { $megabytes } Mo au maximum. Une image plus petite suffit.
case-file-too-many = { $most } fichiers au maximum. Rien de plus n’a été ajouté.
case-file-type = Ce type de fichier n’est pas accepté. Vous pouvez envoyer des images (JPEG, PNG, WebP), des PDF, du son et du texte simple.
case-file-broken = Cette image est illisible. Enregistrez-la de nouveau ou choisissez-en une autre.
case-file-no-draft = Vous pourrez ajouter un fichier après avoir commencé un signalement. Dites-moi d’abord de quoi il s’agit.
case-file-off = Ici, il n’est pas possible d’envoyer des fichiers. Décrivez avec des mots ce qu’ils montrent.
