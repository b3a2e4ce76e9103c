import '@fontsource-variable/inter/wght.css';
import { Balance } from '@/station/balance/balance';
import type { Lecture } from '@/station/balance/lecture';
import { defaultReglage, type Protocole } from '@/station/balance/protocoles';
import { readCodes } from '@/station/camera/lecteur';
import type { Lu } from '@/station/douchette/decode';
import { DouchetteDirecte } from '@/station/douchette/directe';
import { listen } from '@/station/douchette/ecoute';
import { MaterielError } from '@/station/erreurs';
import { printLabel, type TailleEtiquette } from '@/station/imprimante';
import { drawBitmap, type Etiquette } from '@/station/imprimante/etiquette';
import { Imprimante } from '@/station/imprimante/imprimante';
import { base64, encode, type Langage } from '@/station/imprimante/langages';
import { encodePng, toPng } from '@/station/imprimante/png';
import { photo } from './photos';

/** What the test asks of the drivers, in a page with nothing else in it. */
const LANGAGES: readonly Langage[] = ['tspl', 'zpl', 'escpos'];

async function label(
  etiquette: Etiquette,
  taille: TailleEtiquette,
): Promise<Record<string, string>> {
  const bitmap = await drawBitmap(etiquette, taille);
  const sorties: Record<string, string> = { png: base64(await encodePng(bitmap)) };
  for (const langage of LANGAGES) sorties[langage] = base64(await encode(bitmap, langage));
  return sorties;
}

/** Milliseconds of each drawing and encoding, as the bench lives them. */
async function measure(etiquette: Etiquette, langage: Langage, fois: number): Promise<number[]> {
  const durees: number[] = [];
  for (let rang = 0; rang < fois; rang += 1) {
    const debut = performance.now();
    await encode(await drawBitmap({ ...etiquette, rang: rang + 1 }, '100x150'), langage);
    durees.push(performance.now() - debut);
  }
  return durees;
}

async function print(etiquette: Etiquette, taille: TailleEtiquette): Promise<void> {
  await printLabel(await toPng(await drawBitmap(etiquette, taille)), taille);
}

function listenScans(): Lu[] {
  const lus: Lu[] = [];
  listen((lu) => lus.push(lu), false);
  return lus;
}

/** Opens a granted serial port; resolves with the first weight that may be taken. */
async function weigh(protocole: Protocole, patience_ms: number): Promise<Lecture | string> {
  const balance = new Balance(defaultReglage(protocole));
  const pesee = new Promise<Lecture | string>((resolve) => {
    balance.subscribe(({ lecture, erreur }) => {
      if (lecture?.poids_g != null) resolve(lecture);
      if (erreur) resolve(`${erreur.raison}: ${String(erreur.cause)}`);
    });
    setTimeout(() => resolve(`rien: ${balance.etat.etat}`), patience_ms);
  });
  await balance.reconnect();
  const lue = await pesee;
  await balance.close();
  return lue;
}

/** Prints on a granted serial port; resolves with why it did not, or null. */
async function printSerial(etiquette: Etiquette, langage: Langage): Promise<string | null> {
  const imprimante = new Imprimante({ transport: 'serie', langage, bauds: 115_200 });
  try {
    await imprimante.reconnect();
    await imprimante.print(await encode(await drawBitmap(etiquette, '60x40'), langage));
    return null;
  } catch (cause) {
    return cause instanceof MaterielError ? cause.raison : String(cause);
  } finally {
    await imprimante.close();
  }
}

/** A scanner in COM mode; resolves with the first code it reads. */
async function scanSerial(patience_ms: number): Promise<string> {
  const lu = new Promise<string>((resolve) => {
    const douchette = new DouchetteDirecte(
      { transport: 'serie' },
      {
        onTexte: (texte) => void douchette.close().then(() => resolve(texte)),
        onEtat: () => undefined,
      },
    );
    setTimeout(() => void douchette.close().then(() => resolve('rien')), patience_ms);
    void douchette.reconnect();
  });
  return lu;
}

/** Films a picture turned by some degrees; resolves with what the camera's reader made of it. */
async function film(etiquette: Etiquette, degres: number, patience_ms: number): Promise<string> {
  const image = await createImageBitmap(await toPng(await drawBitmap(etiquette, '100x150')));
  const toile = document.createElement('canvas');
  toile.width = 1280;
  toile.height = 720;
  const trait = toile.getContext('2d');
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = toile.captureStream(15);
  const repeint = setInterval(() => {
    if (!trait) return;
    trait.fillStyle = '#8a7a66';
    trait.resetTransform();
    trait.fillRect(0, 0, 1280, 720);
    trait.translate(640, 360);
    trait.rotate((degres * Math.PI) / 180);
    trait.drawImage(image, -230, -345, 460, 690);
  }, 60);
  await video.play();
  const lu = await new Promise<string>((resolve) => {
    const arreter = readCodes(video, ({ genre, code }) => {
      arreter();
      resolve(`${genre}:${code}`);
    });
    setTimeout(() => resolve('rien'), patience_ms);
  });
  clearInterval(repeint);
  return lu;
}

const materiel = {
  film,
  label,
  measure,
  photo,
  print,
  listenScans,
  weigh,
  printSerial,
  scanSerial,
};

declare global {
  interface Window {
    materiel: typeof materiel;
  }
}

window.materiel = materiel;
