# Greetings, small talk, commands and other turns of a conversation.

greet = Bonjour ! Je suis l’assistant de la ville. Posez vos questions sur tous les services, avec vos mots : ce que c’est, le prix, comment faire la demande, les horaires. Vous pouvez aussi signaler un problème ou faire une réclamation, et demander où cela en est.
    .sms = Bonjour ! Je suis l’assistant de la ville. Posez vos questions sur les services, signalez un problème ou demandez où il en est.
    .voice = Bonjour. Je suis l’assistant de la ville. Posez vos questions sur les services, signalez un problème ou demandez où il en est.
thanks = Avec plaisir ! Puis-je vous aider pour autre chose ?
bye = Au revoir ! Revenez quand vous voulez.
capabilities = Je connais les services de la ville. Vous pouvez demander ce qu’est un service, à qui il s’adresse, comment faire la demande, ce qu’il faut fournir, le prix, le délai, les horaires et où aller. Vous pouvez aussi signaler un problème ou faire une réclamation ici, puis demander où cela en est. Je parle { $languages }. Vous pouvez aussi demander à parler à une personne.
robot = Je suis un programme informatique, pas une personne. Mes réponses viennent du répertoire des services de la ville. Si vous préférez parler à une personne, dites-le-moi.
swearing = Je comprends que ce soit énervant. Dites-moi ce dont vous avez besoin et j’essaierai de vous aider. Vous pouvez aussi demander à parler à une personne.
small-talk = Merci, tout va bien. Ce que je connais le mieux, ce sont les services de la ville. Que puis-je faire pour vous ?
out-of-scope = Je ne peux pas vous aider sur ce point, car je ne connais que les services de la ville. Avez-vous une question sur l’un d’eux ?
yes-alone = Très bien. Que voulez-vous savoir ?
no-alone = D’accord. Que puis-je faire d’autre pour vous ?
unsure = Pas de problème. Dites-moi avec vos mots ce que vous voulez faire, et je chercherai le bon service.
stopped = D’accord, j’arrête. Écrivez-moi quand vous voudrez continuer.
back-empty = Il n’y a rien avant. Que voulez-vous savoir ?
repeat-empty = Je n’ai encore rien dit. Que voulez-vous savoir ?
pace-text = Cela ne marche qu’au téléphone. Ici, vous pouvez changer la taille du texte dans le menu.
    .voice = D’accord.
    .sms = Cela ne marche qu’au téléphone.
spell-empty = Il n’y a encore rien à épeler. Que voulez-vous savoir ?
language-changed = D’accord, je parle français maintenant.
language-which = Quelle langue voulez-vous ? Je parle { $languages }.
language-not-served = Vous avez écrit dans cette langue : { $language }. Je ne la parle pas encore. Je réponds en français ; vous pouvez choisir une autre langue : { $languages }.
language-not-served-asked = Je ne parle pas encore cette langue : { $language }. Je parle { $languages }.

human = Vous pouvez joindre une personne ici :
human-hours = Ouverture : { $hours }
human-open-now = Quelqu’un est là pour vous maintenant, jusqu’à { $time }.
human-closed-now = C’est fermé maintenant. Prochaine ouverture : { $day } à { $time }.
ask-person = Parler à une personne

danger-fire = S’il y a le feu, sortez et appelez tout de suite le { $number }.
danger-medical = Si la vie de quelqu’un est en danger, appelez tout de suite le { $number }.
danger-violence = Si quelqu’un est en danger, mettez-vous à l’abri et appelez tout de suite le { $number }.
danger-self_harm = Si votre vie ou celle de quelqu’un d’autre est en danger, appelez tout de suite le { $number }. Vous n’avez pas à traverser cela sans aide.
danger-gas = Si ça sent le gaz, ne touchez à aucun interrupteur et n’allumez aucune flamme. Sortez et appelez tout de suite le { $number }.
danger-water = Si quelqu’un est dans l’eau et en danger, appelez tout de suite le { $number }.
danger-poison = Si quelqu’un a avalé du poison ou trop de médicaments et va mal, appelez tout de suite le { $number }.
danger-child = Si un enfant est en danger, appelez tout de suite le { $number }.
danger-other = Si quelqu’un est en danger, appelez tout de suite le { $number }.
danger-helpline = Vous pouvez aussi appeler : { $name }, { $number }.
danger-helpline-hours = Vous pouvez aussi appeler : { $name }, { $number } ({ $hours }).
danger-after = J’ai marqué cette conversation comme urgente. Si personne n’est en danger, dites-moi ce que je peux faire pour vous.

contact-phone = Téléphone : { $number }
contact-email = E-mail : { $address }
contact-office = { $name }, { $address }
notice = Information : { $text }
forgotten = J’ai supprimé cette conversation.
