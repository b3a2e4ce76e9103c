export const materiel = {
  appareil: {
    balance: 'Balance',
    douchette: 'Douchette',
    imprimante: 'Imprimante',
    camera: 'Caméra',
  },
  etat: {
    absente: 'non branchée',
    connexion: 'connexion…',
    connectee: 'prête',
    debranchee: 'débranchée',
    muette: 'muette',
    illisible: 'illisible',
    erreur: 'en panne',
  },
  erreur: {
    non_pris_en_charge:
      'Ce navigateur ne parle pas à cet appareil : ouvrez le poste dans Chrome ou Edge, sur ordinateur.',
    refusee:
      'Le navigateur a refusé l’accès : cliquez sur l’icône à gauche de l’adresse, autorisez l’appareil, puis recommencez.',
    aucun_choix:
      'Aucun appareil choisi : recommencez et choisissez-le dans la liste. S’il n’y est pas, vérifiez son câble.',
    sans_reponse:
      'L’appareil n’a pas répondu à temps : éteignez-le, rallumez-le, puis recommencez.',
    introuvable: 'Appareil introuvable : vérifiez son câble, puis choisissez-le de nouveau.',
    occupe:
      'Un autre programme ou un autre onglet tient l’appareil : fermez-le, la connexion reprendra seule.',
    debranche:
      'L’appareil s’est débranché : remettez le câble, la connexion reprendra seule. Rien n’est perdu.',
    muet: 'La balance n’envoie rien : allumez-la et mettez-la en envoi continu, ou tapez le poids.',
    illisible:
      'La balance parle, mais pas dans ce format : vérifiez le protocole et la vitesse, ou tapez le poids.',
    etalonnage:
      'Le poids connu n’est pas lu juste : changez de protocole ou faites étalonner la balance.',
    papier: 'Plus de papier : remettez un rouleau. Les étiquettes en attente sortiront seules.',
    capot: 'Le capot de l’imprimante est ouvert : fermez-le, l’impression reprendra seule.',
    ruban: 'Plus de ruban : remplacez-le, l’impression reprendra seule.',
    pause: 'L’imprimante est en pause : appuyez sur son bouton pour reprendre.',
    bourrage: 'Papier coincé : ouvrez, retirez l’étiquette, refermez.',
    eteinte: 'L’imprimante ne répond plus : rallumez-la. Les étiquettes attendent.',
    camera_absente: 'Aucune caméra : branchez-en une, ou choisissez une photo dans les fichiers.',
    camera_refusee:
      'La caméra n’est pas autorisée : cliquez sur l’icône à gauche de l’adresse, autorisez-la, puis rechargez.',
    camera_occupee:
      'Un autre programme se sert de la caméra (appel vidéo ?) : fermez-le, puis recommencez.',
    panne: 'L’appareil est en panne : éteignez-le, rallumez-le. Le travail continue sans lui.',
  },
  motif: {
    bouge: 'Le poids bouge encore',
    surcharge: 'Trop lourd pour la balance',
    negatif: 'Poids négatif : remettez la balance à zéro',
    vide: 'Balance vide',
    erreur: 'La balance signale une erreur',
    occupee: 'La balance est occupée',
    incertain: 'Poids pas encore sûr',
  },
  conseil: {
    protocole: 'Ce n’est pas le bon format : essayez l’autre protocole de cette marque.',
    unite: 'La balance pèse dans une autre unité : réglez-la en kg.',
    etalonner: 'La balance est déréglée : faites-la étalonner.',
  },
  photo: {
    ok: 'Photo nette',
    floue: 'Photo floue',
    sombre: 'Photo trop sombre',
    surexposee: 'Photo trop claire',
  },
};
