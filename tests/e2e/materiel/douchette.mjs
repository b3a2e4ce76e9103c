/**
 * A scanner that types, in a real Chromium: the keys come from the browser's own input path, with
 * the focus in a text field. Prints what was read and what the field was left with, per scene.
 */

import { withPage } from './page.mjs';

const CODES = ['YAKMVS9EDD1R3', 'CM9JE0K9W39Q8', '1HE7ZPKA792GV', 'T8ZGG898PBSKY'];
/** What a French keyboard writes with the keys of an American one. */
const AZERTY = { Q: 'A', A: 'Q', W: 'Z', Z: 'W', M: '?', 1: '&', 2: 'é', 3: '"', 7: 'è', 8: '_', 9: 'ç', 0: 'à' };

/** What the keys set going has been done: the browser acknowledges a key once the page handled it. */
const settled = (page) =>
  page.evaluate(() => new Promise((suite) => requestAnimationFrame(() => setTimeout(suite))));
const codeOf = (signe) => (/\d/.test(signe) ? `Digit${signe}` : `Key${signe}`);
/** 80 ± 20 ms, the same draw every time. */
let graine = 7;
const human = () => {
  graine = (graine * 16_807) % 2_147_483_647;
  return 60 + (graine % 41);
};

/** The scanner's own clock, in seconds: a busy machine does not make it pause. */
let horloge = Date.now() / 1_000;
const later = (ms) => {
  horloge += ms / 1_000;
};

function keyboard(cdp) {
  const press = async (options) => {
    const touche = { ...options, timestamp: horloge };
    later(2);
    await cdp.send('Input.dispatchKeyEvent', { ...touche, type: options.text ? 'keyDown' : 'rawKeyDown' });
    await cdp.send('Input.dispatchKeyEvent', { ...touche, type: 'keyUp', text: undefined });
  };
  const special = (nom, vk) => press({ code: nom, key: nom, windowsVirtualKeyCode: vk });
  return {
    prefix: () => special('F9', 120),
    suffix: () => press({ code: 'Enter', key: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }),
    us: (signe) => press({ code: codeOf(signe), key: signe.toLowerCase(), text: signe.toLowerCase() }),
    azerty: (signe) => press({ code: codeOf(signe), key: AZERTY[signe] ?? signe, text: AZERTY[signe] ?? signe }),
    ime: (signe) => press({ code: codeOf(signe), key: 'Process', windowsVirtualKeyCode: 229 }),
  };
}

await withPage(async (page) => {
  const cdp = await page.context().newCDPSession(page);
  const clavier = keyboard(cdp);

  async function scan(code, touche, rythme = () => 0) {
    await clavier.prefix();
    for (const signe of code) {
      later(rythme());
      await touche(signe);
    }
    await clavier.suffix();
  }

  async function scene(nom, faire) {
    await page.reload();
    await page.waitForFunction(() => window.materiel !== undefined);
    await page.evaluate(() => {
      window.lus = window.materiel.listenScans();
      document.querySelector('#champ').focus();
    });
    horloge = Math.max(horloge + 10, Date.now() / 1_000);
    await faire();
    await settled(page);
    const vu = await page.evaluate(() => ({
      lus: window.lus.map(({ genre, code }) => `${genre}:${code}`),
      champ: document.querySelector('#champ').value,
      foyer: document.activeElement?.id ?? '',
    }));
    console.log(JSON.stringify({ nom, ...vu }));
  }

  await scene('azerty', async () => {
    for (const code of CODES) await scan(code, clavier.azerty);
  });
  await scene('ime', async () => {
    await cdp.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
    for (const code of CODES) await scan(code, clavier.ime);
  });
  await scene('lente', async () => {
    for (const code of CODES) await scan(code, clavier.us, human);
  });
  await scene('rafale', async () => {
    for (const code of CODES.slice(0, 2)) await scan(code, clavier.us);
  });
  await scene('coupee', async () => {
    await clavier.prefix();
    for (const signe of CODES[0].slice(0, 7)) await clavier.us(signe);
    later(450);
    for (const signe of CODES[0].slice(7)) await clavier.us(signe);
    await clavier.suffix();
  });
  await scene('personne', async () => {
    for (const signe of 'AWA') await clavier.us(signe);
  });
});
