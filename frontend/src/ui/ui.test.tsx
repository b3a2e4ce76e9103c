import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { ApiError } from '@/lib/problem';
import { renderPage, signIn } from '../../tests/appuis';
import { BadgeColis } from './badge';
import { Combobox } from './combobox';
import { type Compte, Coupures, totalOf } from './coupures';
import { ErrorState } from './error-state';
import { Champ, Input } from './input';
import { BarreSelection, useSelection } from './selection';
import { StatCard } from './stat-card';
import { Table } from './table';

interface Ligne {
  id: string;
  nom: string;
  poids_g: number;
}

const LIGNES: Ligne[] = [
  { id: '1', nom: 'Awa', poids_g: 1_200 },
  { id: '2', nom: 'Moussa', poids_g: 3_400 },
];

function Liste({ onTri }: { onTri: (tri: string) => void }) {
  const selection = useSelection();
  const choisis = LIGNES.filter(({ id }) => selection.choisis.has(id));
  return (
    <>
      <Table
        legende="Colis"
        items={LIGNES}
        idDe={({ id }) => id}
        colonnes={[{ id: 'nom', titre: 'Nom', rendu: ({ nom }) => nom, tri: 'nom' }]}
        selection={selection}
        tri="nom"
        onTri={onTri}
      />
      <BarreSelection
        nombre={choisis.length}
        poids_g={choisis.reduce((somme, { poids_g }) => somme + poids_g, 0)}
        montant={{ montant: 46_000, devise: 'XOF' }}
        onVider={selection.vider}
      />
    </>
  );
}

test('ticked rows are counted, weighed and priced in the selection bar', async () => {
  signIn();
  const user = userEvent.setup();
  renderPage(<Liste onTri={() => undefined} />);
  await user.click(screen.getByRole('checkbox', { name: 'Tout sélectionner' }));
  expect(screen.getByText('2 colis')).toBeVisible();
  expect(screen.getByText(/4,60.kg/)).toBeVisible();
  expect(screen.getByText(/46.000.FCFA/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Effacer' }));
  expect(screen.queryByText('2 colis')).not.toBeInTheDocument();
});

test('a second click on a header sorts the other way', async () => {
  const onTri = vi.fn();
  renderPage(<Liste onTri={onTri} />);
  const entete = screen.getByRole('columnheader', { name: /Nom/ });
  expect(entete).toHaveAttribute('aria-sort', 'ascending');
  await userEvent.click(within(entete).getByRole('button'));
  expect(onTri).toHaveBeenCalledWith('-nom');
});

function Caisse() {
  const [compte, setCompte] = useState<Compte>({});
  return <Coupures devise="XOF" compte={compte} onChange={setCompte} />;
}

test('a till is counted by denomination', async () => {
  render(<Caisse />);
  await userEvent.type(screen.getByLabelText(/Nombre de 10.000/), '3');
  await userEvent.type(screen.getByLabelText(/Nombre de 25$/), '4');
  expect(screen.getByRole('status')).toHaveTextContent(/30.100.FCFA/);
  expect(totalOf({ '10000': 3, '25': 4 })).toBe(30_100);
});

function Recherche({ onChoix }: { onChoix: (nom: string) => void }) {
  const [saisie, setSaisie] = useState('');
  return (
    <Combobox
      aria-label="Client"
      saisie={saisie}
      onSaisie={setSaisie}
      options={LIGNES}
      cleDe={({ id }) => id}
      rendu={({ nom }) => nom}
      onChoix={({ nom }) => onChoix(nom)}
    />
  );
}

test('a suggestion is chosen with the keyboard alone', async () => {
  const onChoix = vi.fn();
  render(<Recherche onChoix={onChoix} />);
  await userEvent.type(screen.getByRole('combobox', { name: 'Client' }), 'a{ArrowDown}{Enter}');
  expect(onChoix).toHaveBeenCalledWith('Moussa');
});

test('a failed panel says what happened, what to do, and the request', async () => {
  const reessayer = vi.fn();
  const erreur = new ApiError(
    { title: 'x', status: 409, detail: 'Ce vol est clôturé.', code: 'vol_cloture' },
    'req-42',
  );
  render(<ErrorState erreur={erreur} onReessayer={reessayer} />);
  expect(screen.getByRole('alert')).toHaveTextContent('Ce vol est clôturé.');
  expect(screen.getByText('Requête req-42')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Réessayer' }));
  expect(reessayer).toHaveBeenCalledOnce();
});

test('a field’s error is tied to its control', () => {
  render(
    <Champ libelle="Motif" erreur="À remplir.">
      {(lien) => <Input {...lien} />}
    </Champ>,
  );
  const champ = screen.getByLabelText('Motif');
  expect(champ).toBeInvalid();
  expect(champ).toHaveAccessibleDescription('À remplir.');
});

test('a number opens the list behind it', () => {
  renderPage(<StatCard titre="Manquants" valeur="3" to="/colis?statut=manquant" />);
  expect(screen.getByRole('link', { name: /Manquants/ })).toHaveAttribute(
    'href',
    '/colis?statut=manquant',
  );
});

test('a blocked carton waiting to be sent says all three things', () => {
  render(<BadgeColis etat="recu" bloque attente />);
  for (const texte of ['Reçu en Chine', 'Bloqué', 'En attente d’envoi']) {
    expect(screen.getByText(texte)).toBeVisible();
  }
});
