import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useDirectEtat } from '@/lib/direct';
import { usePaysChoisi } from '@/lib/pays-vu';
import { renderPage, signIn } from '../../../tests/appuis';
import { lienColis, mergeStats, moyensOf, type Tableau } from './chiffres';
import { Contenu } from './contenu';

const MALI: Tableau = {
  pays: 'ML',
  devise: 'XOF',
  jour: '2026-11-20',
  maj_le: '2026-11-20T10:00:00Z',
  colis: {
    par_statut: { recu: 0, groupe: 0, expedie: 4, arrive: 1, disponible: 52, manquant: 3 },
    bloques: 0,
    poids_actif_g: 198_560,
  },
  faits: { pointage: 7, remise: 2 },
  vols: {},
  notifications: { en_attente: 5, en_souffrance: 1 },
  moi: { pointage: 6, remise: 1 },
};
const ARGENT = {
  facture: 200_000,
  encaisse: 163_300,
  par_moyen: { especes: 100_000, wave: 63_300, carte: 0 },
  rabais: 1_500,
  jetons_cedes: 75,
  paye_en_chine: 0,
  reste_a_payer: 1_852_498,
  report_veille: 50_000,
  solde_caisse: 150_000,
  sessions_ouvertes: 1,
  sessions_a_valider: 2,
};
const INSTANTANE = {
  stats: {
    colis: { ...MALI.colis, par_statut: { ...MALI.colis.par_statut, disponible: 51 } },
    faits: { pointage: 7, remise: 3 },
    vols: {},
    notifications: { en_attente: 0, en_souffrance: 0 },
    maj_le: '2026-11-20 10:00:05+00:00',
  },
};

let tableaux: Tableau[] = [];
const serveur = setupServer(
  http.get('*/api/v1/tableau-de-bord', () => HttpResponse.json({ tableaux })),
  http.get('*/api/v1/vols', () => HttpResponse.json({ items: [], suivant: null })),
);
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  useDirectEtat.setState({ etat: 'direct', stats: {} });
  usePaysChoisi.setState({ pays: null });
});
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());

describe('les chiffres en direct', () => {
  test('un instantané plus récent remplace les comptes', () => {
    const vu = mergeStats(MALI, INSTANTANE, '2026-11-20');
    expect(vu.colis.par_statut.disponible).toBe(51);
    expect(vu.faits.remise).toBe(3);
  });

  test('un instantané plus vieux que la réponse ne remplace rien', () => {
    const frais = { ...MALI, maj_le: '2026-11-20T10:00:06Z' };
    expect(mergeStats(frais, INSTANTANE, '2026-11-20')).toBe(frais);
  });

  test('un autre jour garde ses actes, pas son stock : le stock est toujours celui de maintenant', () => {
    const hier = { ...MALI, jour: '2026-11-19', faits: { remise: 9 } };
    const vu = mergeStats(hier, INSTANTANE, '2026-11-20');
    expect(vu.faits.remise).toBe(9);
    expect(vu.colis.par_statut.disponible).toBe(51);
  });

  test('l’argent n’est jamais celui de l’instantané', () => {
    const avec = { ...MALI, argent: ARGENT };
    expect(mergeStats(avec, INSTANTANE, '2026-11-20').argent).toBe(ARGENT);
  });
});

test('la direction ouvre la liste du pays de la colonne, un admin la sienne', () => {
  expect(lienColis({ statut: 'disponible' }, 'ML', true)).toBe(
    '/colis?statut=disponible&pays_destination=ML',
  );
  expect(lienColis({ statut: 'recu' }, 'CN', true)).toBe('/colis?statut=recu');
  expect(lienColis({ statut: 'disponible' }, 'ML', false)).toBe('/colis?statut=disponible');
});

test('les moyens sans mouvement ne sont pas montrés, le plus gros vient d’abord', () => {
  expect(moyensOf(ARGENT.par_moyen).map(({ moyen }) => moyen)).toEqual(['especes', 'wave']);
});

describe('l’écran', () => {
  test('chaque nombre ouvre la liste qui est derrière', async () => {
    signIn({
      fonction: 'admin',
      role: 'admin_mali',
      actions: ['tableau.lire', 'notification.lire', 'caisse.lire', 'vol.lire'],
    });
    tableaux = [{ ...MALI, argent: ARGENT }];
    renderPage(<Contenu />);
    const colis = await screen.findByRole('region', { name: 'Colis en cours' });
    expect(within(colis).getByRole('link', { name: 'Disponible 52' })).toHaveAttribute(
      'href',
      '/colis?statut=disponible',
    );
    expect(screen.getByRole('link', { name: 'Messages en souffrance 1' })).toHaveAttribute(
      'href',
      '/messages?onglet=souffrance',
    );
    expect(screen.getByRole('link', { name: 'Caisses à valider 2' })).toBeVisible();
    const argent = screen.getByRole('region', { name: 'Argent du jour' });
    expect(within(argent).getByText('Encaissé').closest('a')).toHaveTextContent(/163.300/);
    expect(within(argent).queryByText('Carte')).toBeNull();
  });

  test('le nombre bouge quand le direct parle', async () => {
    signIn({ fonction: 'admin', role: 'admin_mali', actions: ['tableau.lire'] });
    tableaux = [MALI];
    renderPage(<Contenu />);
    await screen.findByRole('link', { name: 'Disponible 52' });
    useDirectEtat.setState({ stats: { ML: INSTANTANE } });
    expect(await screen.findByRole('link', { name: 'Disponible 51' })).toBeVisible();
  });

  test('un agent voit sa journée, jamais l’argent du pays', async () => {
    signIn({ actions: ['tableau.lire'] });
    tableaux = [MALI];
    renderPage(<Contenu />);
    const moi = await screen.findByRole('region', { name: 'Ma journée' });
    expect(within(moi).getByRole('link', { name: 'Colis pointés 6' })).toBeVisible();
    expect(screen.queryByRole('region', { name: 'Argent du jour' })).toBeNull();
  });

  test('sans réseau, les derniers chiffres restent avec leur heure', async () => {
    signIn({ fonction: 'admin', role: 'admin_mali', actions: ['tableau.lire'] });
    tableaux = [MALI];
    const { unmount } = renderPage(<Contenu />);
    await screen.findByRole('link', { name: 'Disponible 52' });
    unmount();
    serveur.use(http.get('*/api/v1/tableau-de-bord', () => HttpResponse.error()));
    renderPage(<Contenu />);
    expect(await screen.findByText(/Derniers chiffres connus/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Disponible 52' })).toBeVisible();
  });

  test('la direction voit les pays côte à côte et en ouvre un', async () => {
    signIn({ fonction: 'direction', role: 'direction', pays: null, actions: ['tableau.lire'] });
    tableaux = [
      { ...MALI, pays: 'CN', devise: 'CNY', argent: ARGENT },
      { ...MALI, argent: ARGENT },
    ];
    renderPage(<Contenu />);
    const table = await screen.findByRole('table');
    const ligne = within(table).getByRole('row', { name: /^Disponible/ });
    expect(within(ligne).getAllByRole('link')).toHaveLength(2);
    within(table).getByRole('button', { name: 'Mali' }).click();
    expect(usePaysChoisi.getState().pays).toBe('ML');
  });
});
