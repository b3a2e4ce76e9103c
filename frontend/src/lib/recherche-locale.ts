import { normalizeCode } from './code-suivi';

/** Without accents or capitals, as people type names at a counter. */
export const fold = (texte: string): string =>
  texte
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

interface Cherchable {
  code_suivi: string;
  nom: string;
  telephone: string;
}

/** Over what the device keeps: part of the name or code, or at least four digits of the phone. */
export function isMeant({ code_suivi, nom, telephone }: Cherchable, q: string): boolean {
  const texte = q.trim();
  const chiffres = texte.replace(/\D/g, '');
  return (
    fold(nom).includes(fold(texte)) ||
    code_suivi.includes(normalizeCode(texte)) ||
    (chiffres.length >= 4 && telephone.includes(chiffres))
  );
}
