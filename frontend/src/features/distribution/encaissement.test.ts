import { describe, expect, test } from 'vitest';
import type { ColisGuichet } from './colis-guichet';
import { BROUILLON, compute, payloadOf } from './encaissement';

const colis = (id: string, montant: number, arrive_le: string): ColisGuichet => ({
  id,
  code_suivi: id,
  statut: 'disponible',
  client: { id: 'client', nom: 'Awa', telephone: '+22376123456' },
  contenu: '',
  poids_g: 1_000,
  rang: 1,
  total: 1,
  du: { montant, devise: 'XOF' },
  paye_en_chine: false,
  blocage: null,
  endommage: false,
  emplacement: null,
  arrive_le,
  enregistre_le: arrive_le,
});

const DEUX = [
  colis('recent', 6_700, '2026-03-02T00:00:00Z'),
  colis('ancien', 100_000, '2026-03-01T00:00:00Z'),
];
const FAITS = { id: 'e1', client_id: 'client', survenu_le: '2026-03-03T10:00:00Z' };

describe('un encaissement', () => {
  test('follows what is due until an amount is typed', () => {
    expect(compute(BROUILLON, DEUX).montant).toBe(106_700);
    expect(compute({ ...BROUILLON, jeton: 50 }, DEUX).montant).toBe(106_650);
    expect(compute({ ...BROUILLON, rabais: '1 700', motif: 'fidèle' }, DEUX).montant).toBe(105_000);
    expect(compute({ ...BROUILLON, somme: '5 000' }, DEUX).montant).toBe(5_000);
  });

  test('sends the oldest carton first', () => {
    const brouillon = { ...BROUILLON, somme: '100000' };
    const corps = payloadOf(brouillon, compute(brouillon, DEUX), FAITS);
    expect(corps.lignes).toEqual([{ colis_id: 'ancien', montant: 100_000 }]);
  });

  test('refuses an excess, an unreadable amount, a discount without a reason', () => {
    expect(compute({ ...BROUILLON, somme: '106701' }, DEUX).manques).toEqual(['exces']);
    expect(compute({ ...BROUILLON, somme: 'dix' }, DEUX).manques).toContain('montant');
    expect(compute({ ...BROUILLON, rabais: '500' }, DEUX).manques).toEqual(['motif']);
    expect(compute({ ...BROUILLON, somme: '0' }, DEUX).manques).toEqual(['rien']);
  });

  test('asks mobile money for its reference, and cash for none', () => {
    expect(compute({ ...BROUILLON, moyen: 'wave' }, DEUX).manques).toEqual(['reference']);
    expect(compute({ ...BROUILLON, moyen: 'wave', reference: 'W1' }, DEUX).manques).toEqual([]);
    const especes = { ...BROUILLON, reference: 'oubliée' };
    expect(payloadOf(especes, compute(especes, DEUX), FAITS)).not.toHaveProperty(
      'reference_operateur',
    );
  });

  test('never takes more credit than the client has', () => {
    const brouillon = { ...BROUILLON, moyen: 'avoir' as const };
    expect(compute(brouillon, DEUX, 20_000).montant).toBe(20_000);
    expect(compute({ ...brouillon, somme: '30000' }, DEUX, 20_000).manques).toEqual(['avoir']);
  });
});
