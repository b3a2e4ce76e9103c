import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpGardee, Resultat } from '@/offline/db';
import { isMoney } from '@/offline/especes';
import type { ARevoir, OpAttente } from '@/offline/etat';
import { fileAway, resend } from '@/offline/outbox';
import { PHOTO_ILLISIBLE } from '@/offline/photos-illisibles';
import { isQuarantined } from '@/offline/reglement';
import { remarkOf, replacedBy } from '@/offline/remarque';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Confirmer } from '@/ui/dialog';
import { Depuis } from '@/ui/format';
import { toastError } from '@/ui/toast';
import { CorrigerOp } from './envois-corriger';

/** The reason, in the words the server gave in this person's language. */
function Raison({ resultat }: { resultat: Resultat }) {
  const { t } = useTranslation('horsLigne');
  const { status, problem } = resultat;
  const tenu = isQuarantined(resultat);
  const remarque = t(`remarques.${remarkOf(resultat) as 'solde_du'}`, {
    defaultValue: t('conflit'),
  });
  const defaut = { applied_with_conflict: remarque, deferred: t('illisible') };
  const perdue = problem?.code === PHOTO_ILLISIBLE ? t('photoIllisible') : null;
  const dit = perdue ?? (problem?.detail || problem?.title);
  const mots = dit || defaut[status as 'deferred'] || '';
  return (
    <p className={status === 'rejected' ? 'text-sm text-danger' : 'text-sm text-alerte'}>
      {tenu ? `${t('retenu')} ` : null}
      {mots}
      <Remplacees resultat={resultat} />
    </p>
  );
}

/** What this act wrote over, field by field, so that a person may put it back. */
function Remplacees({ resultat }: { resultat: Resultat }) {
  const { t } = useTranslation(['horsLigne', 'clients']);
  const dire = (champ: string, valeur: unknown): string => {
    if (typeof valeur === 'boolean') return t(valeur ? 'oui' : 'non');
    if (champ === 'langue') return t(`clients:langues.${valeur as 'fr'}`);
    return valeur ? String(valeur) : '—';
  };
  return replacedBy(resultat).map(([champ, valeur]) => (
    <span key={champ} className="block">
      {t('remplacee', {
        champ: t(`champs.${champ as 'nom'}`, { defaultValue: champ }),
        valeur: dire(champ, valeur),
      })}
    </span>
  ));
}

function Actes({ op, refuse }: { op: OpGardee; refuse: boolean }) {
  const { t } = useTranslation('horsLigne');
  const [classer, setClasser] = useState(false);
  return (
    <div className="flex flex-wrap gap-2">
      {refuse ? <CorrigerOp op={op} /> : null}
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
        {refuse && isMoney(op.enveloppe) ? (
          <p className="mt-2 text-alerte">{t('classerArgent')}</p>
        ) : null}
      </Confirmer>
    </div>
  );
}

/** Drawn again only when its act or the answer moved: a drain redraws the list many times a second. */
export const LigneARevoir = memo(function LigneARevoir({ op, resultat }: ARevoir) {
  const { t } = useTranslation('horsLigne');
  // What still waits is not the person's to file: the server or an admin has the last word.
  const enSuspens = resultat.status === 'deferred';
  return (
    <li tabIndex={-1} className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">
          {t(`types.${op.enveloppe.type}`)} · <span className="chiffres">{op.resume}</span>
        </p>
        <Raison resultat={resultat} />
        <p className="text-xs text-discret">
          <Depuis le={op.enveloppe.captured_at} />
          {op.enveloppe.remplace ? ` · ${t('remplaceDit')}` : null}
        </p>
      </div>
      {enSuspens ? null : <Actes op={op} refuse={resultat.status === 'rejected'} />}
    </li>
  );
});

export const LigneAttente = memo(function LigneAttente({ op, essais }: OpAttente) {
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
});
