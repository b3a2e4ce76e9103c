import type { ColisGuichet } from '@/features/distribution/colis-guichet';

export const AWA = {
  id: '0199a000-0000-7000-8000-0000000000c1',
  nom: 'Awa Traoré',
  telephone: '+22376123456',
};

/** A carton that waits at the counter. */
export const colisAuGuichet = (avec: Partial<ColisGuichet> = {}): ColisGuichet => ({
  id: '0199a000-0000-7000-8000-0000000000a1',
  code_suivi: '0123456789ABC',
  statut: 'disponible',
  client: AWA,
  contenu: 'Pagne',
  poids_g: 1_000,
  rang: 1,
  total: 1,
  du: { montant: 0, devise: 'XOF' },
  paye_en_chine: false,
  blocage: null,
  endommage: false,
  emplacement: null,
  arrive_le: '2026-03-01T00:00:00Z',
  enregistre_le: '2026-02-01T00:00:00Z',
  ...avec,
});
