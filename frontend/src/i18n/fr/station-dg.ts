/** What the dangerous goods screen asks at the bench and on the carton's page. */
export const dg = {
  appareil: 'Appareil avec batterie : la marque est imprimée sur l’étiquette.',
  vus: 'Vu dans le contenu : {{termes}}.',
  bloque: 'Le colis sera gardé à l’entrepôt jusqu’à la réponse d’un admin.',
  marque: 'Il part normalement.',
  mah: 'Capacité',
  volts: 'Tension',
  suppose: '(à 3,7 V supposés)',
  tranches: {
    inconnue: 'Wh inconnus',
    jusqu_a_100: 'jusqu’à 100 Wh',
    jusqu_a_160: 'plus de 100 Wh',
    au_dela: 'plus de 160 Wh',
  },
  questions: {
    explosif: 'Explosif ou feu d’artifice : interdit sur un vol. Rendez le carton.',
    gaz_toxique: 'Gaz lacrymogène ou arme à décharge : interdit. Rendez le carton.',
    vehicule: 'Engin à batterie : amovible ? Combien de Wh ? Fiche UN 38.3 ?',
    lithium_seul:
      'Batteries : seules ou dans l’appareil ? Combien de Wh ? Charge à 30 % au plus, fiche UN 38.3 ?',
    pile: 'Piles : alcalines ou au lithium ? Bornes protégées ?',
    vapoteuse:
      'Cigarettes électroniques : combien de Wh ? Avec liquide ? Protégées de l’allumage ?',
    lithium_appareil:
      'Appareil à batterie sous une autre catégorie : est-ce téléphone ou électronique ?',
    aerosol: 'Aérosol ou pompe sans gaz ? Combien de ml, combien de flacons ?',
    briquet: 'Briquets ou allumettes : avec gaz ou essence, ou vides et jamais remplis ?',
    gaz: 'Gaz : lequel ? Sous pression, plein ou vide ? Une fiche de sécurité ?',
    parfum: 'Parfum : combien de flacons, de ml, quel taux d’alcool ?',
    inflammable: 'Liquide inflammable ? Point d’éclair, litres : une fiche de sécurité (FDS) ?',
    corrosif: 'Produit corrosif ? Son nom exact et sa fiche de sécurité (FDS) ?',
    oxydant: 'Oxydant ? Nom exact, concentration et fiche de sécurité (FDS) ?',
    toxique: 'Produit toxique ? Son nom exact et sa fiche de sécurité (FDS) ?',
    glace: 'Glace carbonique : combien de kg ? L’emballage laisse-t-il sortir le gaz ?',
    aimant: 'Aimants : blindés ou dos à dos ? Une boussole à 2,1 m ne bouge-t-elle pas ?',
    inconnu: 'Produit chimique : lequel exactement ? Une fiche de sécurité (FDS) ?',
    energie: 'Plus de 100 Wh : combien exactement ? Déclaration DGD et accord de la compagnie ?',
  },
};
