import { useTranslation } from 'react-i18next';

interface Raison {
  motif: string;
  question_code: string;
}

/** The screen's own question in the reader's language; a person's words as they wrote them. */
export function useRaison(): (raison: Raison) => string {
  const { t } = useTranslation('station');
  return ({ motif, question_code }) =>
    question_code === ''
      ? motif
      : t(`dg.questions.${question_code as 'inconnu'}`, { defaultValue: motif });
}
