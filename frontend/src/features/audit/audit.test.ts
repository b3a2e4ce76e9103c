import { expect, test } from 'vitest';
import { diffOf, lienDuSujet } from './entree';
import { paramsOf } from './queries';

test('avant et après se lisent champ par champ, ce qui change d’abord', () => {
  const lignes = diffOf({
    avant: { nom: 'Awa', actif: true, devise: 'XOF' },
    apres: { nom: 'Awa', actif: false, devise: 'XOF' },
  });
  expect(lignes.map(({ champ, change }) => [champ, change])).toEqual([
    ['actif', true],
    ['nom', false],
  ]);
});

test('les deux jours du filtre sont compris, à l’heure du pays', () => {
  const params = paramsOf({ du: '2026-11-18', au: '2026-11-19' }, 'CN', 'Africa/Bamako');
  expect(params.depuis).toBe('2026-11-17T16:00:00.000Z');
  expect(params.jusqu).toBe('2026-11-19T16:00:00.000Z');
});

test('un sujet sans page n’a pas de lien', () => {
  const entree = { sujet_type: 'session', sujet_id: 'x' } as Parameters<typeof lienDuSujet>[0];
  expect(lienDuSujet(entree)).toBeUndefined();
  expect(lienDuSujet({ ...entree, sujet_type: 'vol' })).toBe('/vols/x');
});
