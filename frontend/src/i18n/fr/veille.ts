export const veille = {
  titre: 'Alertes',
  alertes_one: '{{count}} alerte ouverte',
  alertes_other: '{{count}} alertes ouvertes',
  calme: 'Rien à signaler.',
  depuis: 'Vue',
  aLinstant: 'Vue à l’instant',
  sonnee_one: 'sonnée une fois,',
  sonnee_other: 'sonnée {{count}} fois, la dernière',
  silence: 'muette jusqu’à',
  natures: {
    echecs: {
      cause: '{{nombre}} envois ratés depuis une heure',
      faire: 'Lisez le motif des derniers essais ; un réessai est déjà prévu pour chacun.',
      voir: 'Voir les échecs',
    },
    permanents: {
      cause: '{{nombre}} messages arrêtés pour de bon depuis 24 h',
      faire: 'Corrigez les numéros des clients, puis relancez.',
      voir: 'Voir les messages',
    },
    taux: {
      cause: '{{nombre}} envois sur {{total}} ratés depuis une heure',
      faire:
        'La ligne ou le fournisseur souffre : mettez-la en pause, une autre prendra le relais.',
      voir: 'Voir les échecs',
    },
    ligne: {
      cause: 'La ligne {{ligne}} ne répond plus',
      faire:
        'Vérifiez le téléphone, l’abonnement et le secret ; ce qu’elle a retenu partira seul à son retour.',
      voir: 'Voir les lignes',
    },
    attente: {
      cause: '{{nombre}} messages attendent, le plus ancien depuis {{minutes}} min',
      faire: 'Ajoutez une ligne, levez une pause ou relevez un plafond.',
      voir: 'Voir les messages',
    },
    sans_accuse: {
      cause: 'Ligne {{ligne}} : {{nombre}} messages sur {{total}} sans accusé',
      faire: 'Les accusés n’arrivent plus : vérifiez l’adresse de retour chez le fournisseur.',
      voir: 'Voir les messages',
    },
    gabarit: {
      cause: 'Le fournisseur refuse le texte « {{etape}} » ({{langue}}), {{nombre}} messages',
      faire: 'Corrigez le texte, puis relancez les messages refusés.',
      voir: 'Ouvrir le texte',
    },
  },
  debits: 'Envois en ce moment',
  aucunDebit: 'Aucun envoi depuis une heure.',
  ligneEtape: 'Ligne et étape',
  cinqMinutes: '5 min',
  heure: '1 h',
  rates: 'Ratés',
  capacites: 'Capacité contre besoin d’hier',
  aucuneCapacite: 'Aucune ligne et aucun message hier.',
  capaciteDe: 'Besoin d’hier contre capacité, {{pays}}',
  besoin: '{{besoin}} dus hier / {{capacite}} par jour',
  debordement: 'Les lignes ne suffisent pas : ajoutez-en une ou resserrez l’écart.',
};
