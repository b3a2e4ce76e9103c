import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, test, vi } from 'vitest';
import { deliver } from '@/station/douchette/ecoute';
import { renderPage } from '../../../tests/appuis';
import { AWA, captured, focused, imprimees, installBench, serveur } from '../../../tests/banc';
import { tellPoids } from './poste';
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

describe('what a scan does at the bench', () => {
  test('a courier number typed in the phone field becomes a reference of the carton', async () => {
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('SF1234567890123{Enter}');
    expect(await screen.findByText('SF1234567890123')).toBeVisible();
    expect(screen.getByLabelText('Téléphone du client')).toHaveValue('');
  });

  test('a scanned mark proposes its last owner with their contents, and Enter registers', async () => {
    serveur.use(
      http.get('*/api/v1/colis/proposition', () =>
        HttpResponse.json({
          client: AWA,
          gabarits: [
            {
              mode: 'cargo',
              categorie: 'standard',
              contenu: 'Tissus',
              dimensions_mm: null,
              nombre_pieces: 1,
              fois: 4,
            },
          ],
        }),
      ),
    );
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    act(() => deliver('TSM-AWA'));
    expect(await screen.findByText('AWA : Awa Traoré')).toBeVisible();
    expect(screen.getByLabelText('Contenu')).toHaveValue('Tissus');
    act(() => tellPoids({ poids_g: 3_456, source_poids: 'balance', trame_balance: 'stgs/serie' }));
    expect(screen.getByLabelText('Poids')).toHaveValue('3,456');
    await clavier.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(async () => expect(await captured()).toHaveLength(1));
    const [op] = await captured();
    expect(op?.enveloppe.payload).toMatchObject({
      client: { telephone: '+22376123456' },
      contenu: 'Tissus',
      poids_g: 3_456,
      source_poids: 'balance',
      trame_balance: 'stgs/serie',
      references_externes: ['AWA'],
    });
    expect(imprimees).toMatchObject([{ motif: 'premiere', colis_id: op?.enveloppe.entity_id }]);
  });

  test('an unknown number is kept and the phone is asked; the same scan again is said so', async () => {
    serveur.use(
      http.get('*/api/v1/colis/proposition', () =>
        HttpResponse.json({ client: null, gabarits: [] }),
      ),
    );
    renderPage(<Reception />);
    await focused('telephone');
    act(() => deliver('SF1234567890123', 0));
    expect(await screen.findByText(/SF1234567890123 : à qui est-ce/)).toBeVisible();
    await focused('telephone');
    act(() => deliver('SF1234567890123', 10_000));
    expect(await screen.findByText('SF1234567890123 est déjà sur ce colis.')).toBeVisible();
  });

  test('words of danger ask their question, and the label carries the mark', async () => {
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('76123456');
    await screen.findByText('Awa Traoré');
    await clavier.keyboard('{Enter}');
    await focused('total');
    await clavier.type(screen.getByLabelText('Contenu'), 'power bank 30000mAh 3,7V');
    expect(screen.getByText(/Plus de 100 Wh : combien exactement/)).toBeVisible();
    await clavier.type(screen.getByLabelText('Poids'), '2');
    await clavier.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByText(/en attente d’un admin/)).toBeVisible();
    expect(imprimees).toMatchObject([{ etiquette: { danger: 'UN 3480' } }]);
  });

  test('a printed command confirms, sets the category, and an unknown one is refused aloud', async () => {
    renderPage(<Reception />);
    await focused('telephone');
    act(() => deliver('TS-CMD-CATEGORIE-COSMETIQUE'));
    expect(screen.getByRole('radio', { name: /Cosmétique/ })).toBeChecked();
    act(() => deliver('TS-CMD-CONFIRMER'));
    expect(await screen.findAllByText('À qui est ce colis ?')).not.toHaveLength(0);
    act(() => deliver('TS-CMD-DANSER'));
    expect(await screen.findByText(/Commande inconnue : DANSER/)).toBeVisible();
  });
});
