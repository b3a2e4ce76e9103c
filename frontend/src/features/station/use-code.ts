import { useState } from 'react';
import { t } from '@/i18n';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { announce } from './annonce';
import type { Brouillon } from './brouillon';

/** A label scanned for one carton, and the code it bears. */
export interface CodeLu {
  code: string;
  /** The carton on the bench when it was read. */
  id: string;
}

interface Banc {
  courant: () => Brouillon;
  change: (avec: Partial<Brouillon>) => void;
}

/**
 * A label printed beforehand gives its code to the carton. Nobody reachable can say whether it is
 * already on another one? A hand has to say that it is new.
 */
export function useCode({ courant, change }: Banc) {
  const [question, setQuestion] = useState<CodeLu | null>(null);

  function take({ code, id }: CodeLu): void {
    setQuestion(null);
    if (courant().id !== id) {
      announce('attention', t('station:codeTropTard', { code: formatCodeSuivi(code) }));
      return;
    }
    change({ code_suivi: code });
    announce('ok', t('station:codePris', { code: formatCodeSuivi(code) }));
  }

  function ask(lu: CodeLu): void {
    setQuestion(lu);
    announce('attention', t('station:codeDouteux', { code: formatCodeSuivi(lu.code) }));
  }

  function drop(): void {
    if (question) announce('ok', t('station:codeLaisse', { code: formatCodeSuivi(question.code) }));
    setQuestion(null);
  }

  return { question, take, ask, drop, oublier: () => setQuestion(null) };
}
