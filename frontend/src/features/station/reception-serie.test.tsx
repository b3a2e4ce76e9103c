import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { captured, fill, fillAwa, imprimees, installBench, nextCarton } from '../../../tests/banc';
import { champ, openBench, proposeNobody, scan, weigh } from '../../../tests/scans';
import { prefer } from './preferences';

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

describe('the same client again', () => {
  test('is put on the carton already scanned and weighed, with their goods as a proposal', async () => {
    await openBench();
    await fillAwa({ contenu: 'Savons' });
    fireEvent.click(screen.getByRole('radio', { name: /Cosmétique/ }));
    scan('TS-CMD-CONFIRMER');
    await waitFor(() => expect(champ('telephone')).toHaveValue(''));
    scan('SF1234567890123');
    await screen.findByText(/à qui est-ce/);
    weigh(4_200);
    scan('TS-CMD-MEME-CLIENT');
    await waitFor(() => expect(champ('telephone')).toHaveValue('+223 76 12 34 56'));
    scan('TS-CMD-CONFIRMER');
    await waitFor(async () => expect(await captured()).toHaveLength(2));
    expect((await captured())[1]?.enveloppe.payload).toMatchObject({
      client: { telephone: '+22376123456' },
      poids_g: 4_200,
      references_externes: ['SF1234567890123'],
      categorie: 'cosmetique',
      contenu: 'Savons',
    });
  });

  test('right after the confirming key is the one being confirmed, not the one before', async () => {
    await openBench();
    await fillAwa();
    scan('TS-CMD-CONFIRMER');
    await nextCarton();
    fill('telephone', '0701234567');
    await screen.findByPlaceholderText('Awa Traoré');
    fill('nom', 'Koffi Yao');
    fill('poids', '4');
    fill('contenu', 'Tissu');
    fireEvent.keyDown(window, { key: 'Enter', ctrlKey: true });
    fireEvent.keyDown(window, { key: 'F2' });
    await waitFor(async () => expect(await captured()).toHaveLength(2));
    expect(await screen.findByText('Koffi Yao', { selector: 'p' })).toBeVisible();
    expect(screen.queryByText('Awa Traoré', { selector: 'p' })).toBeNull();
    expect(champ('contenu')).toHaveValue('Tissu');
  });
});

test('a number scanned while a carton is being written is the next one’s', async () => {
  await openBench();
  scan('SF1234567890123');
  await screen.findByText(/à qui est-ce/);
  await fillAwa();
  scan('TS-CMD-CONFIRMER');
  scan('SF9876543210987');
  await waitFor(async () => expect(await captured()).toHaveLength(1));
  expect(await screen.findByText('SF9876543210987')).toBeVisible();
  expect(champ('poids')).toHaveValue('');
  expect((await captured())[0]?.enveloppe.payload.references_externes).toEqual(['SF1234567890123']);
});

describe('a series', () => {
  const labels = (): string[] =>
    imprimees.map((une) => {
      const { rang, total } = (une as unknown as { etiquette: { rang: number; total: number } })
        .etiquette;
      return `${rang}/${total}`;
    });

  test('grows before its first label only: no label ever says another total', async () => {
    await openBench();
    await fillAwa();
    scan('TS-CMD-SUIVANT');
    await screen.findByText('2 /');
    weigh(2_000);
    scan('TS-CMD-SUIVANT');
    expect(await screen.findByText(/les étiquettes disent 2/)).toBeVisible();
    fill('total', '5');
    expect(champ('total')).toHaveValue('2');
    scan('TS-CMD-CARTONS-4');
    expect(champ('total')).toHaveValue('2');
    scan('TS-CMD-CONFIRMER');
    await waitFor(() => expect(labels()).toEqual(['1/2', '2/2']));
    await screen.findByText('1 /');
  });

  test('a number scanned on a finished carton goes to the next one of it', async () => {
    prefer({ avance: true });
    await openBench();
    scan('SF1234567890123');
    await screen.findByText(/à qui est-ce/);
    await fillAwa();
    fill('total', '2');
    scan('SF9876543210987');
    expect(await screen.findByText(/SF9876543210987 est noté sur le carton 2\/2/)).toBeVisible();
    weigh(2_000);
    scan('TS-CMD-CONFIRMER');
    await waitFor(async () => expect(await captured()).toHaveLength(2));
    expect(
      (await captured()).map(({ enveloppe }) => enveloppe.payload.references_externes),
    ).toEqual([['SF1234567890123'], ['SF9876543210987']]);
  });
});
