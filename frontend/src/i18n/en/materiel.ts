import type { materiel as fr } from '../fr/materiel';
import type { Traduction } from '../types';

export const materiel: Traduction<typeof fr> = {
  appareil: {
    balance: 'Scale',
    douchette: 'Scanner',
    imprimante: 'Printer',
    camera: 'Camera',
  },
  etat: {
    absente: 'not plugged in',
    connexion: 'connecting…',
    connectee: 'ready',
    debranchee: 'unplugged',
    muette: 'silent',
    illisible: 'unreadable',
    erreur: 'out of order',
  },
  erreur: {
    non_pris_en_charge:
      'This browser cannot talk to this device: open the station in Chrome or Edge, on a computer.',
    refusee:
      'The browser refused access: click the icon left of the address, allow the device, then try again.',
    aucun_choix:
      'No device chosen: try again and pick it in the list. If it is not there, check its cable.',
    sans_reponse: 'The device did not answer in time: switch it off and on, then try again.',
    introuvable: 'Device not found: check its cable, then choose it again.',
    occupe:
      'Another program or tab holds the device: close it, the connection comes back by itself.',
    debranche:
      'The device was unplugged: put the cable back, the connection returns by itself. Nothing is lost.',
    muet: 'The scale sends nothing: switch it on and set it to continuous output, or type the weight.',
    illisible:
      'The scale speaks, but not in this format: check the protocol and the speed, or type the weight.',
    etalonnage:
      'The known weight is not read right: change the protocol or have the scale calibrated.',
    papier: 'Out of paper: load a roll. Waiting labels come out by themselves.',
    capot: 'The printer is open: close it, printing goes on by itself.',
    ruban: 'Out of ribbon: replace it, printing goes on by itself.',
    pause: 'The printer is paused: press its button to resume.',
    bourrage: 'Paper jam: open, take the label out, close.',
    eteinte: 'The printer no longer answers: switch it on. Labels are waiting.',
    camera_absente: 'No camera: plug one in, or choose a photo from the files.',
    camera_refusee:
      'The camera is not allowed: click the icon left of the address, allow it, then reload.',
    camera_occupee:
      'Another program is using the camera (a video call?): close it, then try again.',
    panne: 'The device is out of order: switch it off and on. Work goes on without it.',
  },
  motif: {
    bouge: 'The weight is still moving',
    surcharge: 'Too heavy for the scale',
    negatif: 'Negative weight: zero the scale',
    vide: 'Scale empty',
    erreur: 'The scale reports an error',
    occupee: 'The scale is busy',
    incertain: 'Weight not certain yet',
  },
  conseil: {
    protocole: 'This is not the right format: try the maker’s other protocol.',
    unite: 'The scale weighs in another unit: set it to kg.',
    etalonner: 'The scale is off: have it calibrated.',
  },
  photo: {
    ok: 'Sharp photo',
    floue: 'Blurred photo',
    sombre: 'Photo too dark',
    surexposee: 'Photo too bright',
  },
};
