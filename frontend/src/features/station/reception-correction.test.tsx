import { fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { database } from '@/offline/db';
import { capture } from '@/offline/outbox';
import { renderPage } from '../../../tests/appuis';
import { captured, fill, installBench, serveur } from '../../../tests/banc';
import { champ, openBench, proposeNobody, scan } from '../../../tests/scans';
import { payloadOf } from './corps';
import { brouillonOf } from './correction';
import { Reception } from './reception';

vi.mock('@/station/imprimante/etiquette', () => ({
  drawLabel: vi.fn(async () => new Blob(['png'], { type: 'image/png' })),
}));
vi.mock('@/station/imprimante/file', async () => (await import('../../../tests/banc')).fausseFile);
vi.mock(
  '@/station/imprimante/use-file',
  async () => (await import('../../../tests/banc')).fauxUseFile,
);

installBench();
proposeNobody();

const COLIS = '0199a000-0000-7000-8000-0000000000d1';
const PAYLOAD = {
  id: COLIS,
  code_suivi: '0123456789ABC',
  client: { nom: 'Binta Sow', telephone: '+22376000111', pays: 'ML' },
  pays_destination: 'ML',
  mode: 'express',
  categorie: 'telephone',
  contenu: 'Téléphones',
  poids_g: 12_500,
  source_poids: 'manuel',
  dimensions_mm: [600, 405, 350],
  nombre_pieces: 12,
  envoi_id: '0199a000-0000-7000-8000-0000000000d2',
  rang: 2,
  total: 3,
  survenu_le: '2026-03-10T08:00:00.000Z',
  batterie: { mah: 5_000, mv: 3_700 },
  valeur_declaree: { montant: 150_000, devise: 'XOF' },
  prix_negocie: { montant: 9_500, unite: 'kg', motif: 'fidèle' },
  references_externes: ['SF1234567890123'],
};

async function refusedIntake(): Promise<string> {
  const { op_id } = await capture({
    type: 'colis.enregistrer',
    entity_id: COLIS,
    payload: PAYLOAD,
    resume: '0123 · Binta Sow',
  });
  const base = await database();
  await base.delete('attente', op_id);
  await base.put('resultats', {
    op_id,
    actor_id: '0199a000-0000-7000-8000-000000000001',
    status: 'rejected',
    version: null,
    problem: { title: 'Refus', status: 422, detail: 'Numéro refusé.', code: 'saisie_invalide' },
    resultat: null,
    recu_le: '2026-03-10T08:00:01.000Z',
    a_revoir: 1,
  });
  return op_id;
}

const openCorrection = (op_id: string) =>
  renderPage(<Reception />, { path: `/reception?corriger=${op_id}` });

beforeEach(() => {
  serveur.use(http.get('*/api/v1/clients', () => HttpResponse.json({ items: [], suivant: null })));
});

test('what was captured comes back as it was typed: nothing of the body is lost', () => {
  const brouillon = brouillonOf(PAYLOAD);
  const { id: _, code_suivi: __, envoi_id, rang, total, survenu_le, ...reste } = PAYLOAD;
  const { batterie, valeur_declaree, references_externes, ...corps } = reste;
  const relu = payloadOf(
    brouillon,
    corps as unknown as Parameters<typeof payloadOf>[1],
    valeur_declaree,
    new Date(survenu_le),
  );
  expect(relu).toEqual(PAYLOAD);
  expect(brouillon).toMatchObject({
    envoi_id,
    rang,
    total,
    poids: '12,500',
    dimensions: ['60', '40,5', '35'],
    pieces: '12',
    valeur: '150000',
    batterie: { mah: String(batterie.mah), volts: '3,7' },
    negocie: { prix: '9500', unite: 'kg', motif: 'fidèle' },
    references: references_externes,
  });
});

describe('a refused intake on the bench', () => {
  test('leaves again under its own id and code, names the refused act, and the list is empty', async () => {
    const op_id = await refusedIntake();
    const { router } = openCorrection(op_id);
    await waitFor(() => expect(champ('poids')).toHaveValue('12,500'));
    await screen.findByText(/Correction d’un colis refusé/);
    expect(champ('telephone')).toBeEnabled();
    fill('telephone', '76000222');
    await waitFor(() => expect(champ('nom')).toHaveValue('Binta Sow'));
    fill('poids', '13');
    scan('TS-CMD-CONFIRMER');
    await waitFor(async () => expect(await captured()).toHaveLength(2));
    const faite = (await captured()).find(({ enveloppe }) => enveloppe.remplace === op_id);
    expect(faite?.enveloppe).toMatchObject({
      entity_id: COLIS,
      payload: {
        id: COLIS,
        code_suivi: PAYLOAD.code_suivi,
        rang: 2,
        poids_g: 13_000,
        client: { nom: 'Binta Sow', telephone: '+22376000222', pays: 'ML' },
      },
    });
    await waitFor(() => expect(router.state.location.pathname).toBe('/envois'));
    expect((await (await database()).get('resultats', op_id))?.a_revoir).toBe(0);
  });

  test('leaves the carton being typed where it was kept', async () => {
    const banc = await openBench();
    await fillAwaBare();
    banc.unmount();
    await waitFor(async () =>
      expect(await (await database()).count('brouillons')).toBeGreaterThan(0),
    );
    const op_id = await refusedIntake();
    const correction = openCorrection(op_id);
    await waitFor(() => expect(champ('poids')).toHaveValue('12,500'));
    fireEvent.keyDown(window, { key: 'Escape' });
    await waitFor(() => expect(correction.router.state.location.pathname).toBe('/envois'));
    correction.unmount();
    await openBench();
    expect(await screen.findByText(/Carton repris/)).toBeVisible();
    expect(champ('contenu')).toHaveValue('Pagne');
    expect(await captured()).toHaveLength(1);
  });

  test('once settled, its address opens an ordinary bench', async () => {
    const op_id = await refusedIntake();
    const base = await database();
    const resultat = await base.get('resultats', op_id);
    if (resultat) await base.put('resultats', { ...resultat, a_revoir: 0 });
    openCorrection(op_id);
    await waitFor(() => expect(champ('poids')).toHaveValue(''));
    expect(screen.queryByText(/Correction d’un colis refusé/)).toBeNull();
  });
});

async function fillAwaBare(): Promise<void> {
  fill('telephone', '76123456');
  fill('contenu', 'Pagne');
}
