/**
 * Where a device may die. The proof's build wraps every `await` of the offline floor in
 * `__pt(point, promise)`: at the armed crossing the whole tab stands still, inside a synchronous
 * request that is never answered, until the driver kills the tab or the browser. Nothing runs in
 * between: an open IndexedDB transaction is cut as it would be by a dead battery.
 */
interface Arme {
  point: string;
  moment: 'avant' | 'apres';
  reste: number;
}

const passages = new Set<string>();
let arme: Arme | null = null;

export function arm(point: string, moment: 'avant' | 'apres', fois: number): void {
  arme = { point, moment, reste: fois };
}

export function disarm(): void {
  arme = null;
}

export const crossed = (): string[] => [...passages];

function cross(point: string, moment: 'avant' | 'apres'): void {
  passages.add(`${point}:${moment}`);
  if (arme?.point !== point || arme.moment !== moment) return;
  arme.reste -= 1;
  if (arme.reste > 0) return;
  arme = null;
  const fin = new XMLHttpRequest();
  fin.open('GET', `/__preuve/mort?point=${encodeURIComponent(`${point}:${moment}`)}`, false);
  try {
    fin.send();
  } catch {
    // The proof is over before the tab died: it goes on.
  }
}

function pass<T>(point: string, promesse: T | PromiseLike<T>): Promise<T> {
  cross(point, 'avant');
  return Promise.resolve(promesse).then((valeur) => {
    cross(point, 'apres');
    return valeur;
  });
}

declare global {
  // eslint-disable-next-line no-var
  var __pt: typeof pass;
}
globalThis.__pt = pass;
