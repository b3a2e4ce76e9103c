import { create } from 'zustand';
import { FUSEAUX } from './format';
import { http } from './http';
import { currentToken, onToken, refreshToken, setToken } from './jeton';
import { adoptLanguage, type Langue } from './langue';

export interface AgenceCourte {
  id: string;
  nom: string;
  ville?: string | null;
  pays?: string | null;
  code?: string | null;
}

/** GET /auth/moi. `actions` is the policy table's answer for this person. */
export interface Utilisateur {
  id: string;
  nom: string;
  fonction: 'agent' | 'admin' | 'client' | 'direction';
  role: string;
  pays: string | null;
  agence: AgenceCourte | null;
  identifiant?: string;
  langue?: string | null;
  telephone?: string | null;
  contact_verifie?: boolean;
  totp_actif?: boolean;
  /** The role demands a second factor that is not on yet: nothing else is open. */
  totp_requis?: boolean;
  /** Somebody else typed the password: nothing is open but its change. */
  mot_de_passe_a_changer?: boolean;
  codes_secours?: number;
  actions: string[];
}

/**
 * `hors_ligne`: the network is away and the last person of this device goes on capturing;
 * `expiree`: the server refuses the refresh, the log-in opens over the screen.
 */
export type StatutSession = 'inconnue' | 'anonyme' | 'connectee' | 'hors_ligne' | 'expiree';

interface Session {
  statut: StatutSession;
  utilisateur: Utilisateur | null;
}

export const useSession = create<Session>(() => ({ statut: 'inconnue', utilisateur: null }));

/** The server refused the refresh: a password is due, even while captures go on without one. */
export const useConnexionDue = create<{ due: boolean }>(() => ({ due: false }));

export const currentUser = (): Utilisateur | null => useSession.getState().utilisateur;

/** Where an identity is remembered between two starts; the offline floor plugs itself in. */
interface Memoire {
  load: () => Promise<Utilisateur | null>;
  save: (utilisateur: Utilisateur | null) => Promise<void>;
}

let memoire: Memoire = {
  load: () => Promise.resolve(null),
  save: () => Promise.resolve(),
};

export function rememberWith(autre: Memoire): void {
  memoire = autre;
}

const DELAI_MOI_MS = 20_000;

async function loadMoi(): Promise<void> {
  const utilisateur = await http.get<Utilisateur>(
    '/auth/moi',
    undefined,
    AbortSignal.timeout(DELAI_MOI_MS),
  );
  adoptLanguage(utilisateur.langue);
  useSession.setState({ statut: 'connectee', utilisateur });
  useConnexionDue.setState({ due: false });
  await memoire.save(utilisateur);
}

/**
 * At start: the refresh cookie first; without a network, the person this device remembers. When the
 * cookie has expired too, that person goes on capturing and is asked for the password.
 */
export async function resumeSession(): Promise<void> {
  const issue = await refreshToken(null);
  if (issue === 'ok') {
    try {
      await loadMoi();
      return;
    } catch {
      // The token came but not the identity: the same as no network.
    }
  }
  const connu = await memoire.load();
  const due = issue === 'refuse' && connu !== null;
  useConnexionDue.setState({ due });
  const statut = due ? 'expiree' : 'hors_ligne';
  useSession.setState({ statut: connu ? statut : 'anonyme', utilisateur: connu });
}

interface Connexion {
  access_token: string;
}

export async function logIn(donnees: {
  identifiant: string;
  mot_de_passe: string;
  se_souvenir?: boolean;
  code_totp?: string;
}): Promise<void> {
  const { access_token } = await http.post<Connexion>('/auth/connexion', donnees);
  setToken(access_token);
  await loadMoi();
}

export const requestOtp = (telephone: string): Promise<unknown> =>
  http.post('/auth/otp', { telephone });

export async function logInWithOtp(telephone: string, code: string): Promise<void> {
  const { access_token } = await http.post<Connexion>('/auth/otp/verification', {
    telephone,
    code,
  });
  setToken(access_token);
  await loadMoi();
}

/** The caller has checked that nothing waits in the outbox. */
export async function logOut(): Promise<void> {
  await http.post('/auth/deconnexion');
  setToken(null);
  await memoire.save(null);
  useSession.setState({ statut: 'anonyme', utilisateur: null });
}

/** Messages and documents follow the screen's language; a failure changes nothing here. */
export async function saveLanguage(langue: Langue): Promise<void> {
  if (useSession.getState().statut !== 'connectee') return;
  await http.patch('/auth/moi', { langue }).catch(() => undefined);
}

export function expireSession(): void {
  if (!useSession.getState().utilisateur) return;
  useConnexionDue.setState({ due: true });
  useSession.setState({ statut: 'expiree' });
}

const RAPPEL_MS = 15 * 60_000;
let reporteJusque = 0;

/** "Later": captures go on; the password is asked for again in a while, or by the banner. */
export function postponeLogin(now = Date.now()): void {
  reporteJusque = now + RAPPEL_MS;
  useSession.setState({ statut: 'hors_ligne' });
}

/** The network is back: becomes a full session again, or asks for the password. */
export async function resumeOnline(): Promise<void> {
  if (useSession.getState().statut !== 'hors_ligne' || Date.now() < reporteJusque) return;
  const issue = await refreshToken(null);
  if (issue === 'refuse') expireSession();
  if (issue === 'ok') await loadMoi().catch(() => undefined);
}

/** One's own rights changed (second factor, phone): a new token, then who one is again. */
export async function renewSession(): Promise<void> {
  await refreshToken(currentToken());
  await loadMoi();
}

/** Another tab logged in as somebody else: this tab must not go on under a stale name. */
export function watchIdentity(recharger: () => void): () => void {
  return onToken((sujet) => {
    const moi = currentUser();
    if (moi && sujet !== null && sujet !== moi.id) recharger();
  });
}

/** May the person signed in do this? The word list is the server's `Action`. */
export function can(action: string): boolean {
  return currentUser()?.actions.includes(action) ?? false;
}

export function useCan(action: string): boolean {
  return useSession((session) => session.utilisateur?.actions.includes(action) ?? false);
}

export function useUtilisateur(): Utilisateur {
  const utilisateur = useSession((session) => session.utilisateur);
  if (!utilisateur) throw new Error('useUtilisateur outside the signed-in shell');
  return utilisateur;
}

/** The zone dates are shown in: the person's country, Mali's for the head office. */
export function useFuseau(): string {
  const pays = useSession((session) => session.utilisateur?.pays ?? 'ML');
  return FUSEAUX[pays] ?? 'Africa/Bamako';
}

export type Interface = 'chine' | 'mali' | 'rci' | 'admin' | 'direction' | 'client';

const AGENCE_DU_PAYS: Readonly<Record<string, 'chine' | 'mali' | 'rci'>> = {
  CN: 'chine',
  ML: 'mali',
  CI: 'rci',
};

/** Which of the front doors is this person's. */
export function interfaceOf({ fonction, pays }: Utilisateur): Interface {
  if (fonction !== 'agent') return fonction;
  return AGENCE_DU_PAYS[pays ?? ''] ?? 'mali';
}

export function homeOf(utilisateur: Utilisateur): string {
  const porte = interfaceOf(utilisateur);
  return porte === 'admin' ? `/admin/${(utilisateur.pays ?? 'ml').toLowerCase()}` : `/${porte}`;
}
