import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { database } from '@/offline/db';
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

const ADMIN = /Un admin doit aussi la classer \(Appareils › Refusées\)/;

test.each<[TypeOperation, Record<string, unknown>]>([
  ['encaissement.enregistrer', { somme: 5_000, moyen: 'especes' }],
  ['caisse.ouvrir', {}],
  ['remise.effectuer', { encaissement: { somme: 5_000, moyen: 'wave' } }],
])('who files a refused %s is told that the till waits for an admin', async (type, payload) => {
  await refused(type, payload);
  renderPage(<Envois />);
  await userEvent.click(await screen.findByRole('button', { name: 'Classer' }));
  const question = await screen.findByRole('dialog');
  expect(question).toHaveTextContent(ADMIN);
  await userEvent.click(within(question).getByRole('button', { name: 'Classer' }));
  await screen.findByText('Rien à revoir');
});

test.each<[TypeOperation, Record<string, unknown>]>([
  ['vol.charger', {}],
  ['remise.effectuer', {}],
])('a refused %s that holds no till back is filed without a word of it', async (type, payload) => {
  await refused(type, payload);
  renderPage(<Envois />);
  await userEvent.click(await screen.findByRole('button', { name: 'Classer' }));
  expect(await screen.findByRole('dialog')).not.toHaveTextContent(ADMIN);
});

test('a payment kept with a remark is filed without an admin', async () => {
  serveur.verdicts = { 'encaissement.enregistrer': 'applied_with_conflict' };
  serveur.reponses = { 'encaissement.enregistrer': { conflit: 'trop_percu' } };
  await capture({
    type: 'encaissement.enregistrer',
    entity_id: '0199a000-0000-7000-8000-0000000000c1',
    payload: { somme: 5_000, moyen: 'especes' },
    resume: '5000',
  });
  await syncNow(true);
  expect(await (await database()).count('attente')).toBe(0);
  renderPage(<Envois />);
  await userEvent.click(await screen.findByRole('button', { name: 'Classer' }));
  expect(await screen.findByRole('dialog')).not.toHaveTextContent(ADMIN);
});
