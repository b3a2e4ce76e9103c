export const camera = {
  viseur: 'Image de la caméra',
  lampe: 'Lampe',
  prendre: 'Prendre la photo',
  fichier: 'Choisir un fichier',
  refus: {
    absente: 'Aucune caméra sur cet appareil.',
    refusee: 'La caméra n’est pas autorisée pour ce site.',
    occupee: 'La caméra est utilisée par une autre application.',
  },
  autrement: 'Utilisez la douchette, tapez le code, ou autorisez la caméra dans le navigateur.',
};
