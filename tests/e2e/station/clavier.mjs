/**
 * A scanner that types: physical keys of an American keyboard under an AZERTY layout or a Chinese
 * input method, so that `event.key` is wrong everywhere and only `event.code` is right.
 */

import { jusqua, verifier } from '../parcours/outils.mjs';
import { ouvrirPoste } from './scenes.mjs';

const AZERTY = { KeyA: 'q', KeyQ: 'a', KeyW: 'z', KeyZ: 'w', KeyM: ',' };
const CHIFFRES = { 1: '&', 2: 'é', 3: '"', 4: "'", 5: '(', 6: '-', 7: 'è', 8: '_', 9: 'ç', 0: 'à' };

/** The physical keys for a text. */
function touches(texte) {
  return [...texte].map((signe) => {
    if (/[A-Z]/.test(signe)) return { code: `Key${signe}`, majuscule: true };
    if (/\d/.test(signe)) return { code: `Digit${signe}`, majuscule: false };
    return { code: 'Minus', majuscule: false };
  });
}

/** What the layout makes of a key: letters moved, digits turned to accents, or eaten by the IME. */
function lettre({ code, majuscule }, ime) {
  if (ime) return { key: 'Process', keyCode: 229 };
  if (code.startsWith('Digit')) return { key: CHIFFRES[code.at(-1)], keyCode: 0 };
  if (code === 'Minus') return { key: ')', keyCode: 0 };
  const mue = AZERTY[code] ?? code.at(-1).toLowerCase();
  return { key: majuscule ? mue.toUpperCase() : mue, keyCode: 0 };
}

/** The keyboard's own clock: keys carry their time, so that a busy machine does not slow them. */
let horloge = 0;

/** 80 ± 20 ms a key, as slow scanners do; `ms` 4: a burst. */
async function taper(cdp, texte, { ime = false, ms = 80, coupure = -1 } = {}) {
  horloge = Math.max(horloge, Date.now());
  const presser = async (touche) => {
    horloge += ms > 20 ? ms - 20 + Math.random() * 40 : ms;
    const commun = { code: touche.code, key: touche.key, timestamp: horloge / 1000 };
    await cdp.send('Input.dispatchKeyEvent', {
      ...commun,
      type: 'rawKeyDown',
      windowsVirtualKeyCode: touche.keyCode ?? 0,
      modifiers: touche.majuscule ? 8 : 0,
    });
    await cdp.send('Input.dispatchKeyEvent', { ...commun, type: 'keyUp' });
  };
  await presser({ code: 'F9', key: 'F9', keyCode: 120 });
  for (const [rang, touche] of touches(texte).entries()) {
    // A hand off the trigger, a busy bus: the rest of the code comes too late.
    if (rang === coupure) horloge += 600;
    await presser({ ...touche, ...lettre(touche, ime) });
  }
  await presser({ code: 'Enter', key: 'Enter', keyCode: 13 });
}

const references = (page) =>
  page.getByRole('list', { name: 'Références du fournisseur' }).innerText();

/** Codes typed into a page whose field has the focus: the whole ones kept, the cut one never. */
export async function clavierDouchette(page) {
  await ouvrirPoste(page);
  const cdp = await page.context().newCDPSession(page);
  const champ = page.locator('[data-etape="contenu"]');
  await champ.fill('Tissus');
  await champ.focus();
  await taper(cdp, 'SF1234567890123');
  await jusqua('code AZERTY', async () => (await references(page)).includes('SF1234567890123'));
  await taper(cdp, 'YT9876543210987', { ime: true });
  await jusqua('code sous IME', async () => (await references(page)).includes('YT9876543210987'));
  await taper(cdp, 'SF1111111111111', { ms: 4 });
  await taper(cdp, 'SF2222222222222', { ms: 4 });
  await jusqua('rafale', async () => (await references(page)).includes('SF2222222222222'));
  verifier((await champ.inputValue()) === 'Tissus', 'un scan a écrit dans un champ');
  await champ.focus();
  await taper(cdp, 'SF3333333333333', { coupure: 6 });
  // The next whole code comes after whatever the cut one could have become.
  await taper(cdp, 'SF4444444444444');
  await jusqua('code suivant', async () => (await references(page)).includes('SF4444444444444'));
  const lues = (await references(page)).split(/\s+/).filter(Boolean).sort();
  const voulues = [
    'SF1111111111111',
    'SF1234567890123',
    'SF2222222222222',
    'SF4444444444444',
    'YT9876543210987',
  ];
  verifier(JSON.stringify(lues) === JSON.stringify(voulues), `codes lus : ${lues.join(', ')}`);
}
