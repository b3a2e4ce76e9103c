import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef } from 'react';
import { expect, test, vi } from 'vitest';
import { useSession } from '@/lib/session';
import { renderPage, signIn } from '../../../tests/appuis';
import { colisAuGuichet } from '../../../tests/comptoir';
import { Remettre } from './remettre';

const open = () =>
  renderPage(<Remettre colis={[colisAuGuichet()]} cible={createRef()} onFait={vi.fn()} />);

test('offline the document is photographed, or it is said that no picture can be taken', async () => {
  signIn();
  useSession.setState({ statut: 'hors_ligne' });
  open();
  expect(screen.queryByRole('checkbox', { name: /Photo impossible/ })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Photographier la pièce' }));
  const impossible = screen.getByRole('checkbox', { name: /Photo impossible/ });
  await userEvent.click(impossible);
  expect(impossible).toBeChecked();
});

test('online the server checks the proof: a photo is offered and nothing more', async () => {
  signIn();
  open();
  await userEvent.click(screen.getByText('Pièce d’identité'));
  await userEvent.click(screen.getByRole('button', { name: 'Ajouter une photo' }));
  expect(screen.queryByRole('checkbox', { name: /Photo impossible/ })).toBeNull();
});
