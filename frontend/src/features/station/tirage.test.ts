import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { database } from '@/offline/db';
import { capture } from '@/offline/outbox';
import type { Etiquette } from '@/station/imprimante/etiquette';
import { AWA, installBench, noNetwork, serveur, TARIF, XOF } from '../../../tests/banc';
import type { Tarif } from './queries';
import { currentLabel } from './tirage';

installBench();

const ID = '0199a000-0000-7000-8000-00000000ab01';
const CODE = 'YAKMVS9EDD1R3';
const TARIFS = [TARIF as unknown as Tarif];

/** Printed before anybody knew the price. */
const ETIQUETTE: Etiquette = {
  code_suivi: CODE,
  url: `https://suivi.test/suivi/${CODE}`,
  pays: 'ML',
  ville: 'BAMAKO',
  client_nom: 'Awa Traoré',
  client_telephone_fin: '3456',
  rang: 1,
  total: 1,
  poids_g: 12_500,
  mode: 'cargo',
  categorie: 'standard',
  agence: 'Guangzhou Baiyun',
  enregistre_le: '2026-11-21T08:00:00.000Z',
  fuseau: 'Asia/Shanghai',
  montant: null,
  danger: null,
  nombre_pieces: null,
};

const now = () => currentLabel({ id: ID, etiquette: ETIQUETTE }, TARIFS);

const register = () =>
  capture({
    type: 'colis.enregistrer',
    entity_id: ID,
    payload: {
      id: ID,
      code_suivi: CODE,
      client: { nom: AWA.nom, telephone: AWA.telephone, pays: 'ML' },
      pays_destination: 'ML',
      mode: 'cargo',
      categorie: 'standard',
      contenu: 'Tissus',
      poids_g: 12_500,
      rang: 1,
      total: 1,
    },
    resume: CODE,
  });

const pay = () =>
  capture({
    type: 'encaissement.enregistrer',
    entity_id: '0199a000-0000-7000-8000-00000000ab02',
    payload: { client_id: AWA.id, lignes: [{ colis_id: ID, montant: XOF(125_000) }] },
    resume: 'paiement',
  });

async function answer(op_id: string, resultat?: object): Promise<void> {
  const base = await database();
  await base.put('resultats', { op_id, status: 'applied', version: 1, resultat } as never);
}

const onServer = (avec: object = {}) =>
  serveur.use(
    http.get(`*/api/v1/colis/${ID}`, () =>
      HttpResponse.json({
        client: { nom: 'Awa Traoré Keïta', telephone: '+22376999888' },
        pays_destination: 'ML',
        poids_g: 13_100,
        rang: 1,
        total: 2,
        mode: 'express',
        categorie: 'standard',
        nombre_pieces: 3,
        prix: XOF(144_100),
        paye_en_chine: false,
        blocage: null,
        marque_dg: 'UN 3481',
        ...avec,
      }),
    ),
  );

describe('a label printed again', () => {
  test('says what the server says now, under the code already on the carton', async () => {
    onServer({ paye_en_chine: true });
    expect(await now()).toEqual({
      ...ETIQUETTE,
      client_nom: 'Awa Traoré Keïta',
      client_telephone_fin: '9888',
      poids_g: 13_100,
      total: 2,
      mode: 'express',
      nombre_pieces: 3,
      montant: XOF(144_100),
      estime: false,
      paye_en_chine: true,
      danger: 'UN 3481',
    });
  });

  test('held for a doubt, it bears the doubt; released, it does not', async () => {
    onServer({ marque_dg: '', blocage: { nature: 'dg' } });
    expect((await now()).danger).toBe('DG ?');
    onServer({ marque_dg: '' });
    expect((await now()).danger).toBeNull();
  });

  test('without a network it bears the price the server had answered', async () => {
    noNetwork();
    const { op_id } = await register();
    await answer(op_id, { prix: XOF(137_500) });
    expect(await now()).toMatchObject({ montant: XOF(137_500), estime: false });
  });

  test('never answered, it bears the twin’s price and says that it is an estimate', async () => {
    noNetwork();
    await register();
    expect(await now()).toMatchObject({ montant: XOF(125_000), estime: true });
  });

  test('without a network it follows what the feed has brought since', async () => {
    noNetwork();
    await register();
    const base = await database();
    const acteur = (await base.getAll('ops'))[0]?.actor_id ?? '';
    const donnees = {
      ...ETIQUETTE,
      client: { nom: 'Awa T.', telephone: AWA.telephone },
      pays_destination: 'ML',
      nombre_pieces: 1,
      prix: XOF(99_000),
      paye_en_chine: true,
      blocage: null,
    };
    await base.put('flux_etat', { acteur, portee: 'station:x', complet: true } as never);
    await base.put('flux', {
      acteur,
      portee: 'station:x',
      genre: 'colis',
      id: ID,
      donnees,
    } as never);
    expect(await now()).toMatchObject({
      client_nom: 'Awa T.',
      montant: XOF(99_000),
      paye_en_chine: true,
    });
    await base.clear('flux');
    await base.clear('flux_etat');
  });

  test('paid here and not yet told, it says paid in China whatever the server thinks', async () => {
    await register();
    await pay();
    onServer();
    expect((await now()).paye_en_chine).toBe(true);
  });

  test('paid here then reversed by the server, it is due again', async () => {
    await register();
    const { op_id } = await pay();
    await answer(op_id);
    onServer();
    expect((await now()).paye_en_chine).toBe(false);
    noNetwork();
    expect((await now()).paye_en_chine).toBe(true);
  });

  test('of a carton this device knows nothing about, it stays as it was', async () => {
    noNetwork();
    expect(await now()).toEqual({ ...ETIQUETTE, paye_en_chine: false });
  });
});
