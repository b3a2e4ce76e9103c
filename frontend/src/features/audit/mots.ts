import { useTranslation } from 'react-i18next';

/** The journal's codes in the reader's words; an unknown code stays itself, spaced out. */
export function useMots() {
  const { t, i18n } = useTranslation('audit');
  const say = (cle: string, code: string): string =>
    i18n.exists(`audit:${cle}`) ? t(cle as 'titre') : code.replaceAll('_', ' ');
  return {
    action: (code: string) => say(`actions.${code}`, code),
    sujet: (code: string) => say(`sujets.${code}`, code),
    champ: (code: string) => say(`champs.${code}`, code),
    famille: (code: string) => say(`familles.${code}`, code),
  };
}
