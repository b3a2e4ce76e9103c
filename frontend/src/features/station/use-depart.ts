import { useNavigate } from 'react-router';
import { t } from '@/i18n';
import { formatCodeSuivi, parseCodeSuivi } from '@/lib/code-suivi';
import { http } from '@/lib/http';
import { ApiError } from '@/lib/problem';
import { parseTelephone } from '@/lib/telephone';
import { cartonOfCode } from '@/offline/codes';
import { isAway } from '@/offline/lecture';
import type { Lu } from '@/station/douchette/decode';
import { toast } from '@/ui/toast';
import { announce } from './annonce';
import { type Brouillon, newBrouillon, withClient, withGabarit, withReference } from './brouillon';
import type { Proposition } from './memoire';
import { usePreferences } from './preferences';
import { findOwner } from './proposition';
import { manquesOf } from './saisies';
import { nextStop } from './use-appuis';
import type { CodeLu } from './use-code';
import type { Reception } from './use-reception';

/** The bench does not wait longer to learn whose label it is. */
const PATIENCE_MS = 4_000;

/** A client's mark is their number in full; one in seven of those also passes as an AWB. */
function isPhone({ genre, code }: Lu): boolean {
  if (genre !== 'inconnu' && genre !== 'awb') return false;
  return /^\+?\d{8,14}$/.test(code) && parseTelephone(`+${code.replace('+', '')}`, '') !== null;
}

/** The owner found, and the contents they usually send, on the carton that asked. */
function withProposition(b: Brouillon, { client, gabarits }: Proposition): Brouillon {
  if (!client) return b;
  const connu = withClient(b, client);
  const [habitude] = gabarits;
  const seule = habitude && usePreferences.getState().habitudes && b.contenu === '';
  return seule ? withGabarit(connu, habitude, false) : connu;
}

/** Nobody has been named, and nothing is scanned yet: the next scan starts the carton. */
const isFree = (b: Brouillon): boolean =>
  b.client === null && b.telephone === '' && b.references.length === 0;

/** What a scan means at the bench: it starts a carton, or adds to the one being done. */
export function useDepart(r: Reception) {
  const navigate = useNavigate();

  function propose(id: string, reference: string, proposition: Proposition): void {
    const { id: present, client, telephone } = r.courant();
    // Somebody has said who it is, or the carton has left: the answer comes too late to matter.
    if (present !== id || client !== null || telephone !== '') return;
    r.setProposition(proposition.client ? 'trouve' : 'inconnu');
    if (!proposition.client) {
      announce('attention', t('station:proprietaireInconnu', { reference }));
      r.viser('telephone');
      return;
    }
    r.setB((avant) => withProposition(avant, proposition));
    announce('ok', t('station:proprietaire', { reference, nom: proposition.client.nom }));
  }

  /** This bench knows the owner: one change of the screen, nothing to wait for. */
  function startKnown(b: Brouillon, reference: string, connue: Proposition): void {
    const neuf = withProposition(withReference(b, reference), connue);
    r.start(neuf, nextStop(manquesOf(neuf), false));
    r.setProposition('trouve');
    announce('ok', t('station:proprietaire', { reference, nom: connue.client?.nom ?? '' }));
  }

  function startWith(b: Brouillon, reference: string): void {
    const connue = r.memoire.propose(reference);
    if (connue) {
      startKnown(b, reference, connue);
      return;
    }
    r.start(withReference(b, reference), 'telephone');
    r.setProposition('cherche');
    announce('ok', t('station:numeroGarde', { reference }));
    void findOwner(r.memoire, reference).then((trouvee) => propose(b.id, reference, trouvee));
  }

  function add(b: Brouillon, reference: string): void {
    if (b.references.includes(reference)) {
      announce('attention', t('station:dejaLu', { reference }));
      return;
    }
    r.setB((avant) => withReference(avant, reference));
    announce('ok', t('station:numeroGarde', { reference }));
  }

  /** A finished carton under a new scan: confirmed first, when the bench is set so. */
  async function advance(reference: string): Promise<void> {
    const { pays, mode, rang, total } = r.b;
    const fini = await r.confirm();
    if (!fini) return;
    if (rang < total) addToNext(reference);
    else startWith(newBrouillon({ pays, mode }), reference);
  }

  /** Inside a series the client is known: the number is one of the carton that follows. */
  function addToNext(reference: string): void {
    const suivant = withReference(r.courant(), reference);
    r.setB(suivant);
    const { rang, total } = suivant;
    announce('attention', t('station:serieEnCours', { reference, rang, total }));
  }

  /** A scan that comes while a carton is being written is one of the next. */
  function onReference(reference: string, b?: Brouillon): void {
    const ecriture = r.enCours();
    if (ecriture) void ecriture.then(() => place(reference, r.courant()));
    else place(reference, b ?? r.courant());
  }

  function place(reference: string, b: Brouillon): void {
    const complet = [...r.manques, ...manquesOf(b)].length === 0 && b.references.length > 0;
    const autre = !b.references.includes(reference);
    if (isFree(b)) startWith(b, reference);
    else if (complet && autre && usePreferences.getState().avance) void advance(reference);
    else add(b, reference);
  }

  function openFiche(code: string, id: string): void {
    announce('attention', t('station:dejaEnregistreCode', { code: formatCodeSuivi(code) }));
    toast('alerte', t('station:dejaEnregistre'), {
      action: {
        libelle: t('station:ouvrirFiche'),
        faire: () => void navigate(`/colis/${id}`),
      },
    });
  }

  /** Nobody here knows this label: the server's word, or a hand's when it cannot be asked. */
  async function askServer(lu: CodeLu): Promise<void> {
    try {
      const chemin = `/colis/par-code/${encodeURIComponent(lu.code)}`;
      const delai = AbortSignal.timeout(PATIENCE_MS);
      openFiche(lu.code, (await http.get<{ id: string }>(chemin, undefined, delai)).id);
    } catch (erreur) {
      if (!(erreur instanceof ApiError) || isAway(erreur)) r.askCode(lu);
      else if (erreur.status === 404) r.takeCode(lu);
      else announce('refus', erreur.message);
    }
  }

  /** Whose label it is: this device's own log and lists first, then the server. */
  async function onOwnLabel(code: string): Promise<void> {
    await r.enCours();
    const { id, code_suivi } = r.courant();
    if (code_suivi === code) {
      r.takeCode({ code, id });
      return;
    }
    const connu = await cartonOfCode(code).catch(() => null);
    if (connu === null) await askServer({ code, id });
    else openFiche(code, connu);
  }

  /** Everything the scanner reads but printed commands. */
  function onScan(lu: Lu): void {
    const { genre, code } = lu;
    if (genre === 'colis' && parseCodeSuivi(code)) void onOwnLabel(code);
    else if (isPhone(lu)) {
      r.change({ telephone: code, client: null });
      announce('ok', code);
      r.viser('telephone');
    } else if (genre === 'awb') announce('refus', t('station:scanLta'));
    else onReference(code);
  }

  return { onScan, onReference };
}
