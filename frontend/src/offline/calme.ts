let jusqua = 0;

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
