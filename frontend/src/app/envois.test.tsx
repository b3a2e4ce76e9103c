import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LIGNES_MAX } from '@/offline/etat';
import { capture } from '@/offline/outbox';
import { syncNow } from '@/offline/sync';
import type { TypeOperation } from '@/offline/types';
import { renderPage, signIn } from '../../tests/appuis';
import { freshDevice, scan } from '../../tests/hors-ligne';
import type { ServeurSync } from '../../tests/serveur-sync';
import { Envois } from './envois';

let serveur: ServeurSync;

beforeEach(async () => {
  serveur = await freshDevice();
  signIn();
});
afterEach(() => vi.unstubAllGlobals());

async function refused(type: TypeOperation, payload: Record<string, unknown> = {}): Promise<void> {
  serveur.verdicts = { [type]: 'rejected' };
  const entity_id = '0199a000-0000-7000-8000-0000000000c1';
  await capture({ type, entity_id, payload, resume: type });
  await syncNow(true);
}

test('a refusal is at the top of a long list, and the keyboard reaches its end', async () => {
  for (let n = 0; n < LIGNES_MAX + 4; n += 1) {
    const { op_id } = await scan(`TS-${n}`);
    serveur.retenues.add(op_id);
  }
  await refused('remise.effectuer');
  renderPage(<Envois />);
  expect(await screen.findByText(`À revoir (${LIGNES_MAX + 5})`)).toBeVisible();
  const liste = (await screen.findByText('Déjà chargé.')).closest('ul');
  if (!liste) throw new Error('no list');
  const lignes = (): HTMLElement[] => within(liste).getAllByRole('listitem');
  expect(lignes()[0]).toHaveTextContent('Déjà chargé.');
  expect(lignes()).toHaveLength(LIGNES_MAX);
  const suite = screen.getByRole('button', { name: 'Voir la suite' });
  suite.focus();
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(lignes()).toHaveLength(LIGNES_MAX + 5));
  await waitFor(() => expect(lignes()[LIGNES_MAX]).toHaveFocus());
  expect(screen.queryByRole('button', { name: 'Voir la suite' })).not.toBeInTheDocument();
});
