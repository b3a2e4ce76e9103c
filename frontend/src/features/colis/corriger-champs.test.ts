import { describe, expect, test } from 'vitest';
import { changesOf, schemaOf, valuesOf } from './corriger-champs';
import type { ColisDetail } from './queries';

const COLIS = {
  poids_g: 12_500,
  dimensions_mm: null,
  categorie: 'electronique',
  contenu: 'Enceintes',
  nombre_pieces: 1,
  matieres: { batterie: { mah: 20_000, mv: 7_400 } },
} as ColisDetail;
const lues = valuesOf(COLIS);
const schema = schemaOf({ poids: 'p', dimensions: 'd', batterie: 'b', requis: 'r' });
const accepted = (avec: Partial<typeof lues>) =>
  schema.safeParse({ ...lues, motif: 'étiquette relue', ...avec }).success;

describe('a battery corrected', () => {
  test('shows the figures typed at intake', () => {
    expect(lues).toMatchObject({ mah: '20000', volts: '7,4' });
  });

  test('both figures emptied say that there is none', () => {
    const vide = { mah: '', volts: '' };
    expect(accepted(vide)).toBe(true);
    expect(changesOf({ ...lues, ...vide }, { mah: true, volts: true })).toEqual({ batterie: null });
  });

  test('one figure alone is not a battery', () => {
    expect(accepted({ volts: '' })).toBe(false);
    expect(accepted({ mah: 'beaucoup' })).toBe(false);
  });

  test('another voltage goes with the capacity that stands', () => {
    const autre = { ...lues, volts: '3,7' };
    expect(changesOf(autre, { volts: true })).toEqual({ batterie: { mah: 20_000, mv: 3_700 } });
  });

  test('left alone, nothing is said of it', () => {
    expect(changesOf({ ...lues, contenu: 'Enceintes noires' }, { contenu: true })).toEqual({
      contenu: 'Enceintes noires',
    });
  });
});
