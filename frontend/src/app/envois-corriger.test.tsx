import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { database } from '@/offline/db';
import { keepReading } from '@/offline/lecture';
import { capture, type Saisie } from '@/offline/outbox';
import { syncNow } from '@/offline/sync';
import type { TypeOperation } from '@/offline/types';
import { renderPage, signIn } from '../../tests/appuis';
import { freshDevice, VOL } from '../../tests/hors-ligne';
import type { ServeurSync } from '../../tests/serveur-sync';
import { Envois } from './envois';

let serveur: ServeurSync;
const AUTRE_VOL = '0199a000-0000-7000-8000-0000000000f2';
const COLIS = '0199a000-0000-7000-8000-0000000000c1';

beforeEach(async () => {
  serveur = await freshDevice();
  signIn();
});
afterEach(() => vi.unstubAllGlobals());

/** Refused by the server, then the network goes: the repair list is all there is. */
async function refused(type: TypeOperation, payload: object, plus: Partial<Saisie> = {}) {
  serveur.verdicts = { [type]: 'rejected' };
  const { op_id } = await capture({
    type,
    entity_id: COLIS,
    payload: payload as Record<string, unknown>,
    resume: 'A',
    ...plus,
  });
  await syncNow(true);
  await keepReading('/vols?{"statut":"ouvert","limite":50}', {
    items: [
      { id: VOL, numero: 'ET 1', mode: 'cargo' },
      { id: AUTRE_VOL, numero: 'ET 2', mode: 'cargo' },
    ],
  });
  await keepReading('/vols?{"statut":"cloture,parti,arrive,en_douane","limite":100}', {
    items: [
      { id: VOL, numero: 'ET 1' },
      { id: AUTRE_VOL, numero: 'ET 2' },
    ],
  });
  await keepReading('/emplacements?{"limite":200,"actif":true}', {
    items: [
      { id: 'e1', code: 'A-01' },
      { id: 'e2', code: 'B-07' },
    ],
  });
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  renderPage(<Envois />);
  return op_id;
}

async function correct(libelle: string, valeur: string): Promise<void> {
  await userEvent.click(await screen.findByRole('button', { name: 'Corriger et renvoyer' }));
  const champ = await screen.findByLabelText(new RegExp(`^${libelle}`));
  if (champ instanceof HTMLSelectElement) {
    await waitFor(() => expect([...champ.options].map((une) => une.value)).toContain(valeur));
  }
  fireEvent.change(champ, { target: { value: valeur } });
  expect(champ).toHaveValue(valeur);
  const boutons = screen.getAllByRole('button', { name: 'Corriger et renvoyer', hidden: true });
  await userEvent.click(boutons.at(-1) as HTMLElement);
}

async function corrections(op_id: string) {
  const base = await database();
  const ops = (await base.getAll('ops')).map(({ enveloppe }) => enveloppe);
  return ops.filter(({ remplace }) => remplace === op_id);
}

async function correctionOf(op_id: string) {
  await waitFor(async () => expect(await corrections(op_id)).toHaveLength(1));
  const [faite] = await corrections(op_id);
  if (!faite) throw new Error('nothing was sent again');
  return faite;
}

test('a refused loading leaves again on another open flight, and names the refused one', async () => {
  const op_id = await refused(
    'vol.charger',
    { vol_id: VOL, code: 'CODE' },
    {
      entity_id: VOL,
    },
  );
  await screen.findByText('Déjà chargé.');
  await correct('Vol', AUTRE_VOL);
  const faite = await correctionOf(op_id);
  expect(faite).toMatchObject({ entity_id: AUTRE_VOL, payload: { vol_id: AUTRE_VOL } });
  expect(faite.op_id).not.toBe(op_id);
  expect(await screen.findByText('Rien à revoir')).toBeInTheDocument();
});

test.each<[TypeOperation, object, string, string, object]>([
  [
    'colis.peser',
    { colis_id: COLIS, id: 'p', poids_g: 90_000, source_poids: 'balance', trame_balance: 'x' },
    'Poids',
    '9,5',
    { colis_id: COLIS, id: 'p', poids_g: 9_500, source_poids: 'manuel' },
  ],
  [
    'colis.annuler',
    { colis_id: COLIS, motif: 'oups' },
    'Motif',
    'doublon',
    { colis_id: COLIS, motif: 'doublon' },
  ],
  [
    'rangement.placer',
    { colis_id: COLIS, emplacement_id: 'e1' },
    'Emplacement',
    'e2',
    { colis_id: COLIS, emplacement_id: 'e2' },
  ],
  [
    'pointage.scanner',
    { vol_id: VOL, id: 's', code: 'CODE', etat: 'conforme' },
    'Code du colis',
    'AUTRE',
    { vol_id: VOL, id: 's', code: 'AUTRE', etat: 'conforme' },
  ],
  [
    'remise.effectuer',
    { id: 'r', colis_ids: [COLIS], preuve: { type: 'piece', nature: 'cni', numero: '1' } },
    'Numéro de la pièce',
    'ML-22',
    { id: 'r', colis_ids: [COLIS], preuve: { type: 'piece', nature: 'cni', numero: 'ML-22' } },
  ],
  [
    'colis.ajouter_arrivee',
    { id: COLIS, client: { nom: 'Awa', telephone: '+22300' }, poids_g: 1_000, motif: 'oublié' },
    'Téléphone',
    '76123456',
    {
      id: COLIS,
      client: { nom: 'Awa', telephone: '+22376123456' },
      poids_g: 1_000,
      motif: 'oublié',
    },
  ],
  [
    'client.modifier',
    { client_id: COLIS, nom: 'Awa', telephone: '+22376123456' },
    'Téléphone',
    '+22376123499',
    { client_id: COLIS, nom: 'Awa', telephone: '+22376123499' },
  ],
])(
  'a refused %s is put right where it is listed',
  async (type, payload, libelle, valeur, apres) => {
    const op_id = await refused(type, payload);
    await correct(libelle, valeur);
    expect((await correctionOf(op_id)).payload).toEqual(apres);
  },
);

test('a field that cannot be read holds the correction back', async () => {
  await refused('colis.peser', { colis_id: COLIS, id: 'p', poids_g: 90_000 });
  await correct('Poids', 'lourd');
  expect(await screen.findByText('Vérifiez ce champ.')).toBeInTheDocument();
  expect(await (await database()).count('ops')).toBe(1);
});

test.each<[TypeOperation, RegExp]>([
  ['vol.decharger', /déchargement n’a rien à corriger/],
  ['etiquette.reimprimer', /déjà imprimée/],
])('a refused %s says why it can only be sent again or filed', async (type, raison) => {
  await refused(type, { colis_id: COLIS });
  expect(await screen.findByText(raison)).toBeInTheDocument();
  expect(screen.queryByText('Corriger et renvoyer')).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Renvoyer tel quel' })).toBeInTheDocument();
});

test('a refused intake opens the bench on that very carton', async () => {
  const op_id = await refused('colis.enregistrer', { id: COLIS, code_suivi: 'X' });
  const lien = await screen.findByRole('link', { name: 'Corriger et renvoyer' });
  expect(lien).toHaveAttribute('href', `/reception?corriger=${op_id}`);
});
