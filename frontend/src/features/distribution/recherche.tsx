import { Camera, X } from 'lucide-react';
import { type RefObject, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounce } from '@/lib/debounce';
import { matchCode } from '@/lib/fin-de-code';
import { ApiError } from '@/lib/problem';
import { fold, isMeant } from '@/lib/recherche-locale';
import { formatTelephone } from '@/lib/telephone';
import { useStockLocal } from '@/offline/stock-local';
import type { Lu } from '@/station/douchette/decode';
import { useDouchette } from '@/station/douchette/use-douchette';
import { answer, type Reponse } from '@/station/sons';
import { AgeListe } from '@/ui/age-liste';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Combobox } from '@/ui/combobox';
import { Kbd } from '@/ui/kbd';
import { Scanner } from '@/ui/scanner';
import { toast, toastError } from '@/ui/toast';
import { type ClientTrouve, type ColisGuichet, groupClients, ofStock } from './colis-guichet';
import { findByCode, useColisTrouves } from './queries';
import { hasKeyboard } from './raccourcis';

const LOCAUX_MAX = 40;

/**
 * The kept depot answers at the key; the server completes once the typing rests. What it found for
 * other words is not shown: Enter must never open somebody else.
 */
function useClientsTrouves(saisie: string) {
  const texte = saisie.trim();
  const q = useDebounce(texte);
  const depot = useStockLocal();
  const serveur = useColisTrouves(q);
  const trouves = q === texte ? serveur.data : undefined;
  const clients = useMemo(() => {
    if (texte.length < 2) return [];
    const locaux = (depot.data?.valeur ?? []).map(ofStock).filter((un) => isNamed(un, texte));
    const tous = groupClients([...locaux.slice(0, LOCAUX_MAX), ...(trouves ?? [])]);
    const exacts = tous.filter(({ nom }) => fold(nom).includes(fold(texte)));
    return [...new Set([...exacts, ...tous])].slice(0, 12);
  }, [texte, depot.data, trouves]);
  const chargement = serveur.isFetching || (q !== texte && texte !== '');
  const garde_le = depot.data?.garde_le ?? null;
  return { clients, chargement, depot: depot.data?.valeur ?? [], garde_le };
}

const isNamed = ({ code_suivi, client }: ColisGuichet, texte: string): boolean =>
  isMeant({ code_suivi, ...client }, texte);

interface Props {
  champ: RefObject<HTMLDivElement | null>;
  /** A client was chosen; the carton scanned, when one was. */
  onClient: (clientId: string, colisId?: string) => void;
}

function Trouve({ client }: { client: ClientTrouve }) {
  const { t } = useTranslation('distribution');
  return (
    <span className="flex items-center gap-2">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{client.nom}</span>
        <span className="chiffres text-xs text-discret">{formatTelephone(client.telephone)}</span>
      </span>
      <Badge ton={client.ici > 0 ? 'succes' : 'neutre'}>{t('ici', { count: client.ici })}</Badge>
    </span>
  );
}

/** By code, phone or name; by camera or USB scanner: one field, always first. */
export function Recherche({ champ, onClient }: Props) {
  const { t } = useTranslation('distribution');
  const [saisie, setSaisie] = useState('');
  const [camera, setCamera] = useState(false);
  const [reponse, setReponse] = useState<Reponse | null>(null);
  const { clients, chargement, depot, garde_le } = useClientsTrouves(saisie);
  useDouchette({ onScan });

  function reply(laquelle: Reponse): void {
    setReponse(laquelle);
    answer(laquelle);
    setTimeout(() => setReponse(null), 900);
  }

  function choose(clientId: string, colisId?: string): void {
    setSaisie('');
    setCamera(false);
    onClient(clientId, colisId);
  }

  async function look(texte: string): Promise<void> {
    const [local, autre] = matchCode(depot, texte);
    if (local && !autre) {
      reply('ok');
      choose(local.client_id, local.colis_id);
      return;
    }
    try {
      const colis = await findByCode(texte);
      reply('ok');
      choose(colis.client.id, colis.id);
    } catch (erreur) {
      reply('refus');
      if (erreur instanceof ApiError && erreur.status === 404) {
        toast('alerte', t('introuvable', { saisie: texte }));
      } else toastError(erreur);
    }
  }

  function onScan(lu: Lu): void {
    if (lu.genre !== 'commande') void look(lu.code);
  }

  return (
    <div ref={champ} className="flex flex-col gap-2">
      {camera ? <Scanner onScan={onScan} reponse={reponse} className="max-h-72" /> : null}
      <div className="flex items-center gap-2">
        <Combobox
          className="min-w-0 flex-1"
          aria-label={t('chercher')}
          placeholder={t('chercherInvite')}
          inputMode="search"
          autoFocus={hasKeyboard()}
          saisie={saisie}
          onSaisie={setSaisie}
          options={clients}
          cleDe={(client) => client.id}
          rendu={(client) => <Trouve client={client} />}
          onChoix={(client) => choose(client.id)}
          onValider={() => saisie.trim() && void look(saisie.trim())}
          chargement={chargement}
        />
        <Kbd>F2</Kbd>
        <Button
          aria-pressed={camera}
          aria-label={camera ? t('fermerCamera') : t('camera')}
          taille="icone"
          onClick={() => setCamera(!camera)}
        >
          {camera ? <X aria-hidden /> : <Camera aria-hidden />}
        </Button>
      </div>
      <AgeListe le={garde_le} />
    </div>
  );
}
