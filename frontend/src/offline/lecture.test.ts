import { HttpResponse, http as msw } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { signIn } from '../../tests/appuis';
import { writeMeta } from './db';
import { CONTACT_MAX_MS, fetchOrKept, wipeReadings, wipeStaleReadings } from './lecture';

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
