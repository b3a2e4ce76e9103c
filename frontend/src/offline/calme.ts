let jusqua = 0;
let mains: Promise<unknown> | null = null;

/** Hands wait for something of this device (a label): what is captured meanwhile leaves after it. */
export function giveWay(ms: number): void {
  jusqua = Date.now() + ms;
}

export const isQuiet = (): boolean => Date.now() >= jusqua;

/** At once, unless somebody's hands come first. */
export function whenQuiet(faire: () => void): void {
  const reste = jusqua - Date.now();
  if (reste > 0) setTimeout(faire, reste);
  else faire();
}

/** The screens' own reading of the log waits for this: it settles once hands are served. */
export function serveFirst(attendue: Promise<unknown>): void {
  const mienne = attendue
    .catch(() => undefined)
    .finally(() => {
      if (mains === mienne) mains = null;
    });
  mains = mienne;
}

/** At once, unless hands are being served. */
export function whenServed(faire: () => void): void {
  if (mains) void mains.then(faire);
  else faire();
}
