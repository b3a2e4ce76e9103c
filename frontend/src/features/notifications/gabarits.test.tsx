import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { renderPage, signIn } from '../../../tests/appuis';
import { Gabarits } from './gabarits';

const MAISON = 'Bonjour {client}, {nombre} reçus.';
let versions = [
  { version: 0, texte: MAISON, cree_le: null as string | null, auteur: null as string | null },
];
let ecrits: Record<string, string>[] = [];

const commun = { pays: 'ML', etape: 'recu', canal: 'whatsapp', langue: 'fr' };
const serveur = setupServer(
  http.get('*/api/v1/gabarits', () => HttpResponse.json([])),
  http.get('*/api/v1/gabarits/versions', () =>
    HttpResponse.json(versions.map((une) => ({ ...commun, ...une }))),
  ),
  http.post('*/api/v1/gabarits/apercu', async ({ request }) => {
    const { texte } = (await request.json()) as { texte: string };
    const inconnus = [...texte.matchAll(/\{([a-z_.]+)\}/g)]
      .map(([, mot]) => mot ?? '')
      .filter((mot) => !['client', 'nombre', 'lien'].includes(mot));
    return HttpResponse.json({
      texte: texte.replace('{client}', 'Awa *Traoré*').replace('{nombre}', '2 cartons'),
      inconnus,
      mots: ['client', 'colis.code', 'lien', 'nombre'],
      longueur: texte.length,
      maximum: 4000,
      segments: texte.includes('ê') ? 2 : 1,
      places: texte.length,
      places_par_sms: texte.includes('ê') ? 67 : 160,
      hors_alphabet: texte.includes('ê') ? 'ê' : '',
    });
  }),
  http.patch('*/api/v1/gabarits', async ({ request }) => {
    const corps = (await request.json()) as Record<string, string>;
    ecrits.push(corps);
    const version = versions.length;
    versions = [
      { version, texte: corps.texte ?? '', cree_le: '2026-11-21T04:00:00Z', auteur: 'Fatoumata' },
      ...versions,
    ];
    return HttpResponse.json({ ...commun, version, texte: corps.texte });
  }),
);
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  serveur.resetHandlers();
  versions = [{ version: 0, texte: MAISON, cree_le: null, auteur: null }];
  ecrits = [];
});
afterAll(() => serveur.close());

function open(actions = ['notification.lire', 'reglage.modifier']) {
  signIn({ fonction: 'admin', role: 'admin_mali', actions });
  renderPage(<Gabarits />, { path: '/messages?onglet=textes' });
}

const champ = () => screen.findByLabelText('Texte du message');

test('le texte se lit comme le client le lira, ses étoiles en gras', async () => {
  open();
  expect(await screen.findByText('Traoré', { selector: 'strong' })).toBeVisible();
  expect(screen.getByText(/2 cartons reçus/)).toBeVisible();
});

test('Ctrl+Entrée enregistre une version en un seul appel, qui passe en service', async () => {
  const user = userEvent.setup();
  open();
  await user.type(await champ(), ' Merci.{Control>}{Enter}{/Control}');
  expect(await screen.findByText('v1')).toBeVisible();
  expect(screen.getByText(/Fatoumata/)).toBeVisible();
  expect(ecrits).toEqual([{ ...commun, texte: `${MAISON} Merci.` }]);
});

test('un mot inconnu est nommé et ne s’enregistre pas', async () => {
  const user = userEvent.setup();
  open();
  await user.type(await champ(), ' {{solde}');
  expect(await screen.findByText(/ne connaît pas \{solde\}/)).toBeVisible();
  expect(screen.getByRole('button', { name: /Enregistrer une version/ })).toBeDisabled();
});

test('un mot offert s’insère là où est le curseur', async () => {
  const user = userEvent.setup();
  open();
  const zone = await champ();
  await user.click(await screen.findByRole('button', { name: 'Insérer lien' }));
  expect(zone).toHaveValue(`${MAISON}{lien}`);
});

test('une version ancienne revient dans l’éditeur sans rien envoyer', async () => {
  versions = [
    { version: 1, texte: 'Autre texte', cree_le: '2026-11-21T04:00:00Z', auteur: 'Fatoumata' },
    ...versions,
  ];
  const user = userEvent.setup();
  open();
  await user.click(await screen.findByRole('button', { name: 'Reprendre la version 0' }));
  expect(await champ()).toHaveValue(MAISON);
  expect(ecrits).toEqual([]);
});

test('le refus du serveur est dit', async () => {
  serveur.use(
    http.patch('*/api/v1/gabarits', () =>
      HttpResponse.json(
        {
          code: 'gabarit_invalide',
          title: 'Gabarit invalide',
          detail: 'Corrigez-le.',
          status: 422,
        },
        { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
      ),
    ),
  );
  const user = userEvent.setup();
  open();
  await user.type(await champ(), ' Merci.{Control>}{Enter}{/Control}');
  expect(await screen.findByText(/Corrigez-le/)).toBeVisible();
});

test('le SMS d’une étape se rédige à part et dit ce qu’il coûte', async () => {
  const user = userEvent.setup();
  open();
  await champ();
  const etapes = screen.getByRole('navigation', { name: 'Étapes' });
  await user.click(within(etapes).getByRole('button', { name: /^Disponible par SMS/ }));
  await user.type(await champ(), ' Merci.');
  expect(await screen.findByText(/40 \/ 160 places/)).toBeVisible();
  await user.type(await champ(), ' ê{Control>}{Enter}{/Control}');
  expect(await screen.findByText(/deux fois moins à cause de : ê/)).toBeVisible();
  expect(ecrits).toEqual([
    { ...commun, canal: 'sms', etape: 'disponible', texte: `${MAISON} Merci. ê` },
  ]);
});

test('un brouillon reste quand on regarde une autre étape', async () => {
  const user = userEvent.setup();
  open();
  await user.type(await champ(), ' Merci.');
  const etapes = screen.getByRole('navigation', { name: 'Étapes' });
  await user.click(within(etapes).getByRole('button', { name: /^Remis/ }));
  expect(within(etapes).getByText('modifié')).toBeVisible();
  await user.click(within(etapes).getByRole('button', { name: /^Reçu/ }));
  expect(await champ()).toHaveValue(`${MAISON} Merci.`);
});

test('qui ne règle rien lit sans écrire', async () => {
  open(['notification.lire']);
  expect(await champ()).toHaveAttribute('readonly');
  expect(screen.queryByRole('button', { name: /Enregistrer/ })).toBeNull();
});
