import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage, localeOf } from '@/lib/langue';
import { uuid7 } from '@/lib/uuid7';
import type { Resultat } from '@/offline/db';
import { resultOf } from '@/offline/etat';
import { capture, fileAway } from '@/offline/outbox';
import { settled, useApresSync } from '@/offline/suite';
import type { Lu } from '@/station/douchette/decode';
import { answer, type Reponse, say } from '@/station/sons';
import { explain } from '@/ui/error-text';

export type EtatScan = 'attente' | 'charge' | 'deja' | 'refuse';

export interface Scan {
  op_id: string;
  code: string;
  etat: EtatScan;
  /** Why it was refused, or what was noticed though it was loaded. */
  detail: string;
  colis_id: string | null;
}

const GARDES = 40;
/** Beyond this the act is simply "waiting": the hands go on to the next carton. */
const PATIENCE_MS = 2_500;

interface Charge {
  resultat?: string;
  colis_id?: string | null;
  avertissements?: string[];
}

/** What the server made of one scan. */
export function verdictOf(resultat: Resultat): Pick<Scan, 'etat' | 'detail' | 'colis_id'> {
  if (resultat.status === 'rejected') {
    const problem = resultat.problem;
    return { etat: 'refuse', detail: problem?.detail || problem?.title || '', colis_id: null };
  }
  const {
    resultat: dit,
    colis_id = null,
    avertissements = [],
  } = (resultat.resultat ?? {}) as Charge;
  return {
    etat: dit === undefined || dit === 'charge' ? 'charge' : 'deja',
    detail: avertissements.join(' '),
    colis_id,
  };
}

const REPONSES: Record<EtatScan, Reponse> = {
  attente: 'attention',
  charge: 'ok',
  deja: 'attention',
  refuse: 'refus',
};

const replyTo = ({ etat, detail }: Pick<Scan, 'etat' | 'detail'>): Reponse =>
  etat === 'charge' && detail !== '' ? 'attention' : REPONSES[etat];

/**
 * Loading by scan: each code is captured first, then the server's answer is heard, seen and felt.
 * Offline the scan waits in the device's log and the next one may follow at once.
 */
export function useChargement(vol_id: string) {
  const { t } = useTranslation('vols');
  const [scans, setScans] = useState<readonly Scan[]>([]);
  const [reponse, setReponse] = useState<Reponse | null>(null);
  const courants = useRef(scans);
  courants.current = scans;

  useEffect(() => {
    if (reponse === null) return undefined;
    const minuterie = setTimeout(() => setReponse(null), 900);
    return () => clearTimeout(minuterie);
  }, [reponse]);

  const reply = useCallback((laquelle: Reponse, dit?: string) => {
    setReponse(laquelle);
    answer(laquelle);
    if (dit) say(dit, localeOf(currentLanguage()));
  }, []);

  const change = useCallback((op_id: string, avec: Partial<Scan>) => {
    setScans((avant) => avant.map((un) => (un.op_id === op_id ? { ...un, ...avec } : un)));
  }, []);

  const judge = useCallback(
    async (op_id: string, resultat: Resultat) => {
      const verdict = verdictOf(resultat);
      change(op_id, verdict);
      const dits = { refuse: verdict.detail, deja: t('chargement.ditDeja') } as const;
      reply(replyTo(verdict), dits[verdict.etat as keyof typeof dits]);
      // Seen and heard by the person who scanned: nothing is left to repair.
      if (verdict.etat === 'refuse') await fileAway(op_id);
    },
    [change, reply, t],
  );

  /** Nothing was written down: said aloud, and left on the screen for who did not hear it. */
  const refuse = useCallback(
    (code: string, detail: string) => {
      const scan: Scan = { op_id: uuid7(), code, etat: 'refuse', detail, colis_id: null };
      setScans((avant) => [scan, ...avant].slice(0, GARDES));
      reply('refus', detail);
    },
    [reply],
  );

  const charge = useCallback(
    async (code: string) => {
      const connu = courants.current.find((un) => un.code === code && un.etat !== 'refuse');
      if (connu) {
        reply('attention', t('chargement.ditDeja'));
        return;
      }
      try {
        const { op_id } = await capture({
          type: 'vol.charger',
          entity_id: vol_id,
          payload: { vol_id, code, survenu_le: new Date().toISOString() },
          resume: code,
        });
        const scan: Scan = { op_id, code, etat: 'attente', detail: '', colis_id: null };
        setScans((avant) => [scan, ...avant].slice(0, GARDES));
        const resultat = await settled(op_id, PATIENCE_MS);
        if (resultat) await judge(op_id, resultat);
        else reply('attention');
      } catch (erreur) {
        refuse(code, explain(erreur).titre);
      }
    },
    [vol_id, judge, refuse, reply, t],
  );

  useApresSync(() => {
    for (const { op_id, etat } of courants.current) {
      if (etat !== 'attente') continue;
      void resultOf(op_id).then((resultat) => {
        const encore = courants.current.find((un) => un.op_id === op_id)?.etat === 'attente';
        if (!resultat || resultat.status === 'deferred' || !encore) return;
        change(op_id, verdictOf(resultat));
      });
    }
  });

  const onScan = useCallback(
    (lu: Lu) => {
      if (lu.genre === 'commande') return;
      if (lu.genre === 'awb') refuse(lu.code, t('chargement.ltaLue'));
      else void charge(lu.code);
    },
    [charge, refuse, t],
  );

  return { scans, reponse, onScan, charge };
}
