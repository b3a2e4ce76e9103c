import { expect, test } from 'vitest';
import { shotOf } from './prises';
import type { Saisie } from './saisie';

const MAINTENANT = new Date('2026-03-10T09:00:00.000Z');
const SURVENU = '2026-03-10T08:00:00.000Z';

test.each([
  ['colis.enregistrer', {}, 'enregistrement'],
  ['pointage.scanner', { etat: 'endommage' }, 'dommage'],
  ['pointage.scanner', { etat: 'conforme' }, 'pointage'],
  ['remise.effectuer', {}, 'remise'],
] as const)('a photo says the act it was taken at: %s %o', (type, dit, contexte) => {
  const saisie = { type, entity_id: 'e1', resume: 'A', payload: { ...dit, survenu_le: SURVENU } };
  expect(shotOf(saisie as Saisie, MAINTENANT)).toEqual({
    colis_id: 'e1',
    contexte,
    survenu_le: SURVENU,
  });
});

test('an act that holds no moment of its own happened when it was written down', () => {
  const saisie = { type: 'remise.effectuer', entity_id: 'e1', resume: 'A', payload: {} };
  expect(shotOf(saisie as Saisie, MAINTENANT).survenu_le).toBe(MAINTENANT.toISOString());
});
