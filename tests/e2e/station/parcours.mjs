/** The bench in a real Chromium: a few cartons without a mouse, and what happens when it breaks. */

import { connecter, Navigateur } from '../parcours/outils.mjs';
import { equiper } from './appareils.mjs';
import { cameraDouchette, cameraRefusee } from './camera.mjs';
import { clavierDouchette } from './clavier.mjs';
import { arracheeEnImpression, rechargeEnEnvoi, rechargeEnFile } from './imprimante.mjs';
import {
  balanceArrachee,
  cameraPrise,
  etalonner,
  matieres,
  permissionRefusee,
  sansPapier,
  sansSouris,
} from './scenes.mjs';

const {
  TS_ADRESSE: adresse,
  TS_DEMO_MOT_DE_PASSE: motDePasse,
  TS_IMAGES: dossier,
  TS_SCENES: choisies,
} = process.env;

const SCENES = [
  ['sans souris', sansSouris, {}],
  ['matières dangereuses', matieres, {}],
  ['douchette au clavier', clavierDouchette, { reglages: { douchette: 'clavier' } }],
  ['balance arrachée', balanceArrachee, {}],
  ['plus de papier', sansPapier, {}],
  ['caméra prise', cameraPrise, { pannes: { camera: 'NotReadableError' } }],
  ['caméra refusée', cameraRefusee, { pannes: { camera: 'NotAllowedError' } }],
  ['caméra qui lit', cameraDouchette, { reglages: { cameraLit: true, douchette: 'clavier' } }],
  ['rechargée, étiquette en file', rechargeEnFile, {}],
  ['rechargée, étiquette en envoi', rechargeEnEnvoi, {}],
  ['imprimante arrachée', arracheeEnImpression, {}],
  ['permission refusée', permissionRefusee, { pannes: { permission: true } }],
  ['étalonnage et page d’essai', etalonner, {}],
];

const nav = await Navigateur.lancer(adresse, dossier);
try {
  for (const [nom, jouer, options] of SCENES) {
    if (choisies && !nom.includes(choisies)) continue;
    const debut = Date.now();
    const contexte = await nav.navigateur.newContext({
      baseURL: adresse,
      locale: 'fr-FR',
      viewport: { width: 1440, height: 900 },
      permissions: ['camera'],
    });
    await equiper(contexte, options);
    const page = await nav.onglet(nom, contexte);
    await connecter(page, 'agent_chine', motDePasse);
    await jouer(page);
    await contexte.close();
    console.log(`  ${nom} : ${((Date.now() - debut) / 1000).toFixed(1)} s`);
  }
  if (nav.fautes.length > 0) throw new Error(nav.fautes.join('\n'));
} catch (erreur) {
  await nav.photographier();
  console.error(erreur);
  process.exitCode = 1;
} finally {
  await nav.fermer();
}
