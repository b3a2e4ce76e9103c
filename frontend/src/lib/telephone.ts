/** The numbering plans of the countries served; the server's phonenumbers rules. */
interface Plan {
  indicatif: string;
  /** The national number, without any trunk prefix. */
  national: RegExp;
  /** How a number is grouped when it is shown. */
  groupes: readonly number[];
}

export const PLANS: Readonly<Record<string, Plan>> = {
  ML: { indicatif: '223', national: /^[2-9]\d{7}$/, groupes: [2, 2, 2, 2] },
  CI: { indicatif: '225', national: /^(01|05|07|2[157])\d{8}$/, groupes: [2, 2, 2, 2, 2] },
  CN: { indicatif: '86', national: /^1[3-9]\d{9}$/, groupes: [3, 4, 4] },
};

function international(saisie: string): string | null {
  const propre = saisie.replace(/[\s().-]/g, '');
  if (propre.startsWith('+')) return propre.slice(1);
  return propre.startsWith('00') ? propre.slice(2) : null;
}

/** E.164 or null. `pays` is used when no international prefix was typed. */
export function parseTelephone(saisie: string, pays: string): string | null {
  const complet = international(saisie);
  if (complet === null) {
    const plan = PLANS[pays];
    const national = saisie.replace(/\D/g, '');
    return plan?.national.test(national) ? `+${plan.indicatif}${national}` : null;
  }
  const plan = Object.values(PLANS).find(({ indicatif }) => complet.startsWith(indicatif));
  if (!plan?.national.test(complet.slice(plan.indicatif.length))) return null;
  return `+${complet}`;
}

export function formatTelephone(e164: string): string {
  const plan = Object.values(PLANS).find(({ indicatif }) => e164.startsWith(`+${indicatif}`));
  if (!plan) return e164;
  let reste = e164.slice(plan.indicatif.length + 1);
  const morceaux = plan.groupes.map((taille) => {
    const morceau = reste.slice(0, taille);
    reste = reste.slice(taille);
    return morceau;
  });
  return [`+${plan.indicatif}`, ...morceaux, reste].filter((morceau) => morceau !== '').join(' ');
}
