import { fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { parseCodeSuivi } from '@/lib/code-suivi';
import { database } from '@/offline/db';
import { keepReading } from '@/offline/lecture';
import { renderPage, signIn } from '../../../tests/appuis';
import { deleteBase } from '../../../tests/hors-ligne';
import { PointagePage } from './pointage';

const VOL = '0199a000-0000-7000-8000-0000000000f1';
const vol = { id: VOL, numero: 'ET608', mode: 'express', statut: 'arrive', remplissage: {} };
const etat = {
  attendus: 0,
  pointes: 0,
  manquants: 0,
  surplus: 0,
  endommages: 0,
  statut: 'arrive',
  liste: [],
};

const serveur = setupServer(http.all('*/api/v1/*', () => HttpResponse.error()));
beforeAll(() => serveur.listen({ onUnhandledRequest: 'bypass' }));
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());
beforeEach(deleteBase);

async function open(actions: string[]): Promise<void> {
  signIn({ fonction: 'admin', role: 'admin_mali', actions: ['pointage.lire', ...actions] });
  await keepReading(`/vols/${VOL}?{}`, vol);
  await keepReading(`/vols/${VOL}/pointage?{}`, etat);
  renderPage(<PointagePage />, { path: `/pointage/${VOL}`, route: '/pointage/:volId' });
  await screen.findByText('ET608');
}

const fill = (libelle: RegExp, value: string): void => {
  fireEvent.change(screen.getByLabelText(libelle), { target: { value } });
};

test('a carton nobody registered is added with the network down, code and all', async () => {
  await open(['colis.ajouter_arrivee']);
  fireEvent.click(await screen.findByRole('button', { name: 'Ajouter un colis' }));
  fill(/^Téléphone/, '76123456');
  fill(/^Nom/, 'Awa Traoré');
  fill(/^Poids/, '12,5');
  fill(/^Contenu/, 'Tissus');
  fill(/^Pourquoi/, 'sans étiquette');
  fireEvent.click(screen.getByRole('button', { name: 'Enregistrer' }));
  await waitFor(async () => expect(await (await database()).count('ops')).toBe(1));
  const [op] = await (await database()).getAll('ops');
  if (!op) throw new Error('nothing was written');
  const { type, entity_id, payload } = op.enveloppe;
  expect(type).toBe('colis.ajouter_arrivee');
  expect(payload).toEqual({
    id: entity_id,
    code_suivi: parseCodeSuivi(String(payload.code_suivi)),
    vol_id: VOL,
    client: { nom: 'Awa Traoré', telephone: '+22376123456', pays: 'ML' },
    poids_g: 12_500,
    source_poids: 'manuel',
    mode: 'express',
    categorie: 'standard',
    contenu: 'Tissus',
    motif: 'sans étiquette',
    survenu_le: payload.survenu_le,
  });
  await waitFor(() =>
    expect(screen.queryByText('Ajouter un colis', { selector: 'h2' })).toBeNull(),
  );
});

test('what is missing is said beside its field, and nothing is written', async () => {
  await open(['colis.ajouter_arrivee']);
  fireEvent.click(await screen.findByRole('button', { name: 'Ajouter un colis' }));
  fill(/^Téléphone/, '123');
  fireEvent.change(screen.getByLabelText(/^Catégorie/), { target: { value: 'telephone' } });
  fireEvent.click(screen.getByRole('button', { name: 'Enregistrer' }));
  expect(await screen.findByText('Numéro incomplet ou faux.')).toBeVisible();
  expect(screen.getByText('Combien de pièces.')).toBeVisible();
  expect(await (await database()).count('ops')).toBe(0);
});

test('it is offered to those who may add a carton only', async () => {
  await open(['pointage.scanner']);
  expect(screen.queryByRole('button', { name: 'Ajouter un colis' })).toBeNull();
});
