import type { connexion as fr } from '../fr/connexion';
import type { Traduction } from '../types';

export const connexion: Traduction<typeof fr> = {
  titre: 'Sign in',
  accroche: 'Air freight China → Mali · Côte d’Ivoire',
  equipe: 'Team',
  client: 'Client',
  identifiant: 'User name',
  motDePasse: 'Password',
  afficher: 'Show the password',
  masquer: 'Hide the password',
  souvenir: 'Stay signed in for 30 days (not for accounts that hold a till)',
  entrer: 'Sign in',
  telephone: 'Phone',
  paysTelephone: 'Country of the number',
  recevoirCode: 'Get the code on WhatsApp',
  code: '6-digit code',
  codeEnvoye: 'If this number is known, a code was just sent to {{telephone}}.',
  changerNumero: 'Change the number',
  renvoyer: 'Send the code again',
  renvoyerDans: 'Send again in {{s}} s',
  requis: 'Required.',
  telephoneFaux: 'This number is not valid for this country.',
  codeFaux: 'The code has 6 digits.',
  expireeTitre: 'Your session has expired',
  expireeAide: 'Sign in again: nothing on the screen is lost.',
  horsLigne: 'No network: the first sign-in on this device needs it.',
};
