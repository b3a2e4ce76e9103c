import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { database } from '@/offline/db';
import { captured, fill, fillAwa, installBench, nextCarton } from '../../../tests/banc';
import { champ, openBench, proposeNobody, scan, weigh } from '../../../tests/scans';

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

describe('a carton that is not finished', () => {
  test('comes back when the bench opens again, and a key discards it and gives it back', async () => {
    const { unmount } = await openBench();
    scan('SF1234567890123');
    await screen.findByText(/à qui est-ce/);
    fill('poids', '12,5');
    unmount();
    await openBench();
    expect(await screen.findByText(/Carton repris/)).toBeVisible();
    expect(champ('poids')).toHaveValue('12,5');
    expect(screen.getByText('SF1234567890123')).toBeVisible();
    fireEvent.keyDown(window, { key: 'Escape' });
    await waitFor(() => expect(champ('poids')).toHaveValue(''));
    expect(screen.queryByText(/Carton repris/)).toBeNull();
    fireEvent.keyDown(champ('telephone'), { key: 'z', ctrlKey: true });
    await waitFor(() => expect(champ('poids')).toHaveValue('12,5'));
    expect(screen.getByText('SF1234567890123')).toBeVisible();
  });

  test('resumes its series at its rank, and leaves nothing behind once registered', async () => {
    const { unmount } = await openBench();
    await fillAwa();
    fill('total', '2');
    scan('TS-CMD-CONFIRMER');
    await screen.findByText('2 /');
    unmount();
    const suite = await openBench();
    expect(await screen.findByText('2 /')).toBeVisible();
    expect(screen.getByText('Awa Traoré', { selector: 'p' })).toBeVisible();
    weigh(3_000);
    scan('TS-CMD-CONFIRMER');
    await waitFor(async () => expect(await captured()).toHaveLength(2));
    await screen.findByText('1 /');
    suite.unmount();
    await openBench();
    await waitFor(async () => expect(await (await database()).count('brouillons')).toBe(0));
    expect(screen.queryByText(/Carton repris/)).toBeNull();
    const rangs = (await captured()).map(({ enveloppe: { payload } }) => payload.rang);
    expect(rangs.sort()).toEqual([1, 2]);
  });

  test('cleared by a key, it is still offered to whoever leaves the page and comes back', async () => {
    const { unmount } = await openBench();
    await fillAwa();
    scan('TS-CMD-ANNULER');
    await screen.findByRole('button', { name: /Rétablir/ });
    unmount();
    const suite = await openBench();
    fireEvent.click(await screen.findByRole('button', { name: /Rétablir/ }));
    await waitFor(() => expect(champ('contenu')).toHaveValue('Tissus'));
    expect(champ('poids')).toHaveValue('12,5');
    scan('TS-CMD-CONFIRMER');
    await nextCarton();
    suite.unmount();
    await openBench();
    await act(() => new Promise((resolve) => setTimeout(resolve, 300)));
    expect(screen.queryByRole('button', { name: /Rétablir/ })).toBeNull();
  });

  test('the last keystroke is written as the page goes away', async () => {
    await openBench();
    // The bench has looked for a carton left unfinished.
    await act(() => new Promise((resolve) => setTimeout(resolve, 100)));
    fill('contenu', 'Chaussures 24 paires');
    window.dispatchEvent(new Event('pagehide'));
    const lignes = await (await database()).getAll('brouillons');
    expect(lignes.find(({ part }) => part === 'saisie')?.valeur).toMatchObject({
      contenu: 'Chaussures 24 paires',
    });
  });
});
