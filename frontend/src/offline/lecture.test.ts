import { HttpResponse, http as msw } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { signIn } from '../../tests/appuis';
import { database, writeMeta } from './db';
import { CONTACT_MAX_MS, fetchOrKept, wipeReadings, wipeStaleReadings } from './lecture';
import { pruneReadings, UNITAIRES_MAX } from './menage';

const serveur = setupServer();
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());
beforeEach(async () => {
  signIn();
  await wipeReadings();
});

const TARIFS = 'http://localhost/api/v1/tarifs';
const online = (): void => serveur.use(msw.get(TARIFS, () => HttpResponse.json({ items: [1] })));
const offline = (): void => serveur.use(msw.get(TARIFS, () => HttpResponse.error()));

test('without a network the list kept on the device answers, and says since when', async () => {
  online();
  expect(await fetchOrKept('/tarifs')).toEqual({ valeur: { items: [1] }, garde_le: null });
  offline();
  const garde = await fetchOrKept<{ items: number[] }>('/tarifs');
  expect(garde.valeur.items).toEqual([1]);
  expect(garde.garde_le).toMatch(/Z$/);
});

test('a refusal is not hidden by what was kept', async () => {
  online();
  await fetchOrKept('/tarifs');
  serveur.use(
    msw.get(TARIFS, () =>
      HttpResponse.json({ title: 'x', status: 403, detail: '', code: 'interdit' }, { status: 403 }),
    ),
  );
  await expect(fetchOrKept('/tarifs')).rejects.toMatchObject({ code: 'interdit' });
});

test('another person does not read the first one’s lists', async () => {
  online();
  await fetchOrKept('/tarifs');
  signIn({ id: '0199a000-0000-7000-8000-000000000009' });
  offline();
  await expect(fetchOrKept('/tarifs')).rejects.toThrow('reseau_injoignable');
});

test('after three days without contact the lists are wiped', async () => {
  online();
  await fetchOrKept('/tarifs');
  const contact = Date.UTC(2026, 4, 4);
  await writeMeta('dernier_contact', contact);
  await writeMeta('horloge_max', contact);
  await wipeStaleReadings(contact + CONTACT_MAX_MS);
  offline();
  expect((await fetchOrKept<object>('/tarifs')).valeur).toEqual({ items: [1] });
  await wipeStaleReadings(contact + CONTACT_MAX_MS + 1);
  await expect(fetchOrKept('/tarifs')).rejects.toThrow('reseau_injoignable');
});

const ligne = (cle: string, recu_le: Date) => ({ cle, valeur: 1, recu_le: recu_le.toISOString() });
const CLIENT = '0199a000-0000-7000-8000-0000000000c1';

test('what was read about one client or number goes after three days, the lists stay', async () => {
  const { id } = signIn();
  const base = await database();
  const maintenant = Date.UTC(2026, 4, 4);
  const vieux = new Date(maintenant - CONTACT_MAX_MS - 1);
  const recent = new Date(maintenant - CONTACT_MAX_MS);
  const gardees = [
    ligne(`${id}|/pays?{}`, vieux),
    ligne(`${id}|/vols?{"statut":"ouvert","limite":50}`, vieux),
    ligne('stock-local', vieux),
    ligne(`${id}|/clients?{"q":"76112233"}`, recent),
  ];
  const finies = [
    ligne(`${id}|/clients?{"q":"76112234"}`, vieux),
    ligne(`${id}|/clients/${CLIENT}/compte?{}`, vieux),
    ligne(`${id}|/colis/proposition?{"reference":"SF1"}`, vieux),
  ];
  for (const une of [...gardees, ...finies]) await base.put('lecture', une);
  await pruneReadings(maintenant);
  expect((await base.getAllKeys('lecture')).sort()).toEqual(gardees.map(({ cle }) => cle).sort());
});

test('a day of numbers typed does not pile up: the last ones are found again, the lists too', async () => {
  const { id } = signIn();
  const base = await database();
  await base.put('lecture', ligne(`${id}|/pays?{}`, new Date(0)));
  serveur.use(msw.get('http://localhost/api/v1/clients', () => HttpResponse.json({ items: [] })));
  for (let n = 0; n < UNITAIRES_MAX + 100; n += 1) await fetchOrKept('/clients', { q: `7611${n}` });
  const cles = await base.getAllKeys('lecture');
  expect(cles.length).toBeLessThan(UNITAIRES_MAX + 60);
  expect(cles).toContain(`${id}|/pays?{}`);
  expect(cles).toContain(`${id}|/clients?{"q":"7611${UNITAIRES_MAX + 99}"}`);
});
