import { expect, test } from 'vitest';
import { parseEntier } from './champ-reglage';
import { changesOf, fonctionsOuvertes, hasCharge } from './charge';
import { nameDevice } from './navigateur';
import { groupesOf } from './reglages-queries';

test('un admin a la charge des agents, la direction aussi des admins, un agent de personne', () => {
  expect(hasCharge('admin', 'agent')).toBe(true);
  expect(hasCharge('admin', 'admin')).toBe(false);
  expect(hasCharge('direction', 'direction')).toBe(false);
  expect(fonctionsOuvertes('direction')).toEqual(['agent', 'admin']);
  expect(fonctionsOuvertes('agent')).toEqual([]);
});

test('seul ce qui a changé part, même dans une valeur composée', () => {
  const avant = { nom: 'Awa', silence: { debut: '21:00', fin: '07:00' } };
  expect(changesOf(avant, { nom: 'Awa', silence: { debut: '21:00', fin: '07:00' } })).toEqual({});
  expect(changesOf(avant, { nom: 'Awa', silence: { debut: '22:00', fin: '07:00' } })).toEqual({
    silence: { debut: '22:00', fin: '07:00' },
  });
});

test('un pays ne règle que ce qui se passe chez lui', () => {
  expect(groupesOf('CN')).not.toContain('distribution');
  expect(groupesOf('ML')).not.toContain('chine');
});

test('un entier trop grand est ramené au maximum que le serveur accepte', () => {
  expect(parseEntier('250', 100)).toBe(100);
  expect(parseEntier('', 100)).toBe(0);
});

test('un navigateur se nomme comme une personne le nomme', () => {
  expect(
    nameDevice(
      'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36',
    ),
  ).toBe('Chrome · Android');
  expect(nameDevice('script/1.0')).toBe('script/1.0');
});
