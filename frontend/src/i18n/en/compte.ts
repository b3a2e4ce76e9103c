import type { compte as fr } from '../fr/compte';
import type { Traduction } from '../types';

export const compte: Traduction<typeof fr> = {
  titre: 'My account',
  colis: {
    titre: 'My parcels',
    vide: 'No parcel for this number',
    videAide: 'As soon as a carton in your name is received in China, it appears here.',
    sansContenu: 'Parcel',
    reste: 'Still due',
    prix: 'Price',
    paye: 'Paid',
    aPayer: 'To pay on collection',
  },
  groupes: {
    aRetirer: 'Arrived',
    aSuivre: 'We are looking for them',
    enRoute: 'On the way',
    finis: 'Done',
  },
  recus: {
    titre: 'My receipts',
    vide: 'No receipt',
    videAide: 'Your payments appear here with their receipt number.',
    annule: 'Reversed',
    rabais: 'Discount',
  },
  moyens: {
    especes: 'Cash',
    orange_money: 'Orange Money',
    wave: 'Wave',
    moov: 'Moov',
    sarali: 'Sarali',
    carte: 'Card',
    avoir: 'Credit',
  },
  preferences: {
    titre: 'Preferences',
    langue: 'Language of your messages',
    langueAide: 'WhatsApp messages and the tracking page speak this language to you.',
    whatsapp: 'WhatsApp messages',
    whatsappAide:
      'Reception, departure, arrival, availability and receipts. Collection codes always arrive.',
    accepte: 'You receive them',
    refuse: 'You do not receive them',
    recevoir: 'Receive messages',
    arreter: 'Stop receiving messages',
    enregistree: 'Preference saved.',
  },
};
