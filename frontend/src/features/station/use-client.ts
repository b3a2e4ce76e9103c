import { useEffect, useState } from 'react';
import { t } from '@/i18n';
import { parseTelephone } from '@/lib/telephone';
import { decodeCode } from '@/station/douchette/decode';
import { announce } from './annonce';
import { type Brouillon, withClient } from './brouillon';
import { etapesOf, nextOpen } from './etapes';
import { CHIFFRES_MIN, type ClientTrouve } from './queries';
import { chiffresOf } from './saisies';
import type { Reception } from './use-reception';

/** A courier's or supplier's number, or a mark, typed where the phone goes. */
function referenceTyped(saisie: string): string | null {
  const lu = decodeCode(saisie);
  return lu.genre === 'coursier' || lu.genre === 's10' || lu.genre === 'marque' ? lu.code : null;
}

/** Enter in the phone field: take the client found, name a new one, or wait for the search. */
export function useClient(r: Reception, onReference: (reference: string, b: Brouillon) => void) {
  const [surligne, setSurligne] = useState(0);
  const [attend, setAttend] = useState(false);
  const { b, recherche } = r;

  function choose(client: ClientTrouve): void {
    const avec = withClient(b, client);
    r.setB((avant) => withClient(avant, client));
    const etapes = etapesOf(avec, { inconnu: false, auVolume: false });
    r.viser(nextOpen(etapes, 'telephone', avec.dits), ['total']);
  }

  function resolve(): void {
    const trouve = recherche.clients[surligne];
    if (trouve) choose(trouve);
    else if (r.servis.some((pays) => parseTelephone(b.telephone, pays) !== null)) r.viser('nom');
    else announce('refus', t('station:telephoneFaux'));
  }

  useEffect(() => {
    if (!attend || !recherche.pret) return;
    setAttend(false);
    resolve();
  });

  function leavePhone(): void {
    const reference = referenceTyped(b.telephone);
    if (reference) {
      r.change({ telephone: '' });
      onReference(reference, { ...b, telephone: '' });
    } else if (b.client) r.viser(nextOpen(r.etapes, 'telephone', b.dits));
    else if (chiffresOf(b.telephone).length < CHIFFRES_MIN) {
      announce('refus', t('station:telephoneAide', { count: CHIFFRES_MIN }));
    } else if (recherche.pret) resolve();
    else setAttend(true);
  }

  return { surligne, setSurligne, choose, leavePhone };
}
