type Entetes = () => Record<string, string>;

let fournir: Entetes = () => ({});

/** The offline floor says once what a request carries of the device it comes from. */
export function identifyWith(autre: Entetes): void {
  fournir = autre;
}

/** `X-Appareil` and `X-Appareil-Seq`: which log, and how far it goes; nothing when nobody writes. */
export const deviceHeaders = (): Record<string, string> => fournir();
