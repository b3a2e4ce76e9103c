import type { rapports as fr } from '../fr/rapports';
import type { Traduction } from '../types';

export const rapports: Traduction<typeof fr> = {
  titre: 'Reports',
  sousTitre: 'An agent’s or the country’s day: hand-overs, revenue, expenses, balance.',
  demander: 'Report of one day',
  jour: 'Day',
  agent: 'Agent',
  pays: 'Country',
  tousAgents: 'All agents',
  unAgent: 'An agent',
  preparer: 'Prepare the report',
  demande: 'Report asked for: ready in a few seconds.',
  compterCaisse: 'Count my till',
  etat: 'State',
  tousEtats: 'All states',
  statuts: {
    en_attente: 'Waiting',
    en_cours: 'Being prepared',
    pret: 'Ready',
    echec: 'Failed',
  },
  provisoire: 'Provisional',
  definitif: 'Final',
  demandeLe: 'Asked for',
  empreinte: 'Fingerprint',
  fichiers: 'Files',
  patientez: 'A few seconds…',
  redemandez: 'Ask for it again.',
  telecharger: 'Download as {{format}}',
  vide: 'No report',
  videAide: 'Choose a day above: the report prepares itself.',
};
