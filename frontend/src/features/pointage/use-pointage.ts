import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { currentLanguage, localeOf } from '@/lib/langue';
import { uuid7 } from '@/lib/uuid7';
import type { Resultat } from '@/offline/db';
import { useAttenteDe } from '@/offline/etat';
import { capture } from '@/offline/outbox';
import { settled, useApresSync } from '@/offline/suite';
import type { Lu } from '@/station/douchette/decode';
import { answer, type Reponse, say } from '@/station/sons';
import { toastError } from '@/ui/toast';
import { type Jugement, judge, nameOf } from './jugement';
import type { LignePointage } from './queries';

export type Verdict = 'ok' | 'deja' | 'surplus' | 'inconnu' | 'verifie' | 'court' | 'refuse';

/** One scan as the person sees it; `colis_id` once the list or the server named the carton. */
export interface Scan {
  cle: string;
  code: string;
  verdict: Verdict;
  nom: string;
  detail: string;
  colis_id: string | null;
  endommage: boolean;
}

const GARDES = 30;
const PATIENCE_MS = 6_000;
/** A flight of 400 lines is not fetched again at each scan. */
const RAFRAICHIR_MS = 4_000;

export const REPONSES: Record<Verdict, Reponse> = {
  ok: 'ok',
  deja: 'attention',
  surplus: 'attention',
  verifie: 'attention',
  court: 'attention',
  inconnu: 'refus',
  refuse: 'refus',
};

const VERDICTS: Readonly<Record<string, Verdict>> = {
  arrive: 'ok',
  endommage: 'ok',
  surplus: 'surplus',
  deja_pointe: 'deja',
  inconnu: 'inconnu',
};

interface DitServeur {
  resultat?: string;
  code_suivi?: string | null;
  destinataire_nom?: string | null;
  colis_id?: string | null;
}

/** What the server made of a code that is not on the list. */
export function verdictOf(resultat: Resultat): Partial<Scan> & { verdict: Verdict } {
  if (resultat.status === 'rejected') {
    return { verdict: 'refuse', detail: resultat.problem?.detail ?? '' };
  }
  const dit = (resultat.resultat ?? {}) as DitServeur;
  return {
    verdict: VERDICTS[dit.resultat ?? ''] ?? 'verifie',
    ...(dit.code_suivi ? { code: dit.code_suivi } : {}),
    nom: dit.destinataire_nom ?? '',
    colis_id: dit.colis_id ?? null,
  };
}

/** Codes of this flight captured here and not sent yet. */
function useEnvois(volId: string): readonly string[] {
  const attente = useAttenteDe(volId);
  return useMemo(
    () =>
      attente
        .filter(({ type }) => type === 'pointage.scanner')
        .map(({ op }) => nameOf(String(op.enveloppe.payload.code ?? ''))),
    [attente],
  );
}

function useRafraichir(volId: string): void {
  const client = useQueryClient();
  const minuterie = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(minuterie.current), []);
  useApresSync(() => {
    clearTimeout(minuterie.current);
    minuterie.current = setTimeout(() => {
      void client.invalidateQueries({ queryKey: ['pointage', volId] });
    }, RAFRAICHIR_MS);
  });
}

/** Check-in by scan: answered from the kept list at once, written down, then judged by the server. */
export function usePointageScans(volId: string, liste: readonly LignePointage[]) {
  const { t } = useTranslation('pointage');
  const envois = useEnvois(volId);
  const [scans, setScans] = useState<readonly Scan[]>([]);
  const [reponse, setReponse] = useState<Reponse | null>(null);
  const [ambigu, setAmbigu] = useState<readonly LignePointage[]>([]);
  const [vus, setVus] = useState<ReadonlySet<string>>(new Set());
  useRafraichir(volId);
  const faits = useMemo(() => new Set([...vus, ...envois]), [vus, envois]);
  // Read by scans that follow each other faster than React renders.
  const courant = useRef({ faits, liste });
  courant.current = { faits, liste };
  // Being written down: counted only once on the device, but not captured twice meanwhile.
  const enCours = useRef(new Set<string>());

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

  const push = useCallback((scan: Scan) => {
    setScans((avant) => [scan, ...avant].slice(0, GARDES));
  }, []);

  const change = useCallback((cle: string, avec: Partial<Scan>) => {
    setScans((avant) => avant.map((un) => (un.cle === cle ? { ...un, ...avec } : un)));
  }, []);

  const mark = useCallback((code: string, fait: boolean) => {
    const apres = new Set(courant.current.faits);
    if (fait) apres.add(code);
    else apres.delete(code);
    courant.current = { ...courant.current, faits: apres };
    setVus((avant) => {
      const neufs = new Set(avant);
      if (fait) neufs.add(code);
      else neufs.delete(code);
      return neufs;
    });
  }, []);

  const record = useCallback(
    async (code: string) => {
      const id = uuid7();
      const survenu_le = new Date().toISOString();
      enCours.current.add(code);
      try {
        const ecrit = await capture({
          type: 'pointage.scanner',
          entity_id: volId,
          payload: { vol_id: volId, id, code, etat: 'conforme', survenu_le },
          resume: formatCodeSuivi(code),
        });
        mark(code, true);
        return ecrit;
      } finally {
        enCours.current.delete(code);
      }
    },
    [volId, mark],
  );

  const receive = useCallback(
    async (ligne: LignePointage) => {
      const { op_id } = await record(ligne.code_suivi);
      push(scanOf(op_id, 'ok', ligne));
      reply('ok');
    },
    [record, push, reply],
  );

  const ask = useCallback(
    async (code: string) => {
      const { op_id } = await record(code);
      push({ ...VIDE, cle: op_id, code, verdict: 'verifie' });
      reply('attention');
      const resultat = await settled(op_id, PATIENCE_MS);
      if (!resultat) return;
      const verdict = verdictOf(resultat);
      change(op_id, verdict);
      if (verdict.code) mark(verdict.code, true);
      // Nothing stands for it: read again, it is asked again.
      if (REPONSES[verdict.verdict] === 'refus') mark(code, false);
      reply(REPONSES[verdict.verdict], verdict.verdict === 'ok' ? '' : t(`dit.${verdict.verdict}`));
    },
    [mark, record, push, reply, change, t],
  );

  const answerTo = useCallback(
    async (jugement: Jugement) => {
      setAmbigu([]);
      if (jugement.genre === 'attendu') return receive(jugement.ligne);
      if (jugement.genre === 'absent') return ask(jugement.code);
      reply('attention');
      if (jugement.genre === 'ambigu') setAmbigu(jugement.lignes);
      else if (jugement.genre === 'court') push({ ...VIDE, cle: uuid7(), verdict: 'court' });
      else push(dejaOf(jugement.code, jugement.ligne));
      return undefined;
    },
    [receive, ask, reply, push],
  );

  const scan = useCallback(
    async (saisie: string) => {
      const { liste: attendus, faits: lus } = courant.current;
      const jugement = judge(attendus, new Set([...lus, ...enCours.current]), saisie);
      try {
        await answerTo(jugement);
      } catch (erreur) {
        reply('refus');
        toastError(erreur);
      }
    },
    [answerTo, reply],
  );

  const onScan = useCallback(
    (lu: Lu) => {
      if (lu.genre !== 'commande') void scan(lu.code);
    },
    [scan],
  );

  return { scans, reponse, ambigu, faits, enAttente: envois.length, scan, onScan, change };
}

const VIDE: Omit<Scan, 'cle' | 'verdict'> = {
  code: '',
  nom: '',
  detail: '',
  colis_id: null,
  endommage: false,
};

function scanOf(cle: string, verdict: Verdict, ligne: LignePointage): Scan {
  return {
    cle,
    code: ligne.code_suivi,
    verdict,
    nom: ligne.destinataire_nom,
    detail: ligne.total > 1 ? `${ligne.rang}/${ligne.total}` : '',
    colis_id: ligne.colis_id,
    endommage: ligne.endommage,
  };
}

const dejaOf = (code: string, ligne: LignePointage | null): Scan =>
  ligne ? scanOf(uuid7(), 'deja', ligne) : { ...VIDE, cle: uuid7(), code, verdict: 'deja' };
