import { Blob as BlobNode } from 'node:buffer';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { database } from '@/offline/db';
import { signIn } from '../../../tests/appuis';
import { act } from './acte';

const serveur = setupServer();
beforeAll(() => serveur.listen({ onUnhandledRequest: 'bypass' }));
beforeEach(() => signIn());
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());

const SAISIE = {
  type: 'encaissement.enregistrer' as const,
  entity_id: 'e1',
  payload: { id: 'e1', somme: 5 },
  resume: '5 FCFA',
};
const gardees = async () => (await database()).count('attente');

test('online the server judges, and its refusal is not written down as a fact', async () => {
  serveur.use(
    http.post('*/encaissements', () =>
      HttpResponse.json({ title: 'Trop', status: 409, code: 'trop_percu' }, { status: 409 }),
    ),
  );
  const avant = await gardees();
  await expect(act({ chemin: '/encaissements', saisie: SAISIE })).rejects.toMatchObject({
    code: 'trop_percu',
  });
  expect(await gardees()).toBe(avant);
});

test('without an answer the same act goes to the log, same id and content', async () => {
  serveur.use(http.post('*/encaissements', () => HttpResponse.error()));
  const issue = await act({ chemin: '/encaissements', saisie: SAISIE });
  if (issue.genre !== 'garde') throw new Error('it was not kept');
  const op = await (await database()).get('ops', issue.op_id);
  expect(op?.enveloppe.payload).toEqual({
    ...SAISIE.payload,
    recu_provisoire: issue.recu_provisoire,
  });
});

test('an answer that may hide a commit goes to the log too', async () => {
  serveur.use(
    http.post('*/encaissements', () =>
      HttpResponse.json({ title: 'Panne', status: 502, code: 'panne' }, { status: 502 }),
    ),
  );
  await expect(act({ chemin: '/encaissements', saisie: SAISIE })).resolves.toMatchObject({
    genre: 'garde',
  });
});

test('a code nobody can check is never kept', async () => {
  serveur.use(http.post('*/remises', () => HttpResponse.error()));
  const avant = await gardees();
  await expect(
    act({ chemin: '/remises', saisie: { ...SAISIE, type: 'remise.effectuer' }, gardable: false }),
  ).rejects.toThrow();
  expect(await gardees()).toBe(avant);
});

const REMISE = {
  type: 'remise.effectuer' as const,
  entity_id: 'r1',
  payload: { id: 'r1', colis_ids: ['c1'], survenu_le: '2026-03-10T08:00:00.000Z' },
  photos_colis_id: 'c1',
  resume: 'Awa',
};
const photo = () => new BlobNode([`piece ${Math.random()}`]) as unknown as Blob;

async function photosKept() {
  const ops = await (await database()).getAll('ops');
  return ops.filter(({ enveloppe }) => enveloppe.type === 'photo.attach');
}

test('the photos of a hand-over the server made are in the log before anything else', async () => {
  serveur.use(
    http.post('*/remises', () => HttpResponse.json({ id: 'r1' }, { status: 201 })),
    http.all('*', () => HttpResponse.error()),
  );
  const avant = (await photosKept()).length;
  const issue = await act({ chemin: '/remises', saisie: { ...REMISE, photos: [photo()] } });
  expect(issue.genre).toBe('fait');
  const gardees = await photosKept();
  expect(gardees).toHaveLength(avant + 1);
  expect(gardees.at(-1)?.enveloppe.payload).toMatchObject({
    colis_id: 'c1',
    contexte: 'remise',
    survenu_le: '2026-03-10T08:00:00.000Z',
  });
});

test('a full device sends the photos at once, and never undoes the hand-over', async () => {
  const recues: string[] = [];
  serveur.use(
    http.post('*/remises', () => HttpResponse.json({ id: 'r1' }, { status: 201 })),
    http.post('*/colis/:id/photos', ({ params }) => {
      recues.push(String(params.id));
      return HttpResponse.json({}, { status: 202 });
    }),
  );
  const plein = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const issue = await act({
    chemin: '/remises',
    saisie: { ...REMISE, photos: [new Blob(['piece'])] },
  });
  plein.mockRestore();
  expect(issue.genre).toBe('fait');
  expect(recues).toEqual(['c1']);
});

test.each<[string, () => Response]>([
  ['a Wi-Fi page', () => HttpResponse.html('<html>Bienvenue</html>')],
  ['a proxy’s page', () => HttpResponse.html('<html>Bad gateway</html>', { status: 502 })],
  ['an empty success', () => new HttpResponse(null, { status: 200 })],
  ['a success about nothing', () => HttpResponse.json({})],
])('%s is no receipt: the act goes to the log', async (_nom, reponse) => {
  serveur.use(http.post('*/encaissements', reponse));
  await expect(act({ chemin: '/encaissements', saisie: SAISIE })).resolves.toMatchObject({
    genre: 'garde',
  });
});

const DEJA = () =>
  HttpResponse.json({ title: 'Déjà', status: 409, code: 'id_deja_utilise' }, { status: 409 });

test('an id already taken is the earlier try: what the server has of it is the answer', async () => {
  serveur.use(
    http.post('*/encaissements', DEJA),
    http.get('*/encaissements/e1', () => HttpResponse.json({ id: 'e1', recu_numero: 'R-1' })),
  );
  const doute = vi.fn();
  await expect(
    act({ chemin: '/encaissements', saisie: SAISIE, onDoute: doute }),
  ).resolves.toMatchObject({ genre: 'fait', deja: true, valeur: { recu_numero: 'R-1' } });
  expect(doute).toHaveBeenCalled();
});

test('an id already taken and nothing read of it stays a refusal, in doubt', async () => {
  serveur.use(
    http.post('*/encaissements', DEJA),
    http.get('*/encaissements/e1', () => HttpResponse.error()),
  );
  const doute = vi.fn();
  const avant = await gardees();
  await expect(
    act({ chemin: '/encaissements', saisie: SAISIE, onDoute: doute }),
  ).rejects.toMatchObject({ code: 'id_deja_utilise' });
  expect([doute.mock.calls.length, await gardees()]).toEqual([1, avant]);
});

test('what lacks a proof is not kept, and says so', async () => {
  serveur.use(http.post('*/encaissements', () => HttpResponse.error()));
  const avant = await gardees();
  const manque = new Error('signature');
  const beforeKept = (): void => {
    throw manque;
  };
  await expect(act({ chemin: '/encaissements', saisie: SAISIE, beforeKept })).rejects.toBe(manque);
  expect(await gardees()).toBe(avant);
});

test('a correction goes to the log even with a network: only there it names the refused act', async () => {
  const poste = vi.fn();
  serveur.use(
    http.post('*/encaissements', () => {
      poste();
      return HttpResponse.json({ id: 'e1' }, { status: 201 });
    }),
  );
  const issue = await act({
    chemin: '/encaissements',
    saisie: { ...SAISIE, remplace: '0199a000-0000-7000-8000-0000000000f9' },
  });
  if (issue.genre !== 'garde') throw new Error('it was posted');
  const op = await (await database()).get('ops', issue.op_id);
  expect(op?.enveloppe.remplace).toBe('0199a000-0000-7000-8000-0000000000f9');
  expect(poste).not.toHaveBeenCalled();
});
