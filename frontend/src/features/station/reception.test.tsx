import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { renderPage } from '../../../tests/appuis';
import { captured, focused, installBench, noNetwork } from '../../../tests/banc';
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

describe('the bench, hands on the keyboard', () => {
  test('a known client is registered with Enter alone, and the next phone is awaited', async () => {
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('76123456');
    await screen.findByText('Awa Traoré');
    await clavier.keyboard('{Enter}');
    await focused('total');
    await clavier.keyboard('{Enter}');
    await focused('poids');
    await clavier.keyboard('12,5{Enter}');
    await focused('longueur');
    await clavier.keyboard('{Enter}');
    await focused('mode');
    await clavier.keyboard('1');
    await focused('categorie');
    await clavier.keyboard('1');
    await focused('contenu');
    await clavier.keyboard('Chaussures');
    expect(await screen.findByText(/^137.500.FCFA$/, { selector: '.text-4xl' })).toBeVisible();
    expect(screen.queryByText('estimé')).toBeNull();
    await clavier.keyboard('{Enter}');
    await focused('valeur');
    await clavier.keyboard('{Enter}');
    await focused('valider');
    await clavier.keyboard('{Enter}');
    await focused('telephone');
    const [op] = await captured();
    expect(op?.enveloppe.payload).toMatchObject({
      client: { nom: 'Awa Traoré', telephone: '+22376123456', pays: 'ML' },
      poids_g: 12_500,
      categorie: 'standard',
      contenu: 'Chaussures',
    });
    expect(op?.enveloppe.entity_id).toBe(op?.enveloppe.payload.id);
    await waitFor(async () => expect(await captured('etiquette.reimprimer')).toHaveLength(1));
  });

  test('an unknown number asks for a name and a country digit, nothing more', async () => {
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('0701234567{Enter}');
    await focused('nom');
    await clavier.keyboard('Koffi Yao{Enter}');
    await focused('pays');
    await clavier.keyboard('2');
    await focused('total');
    await clavier.keyboard('{Enter}4{Enter}{Enter}');
    await clavier.keyboard('{Control>}{Enter}{/Control}');
    // Contents are missing: nothing is captured and the eye is sent there.
    await focused('contenu');
    expect(await captured()).toHaveLength(0);
    await clavier.keyboard('Tissu{Control>}{Enter}{/Control}');
    await waitFor(async () => expect(await captured()).toHaveLength(1));
    const [op] = await captured();
    expect(op?.enveloppe.payload).toMatchObject({
      client: { nom: 'Koffi Yao', telephone: '+2250701234567', pays: 'CI' },
      pays_destination: 'CI',
      poids_g: 4_000,
    });
  });

  test('without a network the carton is captured all the same and the price says "estimé"', async () => {
    const clavier = userEvent.setup({ delay: null });
    const { client, unmount } = renderPage(<Reception />);
    await waitFor(() => expect(client.getQueryData(['tarifs', 'station'])).toBeDefined());
    unmount();
    noNetwork();
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('76123456{Enter}');
    await focused('nom');
    await clavier.keyboard('Awa{Enter}');
    await clavier.keyboard('{Enter}{Enter}2,5{Enter}60x40x35{Enter}');
    await focused('mode');
    // 60 × 40 × 35 cm over 6000 is 14 kg: the volume is billed.
    expect(await screen.findByText('estimé')).toBeVisible();
    expect(screen.getByText(/^140.000.FCFA$/)).toBeVisible();
    await clavier.keyboard('1');
    await focused('categorie');
    await clavier.keyboard('1');
    await focused('contenu');
    await clavier.keyboard('Tissu{Control>}{Enter}{/Control}');
    await waitFor(async () => expect(await captured()).toHaveLength(1));
    expect(await screen.findByText('en attente d’envoi')).toBeVisible();
  });

  test('a weight that is no weight keeps the hands on the scale', async () => {
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('76123456');
    await screen.findByText('Awa Traoré');
    await clavier.keyboard('{Enter}{Enter}');
    await focused('poids');
    await clavier.keyboard('douze{Enter}');
    await focused('poids');
    expect(screen.getAllByText(/Un poids en kg/)).toHaveLength(2);
  });

  test('three cartons of one client: the second keeps the client and waits for its weight', async () => {
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('76123456');
    await screen.findByText('Awa Traoré');
    await clavier.keyboard('{Enter}');
    await focused('total');
    await clavier.keyboard('3{Enter}2{Enter}{Enter}{Enter}{Enter}');
    await focused('contenu');
    await clavier.keyboard('Tissu{Control>}{Enter}{/Control}');
    await focused('poids');
    expect(screen.getByText('2 /')).toBeVisible();
    await clavier.keyboard('3{Control>}{Enter}{/Control}');
    await waitFor(async () => expect(await captured()).toHaveLength(2));
    const payloads = (await captured()).map(({ enveloppe }) => enveloppe.payload);
    const rangs = payloads.map(({ rang, total }) => `${rang}/${total}`).sort();
    expect(rangs).toEqual(['1/3', '2/3']);
    expect(new Set(payloads.map(({ envoi_id }) => envoi_id)).size).toBe(1);
  });

  test('F2 serves the same client again', async () => {
    const clavier = userEvent.setup({ delay: null });
    renderPage(<Reception />);
    await focused('telephone');
    await clavier.keyboard('76123456');
    await screen.findByText('Awa Traoré');
    await clavier.keyboard('{Enter}{Enter}2{Enter}{Enter}{Enter}{Enter}Tissu');
    await clavier.keyboard('{Control>}{Enter}{/Control}');
    await focused('telephone');
    await screen.findByLabelText('Derniers colis de ce poste');
    await clavier.keyboard('{F2}');
    await focused('poids');
    expect(screen.getByDisplayValue('+223 76 12 34 56')).toBeVisible();
  });
});
