import { gramsOf, type Lecteur, latin1, weigh } from '../mesure';

/**
 * Nineteen characters: sign, weight on eight, blank, unit on five, `?` while moving, and what it
 * is (G, NET, PT on four). Ohaus Ranger and Defender, "standard" print format.
 */
const OHAUS = /^([- ])( *\d+(?:\.\d+)?) (g|kg|lb|oz) *([? ])(G {2}|NET|N {2}|T {2}|PT ) ?$/;
const LONGUEUR = 19;
const LARGEUR = 8;

export const readOhaus: Lecteur = (trame) => {
  const texte = latin1(trame);
  const [, signe = '', figure = '', unite = '', etat, genre = ''] = OHAUS.exec(texte) ?? [];
  const [, place = ''] = /^.{10}(.{5})/.exec(texte) ?? [];
  if (texte.length !== LONGUEUR || figure.length !== LARGEUR || place.trim() !== unite) return null;
  // A tare is not the carton's weight.
  if (/^P?T/.test(genre)) return null;
  return weigh(gramsOf(signe.trim() + figure.trim(), unite), etat === '?' ? 'unstable' : 'stable');
};
