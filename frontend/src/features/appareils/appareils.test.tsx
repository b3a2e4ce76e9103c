import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http as msw } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { renderPage, signIn } from '../../../tests/appuis';
import { Appareils } from './appareils';
import { Importer } from './importer';
import type { Appareil, Quarantaine } from './queries';
import { missingOf } from './table-appareils';

const API = 'http://localhost/api/v1';
const serveur = setupServer();
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());

const AWA = { id: '0199a000-0000-7000-8000-00000000aaaa', nom: 'Awa Traoré' };

const APPAREIL: Appareil = {
  id: '0199a000-0000-7000-8000-0000000000d1',
  poste_id: null,
  nom: 'Chrome Android',
  user: AWA,
  pays: 'ML',
  serie: 'P7K2',
  avec_cle: true,
  enrole_le: '2026-11-01T08:00:00Z',
  contact_le: '2026-11-20T08:00:00Z',
  seq_contigue: 40,
  seq_declaree: 45,
  trous: [
    [41, 43],
    [45, 45],
  ],
  en_attente: 5,
  photos_en_attente: 2,
  especes_en_attente: { montant: 25_000, devise: 'XOF' },
  especes_perdues: null,
  horloge_ecart_ms: 0,
  horloge_douteuse: false,
  quarantaine: 1,
  ecarts: [
    {
      type: 'encaissement.enregistrer',
      declare: 3,
      recu: 2,
      especes_declarees: { montant: 15_000, devise: 'XOF' },
      especes_recues: { montant: 10_000, devise: 'XOF' },
    },
  ],
  etat: 'silencieux',
  motif: '',
};

const QUARANTAINE: Quarantaine = {
  id: '0199a000-0000-7000-8000-0000000000b1',
  op_id: '0199a000-0000-7000-8000-0000000000b2',
  type: 'encaissement.enregistrer',
  motif: 'sans_signature',
  etat: 'en_attente',
  auteur: AWA,
  pays: 'ML',
  appareil_id: APPAREIL.id,
  seq: 41,
  capturee_le: '2026-11-20T08:00:00Z',
  recue_le: '2026-11-20T09:00:00Z',
  horloge_ecart_ms: 0,
  especes: { montant: 25_000, devise: 'XOF' },
  payload: { moyen: 'especes' },
  remplace: null,
  importe_par: null,
  decision: '',
  reglee_le: null,
  reglee_par: null,
  reglement_motif: '',
  statut: 'quarantaine',
  probleme: null,
};

const ACTIONS = [
  'appareil.lire',
  'appareil.gerer',
  'quarantaine.lire',
  'quarantaine.regler',
  'sync.importer',
];

let envois: { chemin: string; corps: unknown }[];

beforeEach(() => {
  envois = [];
  const noter = async ({ request }: { request: Request }) => {
    envois.push({ chemin: new URL(request.url).pathname, corps: await request.json() });
    return HttpResponse.json({});
  };
  serveur.use(
    msw.get(`${API}/appareils`, () => HttpResponse.json({ items: [APPAREIL], suivant: null })),
    msw.get(`${API}/sync/quarantaine`, () =>
      HttpResponse.json({ items: [QUARANTAINE], suivant: null }),
    ),
    msw.post(`${API}/appareils/:id/perdu`, noter),
    msw.post(`${API}/sync/quarantaine/:id`, noter),
    msw.post(`${API}/sync/operations/:id/classement`, noter),
    msw.post(`${API}/appareils/:id/ecart`, noter),
  );
});

test('what is missing counts every number of each gap', () => {
  expect(missingOf(APPAREIL)).toBe(4);
  expect(missingOf({ trous: [] })).toBe(0);
});

test('a silent device shows what it owes the server, and its cash', async () => {
  signIn({ fonction: 'admin', actions: ACTIONS });
  renderPage(<Appareils />);
  const ligne = await screen.findByText('Awa Traoré');
  const rangee = within(ligne.closest('tr') ?? document.body);
  expect(rangee.getByText('Silencieux')).toBeInTheDocument();
  expect(rangee.getByText('4 manquent')).toBeInTheDocument();
  expect(rangee.getByText('1 retenue')).toBeInTheDocument();
  expect(rangee.getByText('1 type de saisie diffère')).toBeInTheDocument();
  expect(rangee.getByText(/25\s000/)).toBeInTheDocument();
});

test('a lost device is signed off with a reason, never for less than it declared', async () => {
  signIn({ fonction: 'admin', actions: ACTIONS });
  renderPage(<Appareils />);
  await userEvent.click(await screen.findByText('Awa Traoré'));
  expect(screen.getByRole('row', { name: /^Encaissement 3/ })).toHaveTextContent(/2 · 10.000/);
  await userEvent.click(await screen.findByRole('button', { name: 'Déclarer perdu' }));
  await userEvent.type(screen.getByRole('textbox', { name: /Motif/ }), 'Volé au marché');
  await userEvent.type(screen.getByLabelText('Espèces à mettre à sa charge'), '10000');
  expect(screen.getByText('Moins que ce que l’appareil avait déclaré.')).toBeInTheDocument();
  const boutons = () => screen.getAllByRole('button', { name: 'Déclarer perdu', hidden: true });
  expect(boutons().at(-1)).toBeDisabled();
  await userEvent.clear(screen.getByLabelText('Espèces à mettre à sa charge'));
  const valider = boutons().at(-1);
  if (valider) await userEvent.click(valider);
  await waitFor(() =>
    expect(envois).toEqual([
      { chemin: `/api/v1/appareils/${APPAREIL.id}/perdu`, corps: { motif: 'Volé au marché' } },
    ]),
  );
});

test('nobody signs off their own device', async () => {
  signIn({ id: AWA.id, fonction: 'admin', actions: ACTIONS });
  renderPage(<Appareils />);
  await userEvent.click(await screen.findByText('Awa Traoré'));
  await screen.findByRole('button', { name: 'Renommer' });
  expect(screen.queryByRole('button', { name: 'Déclarer perdu' })).not.toBeInTheDocument();
});

test('a held act is settled with a reason by someone else than its author', async () => {
  signIn({ fonction: 'admin', actions: ACTIONS });
  renderPage(<Appareils />, { path: '/?onglet=quarantaine' });
  await userEvent.click(await screen.findByText('Encaissement'));
  await userEvent.click(await screen.findByRole('button', { name: 'Écarter' }));
  await userEvent.type(
    await screen.findByRole('textbox', { name: /Motif/ }),
    'Déjà payé sur place',
  );
  const valider = screen.getAllByRole('button', { name: 'Écarter', hidden: true }).at(-1);
  if (valider) await userEvent.click(valider);
  await waitFor(() =>
    expect(envois[0]).toEqual({
      chemin: `/api/v1/sync/quarantaine/${QUARANTAINE.id}`,
      corps: { decision: 'ecarter', motif: 'Déjà payé sur place' },
    }),
  );
});

test('a refused act says why and is filed so that its till can close', async () => {
  signIn({ fonction: 'admin', actions: ACTIONS });
  const refusee = {
    ...QUARANTAINE,
    etat: 'rejetee',
    motif: '',
    statut: 'rejected',
    probleme: { code: 'introuvable', detail: 'Rien ne correspond à cette demande.' },
  };
  const demandes: (string | null)[] = [];
  serveur.use(
    msw.get(`${API}/sync/quarantaine`, ({ request }) => {
      demandes.push(new URL(request.url).searchParams.get('etat'));
      return HttpResponse.json({ items: [refusee], suivant: null });
    }),
  );
  renderPage(<Appareils />, { path: '/?onglet=quarantaine&etat=rejetee' });
  expect(await screen.findByText('Rien ne correspond à cette demande.')).toBeInTheDocument();
  expect(demandes).toContain('rejetee');
  await userEvent.click(screen.getByText('Encaissement'));
  expect(screen.queryByRole('button', { name: 'Appliquer' })).not.toBeInTheDocument();
  await userEvent.click(await screen.findByRole('button', { name: 'Classer' }));
  await userEvent.type(await screen.findByRole('textbox', { name: /Motif/ }), 'Client remboursé');
  const valider = screen.getAllByRole('button', { name: 'Classer', hidden: true }).at(-1);
  if (valider) await userEvent.click(valider);
  await waitFor(() =>
    expect(envois).toEqual([
      {
        chemin: `/api/v1/sync/operations/${QUARANTAINE.op_id}/classement`,
        corps: { motif: 'Client remboursé' },
      },
    ]),
  );
});

test('a lasting difference is admitted with a reason, for no more than what is missing', async () => {
  signIn({ fonction: 'admin', actions: ACTIONS });
  renderPage(<Appareils />);
  await userEvent.click(await screen.findByText('Awa Traoré'));
  await userEvent.click(await screen.findByRole('button', { name: 'Admettre l’écart' }));
  const especes = await screen.findByLabelText('Espèces à mettre à sa charge');
  await userEvent.type(screen.getByRole('textbox', { name: /Motif/ }), 'Journal restauré');
  const valider = () =>
    screen.getAllByRole('button', { name: 'Admettre l’écart', hidden: true }).at(-1);
  expect(valider()).toBeDisabled();
  await userEvent.type(especes, '5001');
  expect(screen.getByText('Plus que ce qui manque.')).toBeInTheDocument();
  expect(valider()).toBeDisabled();
  await userEvent.clear(especes);
  await userEvent.type(especes, '2000');
  const bouton = valider();
  if (bouton) await userEvent.click(bouton);
  await waitFor(() =>
    expect(envois).toEqual([
      {
        chemin: `/api/v1/appareils/${APPAREIL.id}/ecart`,
        corps: { motif: 'Journal restauré', especes: 2000 },
      },
    ]),
  );
});

test('its author is told that another person decides', async () => {
  signIn({ id: AWA.id, fonction: 'admin', actions: ACTIONS });
  renderPage(<Appareils />, { path: '/?onglet=quarantaine' });
  await userEvent.click(await screen.findByText('Encaissement'));
  expect(await screen.findByText(/Une autre personne doit en décider/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Appliquer' })).not.toBeInTheDocument();
});

test('an import says what became of each act, and of each line it could not read', async () => {
  signIn({ fonction: 'admin', actions: ACTIONS });
  serveur.use(
    msw.post(`${API}/sync/import`, () =>
      HttpResponse.json({
        recues: 12,
        deja_connues: 3,
        appliquees: 7,
        en_quarantaine: 2,
        rejetees: 0,
        photos: 4,
        illisibles: [{ ligne: 9, motif: 'json_invalide' }],
      }),
    ),
  );
  renderPage(<Importer />);
  const fichier = new File(['{}'], 'file.jsonl', { type: 'application/x-ndjson' });
  await userEvent.upload(screen.getByLabelText('Fichier exporté (.jsonl)'), fichier);
  await userEvent.click(screen.getByRole('button', { name: 'Importer' }));
  expect(await screen.findByText('Appliquées')).toBeInTheDocument();
  expect(screen.getByText('Ce n’est pas une ligne d’export.')).toBeInTheDocument();
  expect(screen.getByText('Ligne 9')).toBeInTheDocument();
});
