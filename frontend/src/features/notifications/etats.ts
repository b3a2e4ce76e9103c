import type { Ton } from '@/ui/badge';

export const STATUTS = [
  'en_attente',
  'en_cours',
  'envoye',
  'livre',
  'lu',
  'echec',
  'incertain',
  'suspendu',
  'echec_permanent',
  'annule',
] as const;
export type Statut = (typeof STATUTS)[number];

export const ETAPES = [
  'recu',
  'parti',
  'arrive',
  'disponible',
  'remis',
  'rappel',
  'paiement',
  'annulation',
  'correction',
  'perdu',
  'otp',
  'alerte',
  'rapport',
] as const;
export type Etape = (typeof ETAPES)[number];

/** Stopped until somebody decides or a line is back. */
export const EN_SOUFFRANCE = ['suspendu', 'echec_permanent', 'incertain'] as const;
export type Souffrance = (typeof EN_SOUFFRANCE)[number];

export const MOTIFS = [
  'ligne_basse',
  'aucune_ligne',
  'silence',
  'desabonne',
  'numero_invalide',
  'non_inscrit_whatsapp',
  'refuse_par_le_fournisseur',
  'echeance_depassee',
  'non_remis',
  'incomposable',
  'trop_d_essais',
  'reponse_perdue',
  'incertain_a_decider',
  'remplace_par_une_etape',
  'annule_par_un_admin',
  'code_mort',
  'modele_absent',
] as const;
export type Motif = (typeof MOTIFS)[number];

export const isMotif = (code: string): code is Motif => MOTIFS.some((un) => un === code);

export const TONS: Readonly<Record<Statut, Ton>> = {
  en_attente: 'neutre',
  en_cours: 'info',
  envoye: 'vif',
  livre: 'succes',
  lu: 'succes',
  echec: 'alerte',
  incertain: 'alerte',
  suspendu: 'alerte',
  echec_permanent: 'danger',
  annule: 'neutre',
};

const RELANCABLES: readonly string[] = ['echec', ...EN_SOUFFRANCE];
const ANNULABLES: readonly string[] = ['en_attente', 'echec', ...EN_SOUFFRANCE];
/** Every receipt and every reversal is told to the client. */
const NON_ANNULABLES: readonly string[] = ['paiement', 'annulation'];

export const isRelancable = ({ statut }: { statut: string }): boolean =>
  RELANCABLES.includes(statut);

export const isAnnulable = ({ statut, etape }: { statut: string; etape: string }): boolean =>
  ANNULABLES.includes(statut) && !NON_ANNULABLES.includes(etape);

/** Whether anything can still be done with it. */
export const isActionable = (un: { statut: string; etape: string }): boolean =>
  isRelancable(un) || isAnnulable(un);
