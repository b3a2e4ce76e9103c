/** Check digits of the trade's other numbers: IATA air waybill, UPU S10, Chinese couriers. */

/** 11 digits, serial mod 7 as check; returned without dash, null when wrong. */
export function parseAwb(saisie: string): string | null {
  const chiffres = saisie.trim().replace(/[\s-]/g, '');
  if (!/^\d{11}$/.test(chiffres)) return null;
  const serie = Number(chiffres.slice(3, 10));
  return serie % 7 === Number(chiffres[10]) ? chiffres : null;
}

export const formatAwb = (lta: string): string =>
  /^\d{11}$/.test(lta) ? `${lta.slice(0, 3)}-${lta.slice(3)}` : lta;

const POIDS_S10 = [8, 6, 4, 2, 3, 5, 9, 7];

function checkS10(serie: string): number {
  const somme = POIDS_S10.reduce((total, poids, i) => total + poids * Number(serie[i]), 0);
  const controle = 11 - (somme % 11);
  if (controle === 10) return 0;
  return controle === 11 ? 5 : controle;
}

/** UPU S10 (RB123456785GB), null when its check is wrong. */
export function parseS10(saisie: string): string | null {
  const code = saisie.trim().replace(/\s/g, '').toUpperCase();
  const parties = /^([A-Z]{2})(\d{8})(\d)([A-Z]{2})$/.exec(code);
  if (!parties?.[2]) return null;
  return checkS10(parties[2]) === Number(parties[3]) ? code : null;
}

const COURSIERS: readonly (readonly [string, RegExp])[] = [
  ['sf', /^SF\d{12,13}$/],
  ['yunda', /^(4\d{12}|YD\d{13,15})$/],
  ['yto', /^YT\d{13}$/],
  ['zto', /^(7[3-9]\d{10,12}|ZTO\d{9,12})$/],
  ['sto', /^(77\d{11,13}|STO\d{10,13})$/],
  ['jd', /^JD[A-Z]{0,2}\d{9,15}(-\d+-\d+-?)?$/],
  ['jt', /^JT\d{13}$/],
  ['ems', /^(E[A-Z]\d{9}CN|1[0-3]\d{11})$/],
  ['deppon', /^(DPK\d{9,13}|DP\d{9,13})$/],
];

/** The courier a supplier's barcode belongs to, or null. */
export function courierOf(saisie: string): string | null {
  const code = saisie.trim().toUpperCase();
  return COURSIERS.find(([, forme]) => forme.test(code))?.[0] ?? null;
}
