/** What the screens hand to capture(), drawn for one schedule. Same types, same bodies. */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Crypto-random: two runs on one database must not meet, whatever their seed. */
export function uuid7() {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  const le = BigInt(Date.now());
  for (let i = 0; i < 6; i += 1) octets[i] = Number((le >> BigInt(40 - 8 * i)) & 255n);
  octets[6] = (octets[6] & 0x0f) | 0x70;
  octets[8] = (octets[8] & 0x3f) | 0x80;
  const hexa = Buffer.from(octets).toString('hex');
  return [8, 12, 16, 20].reduce((texte, ou, n) => `${texte.slice(0, ou + n)}-${texte.slice(ou + n)}`, hexa);
}

export function codeSuivi() {
  for (;;) {
    const charge = Array.from(crypto.getRandomValues(new Uint8Array(12)), (o) => ALPHABET[o & 31]);
    let reste = 0;
    for (const symbole of charge) reste = (reste * 32 + ALPHABET.indexOf(symbole)) % 37;
    if (reste < 32) return charge.join('') + ALPHABET[reste];
  }
}

/** A picture nobody else took: the base JPEG with a random comment of `taille` bytes. */
export function image(base64, taille = 64) {
  const base = Buffer.from(base64, 'base64');
  const segments = [base.subarray(0, 2)];
  for (let reste = Math.max(16, taille); reste > 0; reste -= 65_000) {
    const corps = Buffer.from(crypto.getRandomValues(new Uint8Array(Math.min(reste, 65_000))));
    const tete = Buffer.from([0xff, 0xfe, 0, 0]);
    tete.writeUInt16BE(corps.length + 2, 2);
    segments.push(tete, corps);
  }
  return Buffer.concat([...segments, base.subarray(2)]).toString('base64');
}

const horodate = () => new Date().toISOString();

export function reception(decor, marque, hasard) {
  const id = uuid7();
  const code_suivi = codeSuivi();
  const local = String(hasard.entre(0, 999_999)).padStart(6, '0');
  return {
    type: 'colis.enregistrer',
    entity_id: id,
    payload: {
      id,
      code_suivi,
      client: { nom: `Preuve ${local}`, telephone: `+22370${local}`, pays: 'ML' },
      pays_destination: 'ML',
      mode: 'cargo',
      categorie: 'standard',
      contenu: marque,
      poids_g: hasard.entre(200, 30_000),
      source_poids: 'manuel',
      rang: 1,
      total: 1,
      survenu_le: horodate(),
    },
    images: Array.from({ length: hasard.entre(0, 2) }, () => image(decor.jpeg, 400)),
    resume: `${code_suivi} · ${marque}`,
  };
}

export const etiquette = (colis_id, code_suivi) => ({
  type: 'etiquette.reimprimer',
  entity_id: colis_id,
  payload: { colis_id, format: 'png', taille: '100x150', survenu_le: horodate() },
  resume: code_suivi,
});

export const pesee = (colis_id, hasard) => ({
  type: 'colis.peser',
  entity_id: colis_id,
  payload: {
    id: uuid7(),
    colis_id,
    poids_g: hasard.entre(200, 30_000),
    source_poids: 'manuel',
    survenu_le: horodate(),
  },
  resume: 'pesée',
});

export const annulation = (colis_id) => ({
  type: 'colis.annuler',
  entity_id: colis_id,
  payload: { colis_id, motif: 'saisi deux fois' },
  resume: 'annulation',
});

export const chargement = (vol_id, code) => ({
  type: 'vol.charger',
  entity_id: vol_id,
  payload: { vol_id, code, survenu_le: horodate() },
  resume: code,
});

export const dechargement = (vol_id, colis_id, code) => ({
  type: 'vol.decharger',
  entity_id: vol_id,
  payload: { vol_id, colis_id, survenu_le: horodate() },
  codes: [code],
  resume: 'déchargé',
});

export const ouverture = (caisse_id) => {
  const id = uuid7();
  return {
    type: 'caisse.ouvrir',
    entity_id: id,
    payload: { id, caisse_id, fonds: { coupures: { 10000: 5 } } },
    resume: 'caisse',
  };
};

export const pointage = (vol_id, carton, images) => ({
  type: 'pointage.scanner',
  entity_id: vol_id,
  payload: {
    vol_id,
    id: uuid7(),
    code: carton.code_suivi,
    etat: images ? 'endommage' : 'conforme',
    ...(images ? { note: 'coin enfoncé' } : {}),
    survenu_le: horodate(),
  },
  ...(images ? { images, photos_colis_id: carton.id } : {}),
  resume: carton.code_suivi,
});

export const rangement = (carton, emplacement_id) => ({
  type: 'rangement.placer',
  entity_id: carton.id,
  payload: { colis_id: carton.id, emplacement_id, survenu_le: horodate() },
  codes: [carton.code_suivi],
  resume: `${carton.code_suivi} → étagère`,
});

const paiement = (carton, montant) => ({
  id: uuid7(),
  client_id: carton.client_id,
  lignes: [{ colis_id: carton.id, montant }],
  moyen: 'especes',
  survenu_le: horodate(),
});

export function encaissement(carton, montant) {
  const payload = paiement(carton, montant);
  return {
    type: 'encaissement.enregistrer',
    entity_id: payload.id,
    payload,
    resume: `${montant} FCFA`,
  };
}

export function remise(decor, carton, { montant = 0, images } = {}) {
  const id = uuid7();
  return {
    type: 'remise.effectuer',
    entity_id: id,
    payload: {
      id,
      colis_ids: [carton.id],
      preuve: { type: 'piece', nature: 'CNI', numero: `ML-${carton.code_suivi.slice(0, 6)}` },
      signature_png: decor.signature,
      ...(montant > 0 ? { encaissement: paiement(carton, montant) } : {}),
      survenu_le: horodate(),
    },
    ...(images ? { images, photos_colis_id: carton.id } : {}),
    codes: [carton.code_suivi],
    resume: carton.code_suivi,
  };
}

/** 4-4-5, as screens and labels write it. */
export const formater = (code) => `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
