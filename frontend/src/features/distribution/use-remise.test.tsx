import { Blob as BlobNode } from 'node:buffer';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act as agir, renderHook } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { database } from '@/offline/db';
import { signIn } from '../../../tests/appuis';
import { AWA, colisAuGuichet } from '../../../tests/comptoir';
import { deleteBase } from '../../../tests/hors-ligne';
import { useRemise } from './use-remise';

const serveur = setupServer();
const recues: Record<string, unknown>[] = [];
let reponses: (() => Response)[] = [];

beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
beforeEach(async () => {
  await deleteBase();
  signIn();
  recues.length = 0;
  serveur.use(
    http.post('*/api/v1/remises', async ({ request }) => {
      recues.push((await request.json()) as Record<string, unknown>);
      return reponses.shift()?.() ?? HttpResponse.json({ id: recues.at(-1)?.id }, { status: 201 });
    }),
  );
});
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());

const COLIS = [colisAuGuichet()];
const muet = () => HttpResponse.error();
const refus = (code: string) => () =>
  HttpResponse.json({ title: 'Refus', status: 409, code, detail: code }, { status: 409 });

function openRemise() {
  const client = new QueryClient();
  const onFait = vi.fn();
  const { result } = renderHook(() => useRemise({ colis: COLIS, onFait }), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  });
  const change = (avec: Parameters<typeof result.current.change>[0]) =>
    agir(() => result.current.change(avec));
  const submit = () => agir(() => result.current.submit());
  return { result, onFait, change, submit };
}

const kept = async () =>
  (await (await database()).getAll('ops'))
    .map(({ enveloppe }) => enveloppe)
    .filter(({ type }) => type === 'remise.effectuer');

test('pressed again after a silence, it is the very same request', async () => {
  reponses = [muet];
  const { onFait, change, submit } = openRemise();
  change({ code: '123456' });
  await submit();
  expect(onFait).not.toHaveBeenCalled();
  await new Promise((suite) => setTimeout(suite, 5));
  await submit();
  expect(recues).toHaveLength(2);
  expect(recues[1]).toEqual(recues[0]);
  expect(onFait).toHaveBeenCalledWith(expect.objectContaining({ envoye: true }));
});

test('told otherwise after a silence, what the server has is said and nothing is made again', async () => {
  reponses = [muet, refus('id_deja_utilise')];
  serveur.use(
    http.get('*/api/v1/remises/:id', ({ params }) =>
      HttpResponse.json({ id: params.id, client_nom: AWA.nom, colis: [{}, {}, {}] }),
    ),
  );
  const { result, onFait, change, submit } = openRemise();
  change({ code: '123456' });
  await submit();
  change({ type: 'piece', numero: 'ML-1' });
  await submit();
  expect(new Set(recues.map(({ id }) => id)).size).toBe(1);
  expect(result.current.erreur).toBeNull();
  expect(onFait).toHaveBeenCalledWith({ nombre: 3, nom: AWA.nom, envoye: true, op_id: null });
});

test('after a silence even a refusal keeps the identity: the first try may be heard yet', async () => {
  reponses = [muet, refus('code_invalide')];
  const { change, submit } = openRemise();
  change({ code: '123456' });
  await submit();
  change({ code: '654321' });
  await submit();
  change({ code: '111111' });
  await submit();
  expect(new Set(recues.map(({ id }) => id)).size).toBe(1);
});

test('refused means not done: the next try is another hand-over', async () => {
  reponses = [refus('code_invalide')];
  const { change, submit } = openRemise();
  change({ code: '123456' });
  await submit();
  change({ code: '654321' });
  await submit();
  expect(new Set(recues.map(({ id }) => id)).size).toBe(2);
});

test('a server that stays silent asks for the proof that stands by itself, and loses nothing', async () => {
  reponses = [muet, muet];
  const { result, onFait, change, submit } = openRemise();
  change({ type: 'piece', numero: 'ML-1' });
  expect(result.current.manques).toEqual([]);
  await submit();
  expect(await kept()).toEqual([]);
  expect(result.current.manques).toEqual(['signature', 'photo']);
  expect(result.current.brouillon.numero).toBe('ML-1');
  change({ signature: 'data:image/png;base64,AA' });
  agir(() => result.current.setPhotos([new BlobNode(['cni']) as unknown as Blob]));
  expect(result.current.manques).toEqual([]);
  await submit();
  expect(onFait).toHaveBeenCalledWith(expect.objectContaining({ envoye: false }));
  const [op] = await kept();
  expect(op?.payload).toMatchObject({
    id: recues[0]?.id,
    survenu_le: recues[0]?.survenu_le,
    signature_png: 'AA',
    preuve: { type: 'piece', numero: 'ML-1' },
  });
});

test('without a camera the hand-over goes on once it is said', async () => {
  reponses = [muet, muet];
  const { result, onFait, change, submit } = openRemise();
  change({ type: 'piece', numero: 'ML-1', signature: 'data:image/png;base64,AA' });
  await submit();
  expect(result.current.manques).toEqual(['photo']);
  change({ sansPhoto: true });
  await submit();
  expect(onFait).toHaveBeenCalledOnce();
  expect(await kept()).toHaveLength(1);
});
