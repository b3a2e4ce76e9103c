import { CircleCheck, Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OpGardee } from '@/offline/db';
import {
  type ARevoir,
  type OpAttente,
  useARevoir,
  useEnAttente,
  useEtatFile,
} from '@/offline/etat';
import { fileAway, resend } from '@/offline/outbox';
import { syncNow, useSync } from '@/offline/sync';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Confirmer } from '@/ui/dialog';
import { EmptyState } from '@/ui/empty-state';
import { Depuis } from '@/ui/format';
import { Carte, Page } from '@/ui/page';
import { toastError } from '@/ui/toast';
import { CarteAppareil } from './envois-appareil';
import { FEATURES } from './features';

/** The screen on which a refused act is corrected, when its feature has one. */
function correctionOf({ enveloppe }: OpGardee): string | null {
  const { type, entity_id, payload } = enveloppe;
  const faire = FEATURES.map(({ corrections }) => corrections?.[type]).find(Boolean);
  return faire?.(entity_id, payload) ?? null;
}

function Correction({ op }: { op: OpGardee }) {
  const { t } = useTranslation('horsLigne');
  const chemin = correctionOf(op);
  return chemin === null ? null : (
    <Button asChild taille="s" variante="principal">
      <Link to={chemin}>{t('corriger')}</Link>
    </Button>
  );
}

function LigneARevoir({ op, resultat }: ARevoir) {
  const { t } = useTranslation('horsLigne');
  const [classer, setClasser] = useState(false);
  const refuse = resultat.status === 'rejected';
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">
          {t(`types.${op.enveloppe.type}`)} · <span className="chiffres">{op.resume}</span>
        </p>
        <p className={refuse ? 'text-sm text-danger' : 'text-sm text-alerte'}>
          {resultat.problem?.detail ?? resultat.problem?.title ?? t('conflit')}
        </p>
        <p className="text-xs text-discret">
          <Depuis le={op.enveloppe.captured_at} />
        </p>
      </div>
      <div className="flex gap-2">
        {refuse ? <Correction op={op} /> : null}
        {refuse ? (
          <Button taille="s" onClick={() => void resend(op.op_id).catch(toastError)}>
            {t('renvoyer')}
          </Button>
        ) : null}
        <Button taille="s" variante="discret" onClick={() => setClasser(true)}>
          {t('classer')}
        </Button>
        <Confirmer
          ouvert={classer}
          onOuvert={setClasser}
          titre={t('classer')}
          action={t('classer')}
          onConfirmer={() => void fileAway(op.op_id)}
        >
          {t('classerQuestion')}
        </Confirmer>
      </div>
    </li>
  );
}

function LigneAttente({ op, essais }: OpAttente) {
  const { t } = useTranslation('horsLigne');
  return (
    <li className="flex items-center gap-3 py-2 text-sm">
      <span className="min-w-0 flex-1 truncate">
        {t(`types.${op.enveloppe.type}`)} · <span className="chiffres">{op.resume}</span>
      </span>
      {essais > 0 ? <Badge ton="alerte">{essais}</Badge> : null}
      <span className="text-xs whitespace-nowrap text-discret">
        <Depuis le={op.enveloppe.captured_at} />
      </span>
    </li>
  );
}

/** The outbox: what waits, what the server refused and why, and the device's own state. */
export function Envois() {
  const { t } = useTranslation('horsLigne');
  const file = useEtatFile();
  const attente = useEnAttente();
  const aRevoir = useARevoir();
  const { enCours, pause } = useSync();
  const zero = file.aEnvoyer + file.photos === 0;
  return (
    <Page
      titre={t('titre')}
      sousTitre={
        zero
          ? t('toutEnvoye')
          : `${t('aEnvoyer', { count: file.aEnvoyer })} · ${t('photos', { count: file.photos })}`
      }
      actions={
        <Button
          variante="principal"
          occupe={enCours}
          onClick={() => void syncNow(true).catch(toastError)}
        >
          <Send aria-hidden />
          {enCours ? t('enCours') : t('envoyer')}
        </Button>
      }
    >
      {pause && !zero ? (
        <p role="status" className="rounded-md bg-alerte-doux px-3 py-2 text-sm text-alerte">
          {t(`pause.${pause}`)}
        </p>
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Carte titre={`${t('aRevoirTitre')} (${aRevoir.length})`}>
          {aRevoir.length === 0 ? (
            <EmptyState icone={CircleCheck} titre={t('aRevoirVide')} />
          ) : (
            <>
              <p className="text-sm text-discret">{t('aRevoirAide')}</p>
              <ul className="divide-y">
                {aRevoir.map((un) => (
                  <LigneARevoir key={un.op.op_id} {...un} />
                ))}
              </ul>
            </>
          )}
        </Carte>
        <div className="flex flex-col gap-4">
          <Carte titre={`${t('attenteTitre')} (${file.aEnvoyer})`}>
            {attente.length === 0 ? (
              <EmptyState icone={CircleCheck} titre={t('attenteVide')} />
            ) : (
              <ul className="max-h-96 divide-y overflow-y-auto">
                {attente.map((un) => (
                  <LigneAttente key={un.op_id} {...un} />
                ))}
              </ul>
            )}
          </Carte>
          <CarteAppareil />
        </div>
      </div>
    </Page>
  );
}
