/** A seeded generator (mulberry32): the same seed draws the same schedules and the same faults. */

export class Hasard {
  constructor(graine) {
    this.etat = graine >>> 0;
  }

  /** In [0, 1). */
  tirer() {
    this.etat = (this.etat + 0x6d2b79f5) >>> 0;
    let t = this.etat;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** An integer, both ends included. */
  entre(de, a) {
    return de + Math.floor(this.tirer() * (a - de + 1));
  }

  vrai(chance) {
    return this.tirer() < chance;
  }

  un(liste) {
    return liste[Math.floor(this.tirer() * liste.length)];
  }

  /** One of [[weight, value], …]. */
  pese(paires) {
    let reste = this.tirer() * paires.reduce((somme, [poids]) => somme + poids, 0);
    for (const [poids, valeur] of paires) {
      reste -= poids;
      if (reste < 0) return valeur;
    }
    return paires.at(-1)[1];
  }
}

/** One number out of several, so that schedule 7 of seed 3 is its own stream. */
export function graineDe(...parts) {
  let somme = 2_166_136_261;
  for (const caractere of parts.join('/')) {
    somme = Math.imul(somme ^ caractere.codePointAt(0), 16_777_619);
  }
  return somme >>> 0;
}
