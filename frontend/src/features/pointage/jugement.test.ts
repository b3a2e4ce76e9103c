import { describe, expect, test } from 'vitest';
import { judge, progressOf } from './jugement';
import type { EtatPointage, LignePointage } from './queries';

const ligne = (code_suivi: string, avec: Partial<LignePointage> = {}): LignePointage => ({
  colis_id: code_suivi,
  code_suivi,
  destinataire_nom: 'Awa',
  destinataire_telephone: '+22376123456',
  contenu: 'Tissus',
  poids_g: 5_000,
  rang: 1,
  total: 1,
  statut: 'expedie',
  resultat: 'attendu',
  endommage: false,
  surplus: false,
  blocage: null,
  emplacement: null,
  du: { montant: 0, devise: 'XOF' },
  note: '',
  pointe_le: null,
  pointe_par: null,
  ...avec,
});

const A = '0TBT7ACSB5Z30';
const B = 'QM8KG12YMXBF7';
const LISTE = [ligne(A), ligne(B)];
const RIEN = new Set<string>();

describe('une lecture', () => {
  test('of an expected carton is taken, however it is typed', () => {
    for (const saisie of [A, '0tbt-7acs-b5z30', 'oTBT 7ACS B5Z3O', 'B5Z30']) {
      expect(judge(LISTE, RIEN, saisie)).toMatchObject({ genre: 'attendu' });
    }
  });

  test('of a carton already counted, here or by a colleague, is a duplicate', () => {
    expect(judge(LISTE, new Set([A]), A)).toMatchObject({ genre: 'deja', code: A });
    expect(judge([ligne(A, { resultat: 'arrive' })], RIEN, A)).toMatchObject({ genre: 'deja' });
  });

  test('of a carton declared missing finds it again', () => {
    expect(judge([ligne(A, { resultat: 'manquant' })], RIEN, A)).toMatchObject({
      genre: 'attendu',
    });
  });

  test('of a code that is not on the list is kept for the server', () => {
    expect(judge(LISTE, RIEN, 'Z54PMQ0795KQQ')).toEqual({
      genre: 'absent',
      code: 'Z54PMQ0795KQQ',
    });
    expect(judge(LISTE, new Set(['Z54PMQ0795KQQ']), 'Z54P-MQ07-95KQQ')).toMatchObject({
      genre: 'deja',
    });
  });

  test('of an end shared by several cartons asks which one, unless one alone is left', () => {
    const jumeaux = [ligne('AAAAAAAA12345'), ligne('BBBBBBBB12345')];
    expect(judge(jumeaux, RIEN, '12345')).toMatchObject({ genre: 'ambigu' });
    expect(judge(jumeaux, new Set(['AAAAAAAA12345']), '12345')).toMatchObject({
      genre: 'attendu',
      ligne: { code_suivi: 'BBBBBBBB12345' },
    });
  });

  test('of less than five characters is too short to be kept', () => {
    expect(judge(LISTE, RIEN, 'Z30')).toEqual({ genre: 'court' });
  });
});

test('progress adds what waits on the phone to the server’s numbers, never twice', () => {
  const etat: EtatPointage = {
    attendus: 3,
    pointes: 1,
    manquants: 2,
    surplus: 0,
    endommages: 0,
    statut: 'arrive',
    liste: [ligne(A), ligne(B), ligne('Z54PMQ0795KQQ', { resultat: 'arrive' })],
  };
  expect(progressOf(etat, new Set([A, 'Z54PMQ0795KQQ', 'INCONNU']))).toMatchObject({
    attendus: 3,
    pointes: 2,
    manquants: 1,
  });
});
