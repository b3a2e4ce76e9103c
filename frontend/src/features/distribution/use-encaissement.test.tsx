import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act as agir, renderHook } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { database } from '@/offline/db';
import { journalOf, updateJournal } from '@/offline/journal';
import { signIn } from '../../../tests/appuis';
import { AWA, colisAuGuichet } from '../../../tests/comptoir';
import { deleteBase } from '../../../tests/hors-ligne';
import { useEncaissement } from './use-encaissement';

const serveur = setupServer();
const recus: Record<string, unknown>[] = [];
let reponses: (() => Response)[] = [];

beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
beforeEach(async () => {
  await deleteBase();
  const moi = signIn();
  await journalOf(moi);
  // Nothing can be kept: each try ends with the server, or in doubt.
  await updateJournal(moi.id, { plafond: { montant: 1, devise: 'XOF' } });
  recus.length = 0;
  serveur.use(
    http.post('*/api/v1/encaissements', async ({ request }) => {
      recus.push((await request.json()) as Record<string, unknown>);
      const { id } = recus.at(-1) as { id: string };
      return reponses.shift()?.() ?? HttpResponse.json({ id, recu_numero: 'R-1' }, { status: 201 });
    }),
  );
});
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());

const PAYABLES = [colisAuGuichet({ du: { montant: 5_000, devise: 'XOF' } })];
const BINTA = { id: '0199a000-0000-7000-8000-0000000000c2', nom: 'Binta Sow' };
const muet = () => HttpResponse.error();
const refus = (code: string) => () =>
  HttpResponse.json({ title: 'Refus', status: 409, code, detail: code }, { status: 409 });

function openTill() {
  const client = new QueryClient();
  const onFait = vi.fn();
  const { result, rerender } = renderHook(
    (payeur: { id: string; nom: string }) =>
      useEncaissement({ payables: PAYABLES, payeur, credit: 0, onFait }),
    {
      initialProps: { id: AWA.id, nom: AWA.nom },
      wrapper: ({ children }: { children: ReactNode }) => (
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      ),
    },
  );
  const change = (avec: Parameters<typeof result.current.change>[0]) =>
    agir(() => result.current.change(avec));
  const submit = () => agir(() => result.current.submit());
  return { result, rerender, onFait, change, submit };
}

const ids = () => new Set(recus.map(({ id }) => id)).size;

test('a payment nobody answered and that could not be kept is asked again as the same one', async () => {
  reponses = [muet];
  const { result, onFait, submit } = openTill();
  await submit();
  expect(result.current.erreur).toMatchObject({ name: 'CashCapError' });
  await new Promise((suite) => setTimeout(suite, 5));
  await submit();
  expect(recus).toHaveLength(2);
  expect(recus[1]).toEqual(recus[0]);
  expect(onFait).toHaveBeenCalledWith(expect.objectContaining({ numero: 'R-1' }));
});

test('another amount after a silence is never a second payment: the first one’s receipt is shown', async () => {
  reponses = [muet, refus('id_deja_utilise')];
  serveur.use(
    http.get('*/api/v1/encaissements/:id', ({ params }) =>
      HttpResponse.json({
        id: params.id,
        recu_numero: 'R-7',
        montant: { montant: 5_000, devise: 'XOF' },
        moyen: 'especes',
      }),
    ),
  );
  const { result, onFait, change, submit } = openTill();
  await submit();
  change({ somme: '4000', moyen: 'wave', reference: 'W1' });
  await submit();
  expect(ids()).toBe(1);
  expect(result.current.erreur).toBeNull();
  expect(onFait).toHaveBeenCalledOnce();
  expect(onFait).toHaveBeenCalledWith(
    expect.objectContaining({
      numero: 'R-7',
      moyen: 'especes',
      montant: { montant: 5_000, devise: 'XOF' },
    }),
  );
});

test('an id taken whose payment cannot be read keeps its id for the next try', async () => {
  reponses = [refus('id_deja_utilise'), refus('id_deja_utilise')];
  serveur.use(http.get('*/api/v1/encaissements/:id', () => HttpResponse.error()));
  const { result, onFait, submit } = openTill();
  await submit();
  await submit();
  expect(result.current.erreur).toMatchObject({ code: 'id_deja_utilise' });
  expect([recus.length, ids()]).toEqual([2, 1]);
  expect(onFait).not.toHaveBeenCalled();
});

test('refused means not done: the next try is another payment', async () => {
  reponses = [refus('trop_percu')];
  const { submit } = openTill();
  await submit();
  await submit();
  expect(ids()).toBe(2);
});

test('the doubt about one payer is not taken to the next one', async () => {
  reponses = [muet];
  const { rerender, submit } = openTill();
  await submit();
  rerender(BINTA);
  await submit();
  expect(recus.map(({ client_id }) => client_id)).toEqual([AWA.id, BINTA.id]);
  expect(ids()).toBe(2);
});

test('an act that was never sent leaves nothing in doubt', async () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  const { submit } = openTill();
  await submit();
  vi.restoreAllMocks();
  await submit();
  expect(recus).toHaveLength(1);
  expect(await (await database()).count('ops')).toBe(0);
});
