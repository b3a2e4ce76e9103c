import { fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test, vi } from 'vitest';
import { database } from '@/offline/db';
import {
  captured,
  fill,
  fillAwa,
  focused,
  installBench,
  noNetwork,
  page,
  serveur,
} from '../../../tests/banc';
import { champ, openBench, scan, weigh } from '../../../tests/scans';
import { prefer, usePreferences } from './preferences';

vi.mock('@/station/imprimante/etiquette', () => ({
  drawLabel: vi.fn(async () => new Blob(['png'], { type: 'image/png' })),
}));
vi.mock('@/station/imprimante/file', async () => (await import('../../../tests/banc')).fausseFile);
vi.mock(
  '@/station/imprimante/use-file',
  async () => (await import('../../../tests/banc')).fauxUseFile,
);

installBench();

const CODE = 'YAKMVS9EDD1R3';

/** A carton somebody else registered on this device, long gone from the last eight. */
async function inLog(code_suivi: string): Promise<void> {
  const op_id = '0199a000-0000-7000-8000-00000000aa01';
  const entity_id = '0199a000-0000-7000-8000-00000000aa02';
  const actor_id = '0199a000-0000-7000-8000-0000000000ff';
  const enveloppe = {
    op_id,
    device_id: 'd',
    seq: 1,
    actor_id,
    type: 'colis.enregistrer' as const,
    schema_v: 1 as const,
    entity_id,
    depends_on: [],
    captured_at: '2026-11-20T10:00:00.000Z',
    clock_offset_ms: 0,
    payload: { id: entity_id, code_suivi },
  };
  const base = await database();
  await base.add('ops', { op_id, actor_id, seq: 1, enveloppe, photos: [], resume: '' });
}

describe('a label printed beforehand', () => {
  test('already in this device’s log is never taken, network or not', async () => {
    await inLog(CODE);
    await openBench();
    noNetwork();
    scan(CODE);
    expect(await screen.findByText(/est déjà enregistré/)).toBeVisible();
  });

  test('without an answer is taken only once a hand has said that it is new', async () => {
    await openBench();
    await fillAwa();
    noNetwork();
    scan(CODE);
    expect(await screen.findAllByText(/sans réponse du serveur/)).not.toHaveLength(0);
    expect(document.querySelector('[data-annonce="attention"]')).not.toBeNull();
    expect(screen.queryByText(/ce colis prend ce code/)).toBeNull();
    scan('TS-CMD-CONFIRMER');
    expect(await screen.findByText(/ce colis prend ce code/)).toBeVisible();
    expect(await captured()).toHaveLength(0);
    scan('TS-CMD-CONFIRMER');
    await waitFor(async () => expect(await captured()).toHaveLength(1));
    expect((await captured())[0]?.enveloppe.payload.code_suivi).toBe(CODE);
  });

  test('left aside, the carton keeps its own code', async () => {
    await openBench();
    await fillAwa();
    noNetwork();
    scan(CODE);
    await screen.findAllByText(/sans réponse du serveur/);
    scan('TS-CMD-ANNULER');
    expect(await screen.findByText(/ce colis garde son code/)).toBeVisible();
    scan('TS-CMD-CONFIRMER');
    await waitFor(async () => expect(await captured()).toHaveLength(1));
    expect((await captured())[0]?.enveloppe.payload.code_suivi).not.toBe(CODE);
  });

  test('the server has never seen is taken at once', async () => {
    serveur.use(
      http.get('*/api/v1/colis/par-code/*', () =>
        HttpResponse.json({ code: 'introuvable', status: 404, title: '' }, { status: 404 }),
      ),
    );
    await openBench();
    scan(CODE);
    expect(await screen.findByText(/ce colis prend ce code/)).toBeVisible();
  });
});

describe('the bench’s agency', () => {
  const taken = async () => {
    await openBench();
    await fillAwa();
    scan('TS-CMD-CONFIRMER');
    await waitFor(async () => expect(await captured()).toHaveLength(1));
    return (await captured())[0]?.enveloppe.payload.agence_id;
  };

  test('goes with its cartons', async () => {
    prefer({ agence: { id: 'a2', nom: 'Yiwu', pays: 'CN' } });
    expect(await taken()).toBe('a2');
  });

  test('of another country than the person’s is not taken', async () => {
    prefer({ agence: { id: 'a4', nom: 'Bamako', pays: 'ML' } });
    expect(await taken()).toBeUndefined();
  });
});

describe('the bench’s orders', () => {
  test('the flight’s name is said, or that none is open', async () => {
    const { unmount } = await openBench();
    fireEvent.keyDown(window, { key: 'F4' });
    expect(
      await screen.findByText('Aucun vol ouvert pour cette route', { selector: 'span' }),
    ).toBeVisible();
    const remplissage = { colis: 0, poids_g: 0, capacite_g: null };
    const route = { pays_destination: 'ML', mode: 'cargo', remplissage };
    serveur.use(http.get('*/api/v1/vols', () => page([{ id: 'v1', numero: 'ET 606', ...route }])));
    unmount();
    await openBench();
    await screen.findByRole('option', { name: /ET 606/ });
    scan('TS-CMD-VOL');
    expect(await screen.findByText('Vol ET 606.')).toBeVisible();
    fireEvent.keyDown(window, { key: 'F4' });
    expect(
      await screen.findByText('Aucun vol : reste à l’entrepôt', { selector: 'span' }),
    ).toBeVisible();
  });

  test('the country is chosen by command, unless the client already has one', async () => {
    await openBench();
    scan('TS-CMD-PAYS-CI');
    expect(await screen.findByText('Côte d’Ivoire', { selector: 'span' })).toBeVisible();
    scan('TS-CMD-PAYS-FR');
    expect(await screen.findByText(/Pays non desservi : FR/)).toBeVisible();
    await fillAwa();
    scan('TS-CMD-PAYS-CI');
    expect(await screen.findByText(/Awa Traoré est un client de ce pays : Mali/)).toBeVisible();
    scan('TS-CMD-CONFIRMER');
    await waitFor(async () => expect(await captured()).toHaveLength(1));
    expect((await captured())[0]?.enveloppe.payload.pays_destination).toBe('ML');
  });

  test('a cleared carton can be had back until the next one starts, however late', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await openBench();
    await fillAwa();
    scan('TS-CMD-ANNULER');
    await waitFor(() => expect(champ('contenu')).toHaveValue(''));
    vi.setSystemTime(Date.now() + 60_000);
    vi.useRealTimers();
    weigh(9_000);
    scan('TS-CMD-RETABLIR');
    await waitFor(() => expect(champ('contenu')).toHaveValue('Tissus'));
    expect(champ('poids')).toHaveValue('12,5');
    scan('TS-CMD-ANNULER');
    fill('contenu', 'Autre');
    scan('TS-CMD-RETABLIR');
    expect(await screen.findByText(/Rien à rétablir/)).toBeVisible();
    expect(champ('contenu')).toHaveValue('Autre');
  });

  test('Alt and C goes to the contents from any field, and the printed command does the same', async () => {
    await openBench();
    fireEvent.keyDown(champ('telephone'), { key: 'c', code: 'KeyC', altKey: true });
    await focused('contenu');
    champ('telephone').focus();
    scan('TS-CMD-CONTENU');
    await focused('contenu');
  });

  test('Alt and L makes a scanner of the camera, and of a scanner a camera again', async () => {
    await openBench();
    fireEvent.keyDown(window, { key: 'l', code: 'KeyL', altKey: true });
    expect(usePreferences.getState()).toMatchObject({ camera: true, cameraLit: true });
    expect(await screen.findByText('La caméra lit aussi les codes.')).toBeVisible();
    scan('TS-CMD-LIRE');
    expect(usePreferences.getState().cameraLit).toBe(false);
  });

  test('a code read again at once says so', async () => {
    await openBench();
    scan('TS-CMD-VOL');
    scan('TS-CMD-VOL', 2_000);
    expect(await screen.findByText(/VOL : déjà lu à l’instant/)).toBeVisible();
  });
});
