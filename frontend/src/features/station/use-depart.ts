import { useNavigate } from 'react-router';
import { t } from '@/i18n';
import { formatCodeSuivi, parseCodeSuivi } from '@/lib/code-suivi';
import { http } from '@/lib/http';
import { ApiError } from '@/lib/problem';
import { parseTelephone } from '@/lib/telephone';
import type { Lu } from '@/station/douchette/decode';
import { toast } from '@/ui/toast';
import { announce } from './annonce';
import { type Brouillon, newBrouillon, withClient, withGabarit, withReference } from './brouillon';
import type { Proposition } from './memoire';
import { usePreferences } from './preferences';
import { findOwner } from './proposition';
import { manquesOf } from './saisies';
import { nextStop } from './use-appuis';
import type { Reception } from './use-reception';

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
    r.setProposition(proposition.client ? 'trouve' : 'inconnu');
    if (!proposition.client) {
      announce('attention', t('station:proprietaireInconnu', { reference }));
      r.viser('telephone');
      return;
    }
    const nom = proposition.client.nom;
    r.setB((avant) => {
      if (avant.id !== id || avant.client !== null || avant.telephone !== '') return avant;
      return withProposition(avant, proposition);
    });
    announce('ok', t('station:proprietaire', { reference, nom }));
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
    if (rang < total) announce('attention', t('station:serieEnCours'));
    else startWith(newBrouillon({ pays, mode }), reference);
  }

  function onReference(reference: string, b: Brouillon = r.b): void {
    const complet = r.manques.length === 0 && b.references.length > 0;
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

  /** A label printed beforehand, not yet on any carton: this one takes its code. */
  function takeCode(code: string): void {
    r.change({ code_suivi: code });
    announce('ok', t('station:codePris', { code: formatCodeSuivi(code) }));
  }

  async function onOwnLabel(code: string): Promise<void> {
    const ici = r.banc.derniers.find((carton) => carton.code_suivi === code);
    if (ici) {
      openFiche(code, ici.id);
      return;
    }
    try {
      const { id } = await http.get<{ id: string }>(`/colis/par-code/${encodeURIComponent(code)}`);
      openFiche(code, id);
    } catch (erreur) {
      if (erreur instanceof ApiError && erreur.status !== 404) announce('refus', erreur.message);
      else takeCode(code);
    }
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
