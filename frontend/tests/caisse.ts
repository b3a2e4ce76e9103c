import type { SessionCaisse } from '@/offline/session-caisse';
import { AGENT } from './appuis';

/** A till somebody opened this morning. */
export const OUVERTE: SessionCaisse = {
  id: '0199a000-0000-7000-8000-0000000000d1',
  caisse_id: '0199a000-0000-7000-8000-0000000000d2',
  caisse: 'Caisse 1',
  agence: 'Bamako',
  pays: 'ML',
  caissier: { id: AGENT.id, nom: AGENT.nom },
  devise: 'XOF',
  statut: 'ouverte',
  fonds: { montant: 25_000, devise: 'XOF' },
  fonds_coupures: { '10000': 2, '500': 10 },
  ouverte_le: '2026-03-03T08:00:00Z',
  caissier_absent: null,
  comptee_le: null,
  comptee_par: null,
  comptage_motif: '',
  compte: null,
  attendu: null,
  ecart: null,
  validee_le: null,
  validee_par: null,
  validation_motif: '',
};
