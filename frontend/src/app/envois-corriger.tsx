import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Correction, FormulaireCorrection } from '@/lib/feature';
import type { OpGardee } from '@/offline/db';
import { resend } from '@/offline/outbox';
import { Button } from '@/ui/button';
import { toast } from '@/ui/toast';
import { FEATURES } from './features';

const correctionOf = ({ enveloppe: { type } }: OpGardee): Correction | undefined =>
  FEATURES.map(({ corrections }) => corrections?.[type]).find(Boolean);

type Ouvrir = Exclude<Correction, (...args: never[]) => string>['formulaire'];

/** The feature's own form, over the repair list; what it sends names the refused act. */
function Formulaire({
  op,
  ouvrir,
  onFermer,
}: {
  op: OpGardee;
  ouvrir: Ouvrir;
  onFermer: () => void;
}) {
  const { t } = useTranslation('horsLigne');
  const [occupe, setOccupe] = useState(false);
  const [erreur, setErreur] = useState<unknown>(null);
  const Contenu = useMemo(
    () => lazy(async () => ({ default: (await ouvrir()).Component })),
    [ouvrir],
  );

  const send: FormulaireCorrection['onEnvoyer'] = (payload, plus) => {
    setOccupe(true);
    setErreur(null);
    resend(op.op_id, payload, plus)
      .then(() => {
        toast('succes', t('corrige'));
        onFermer();
      })
      .catch((cause: unknown) => {
        setErreur(cause);
        setOccupe(false);
      });
  };

  const { type, entity_id, payload } = op.enveloppe;
  return (
    <Suspense>
      <Contenu
        type={type}
        entity_id={entity_id}
        payload={payload}
        resume={op.resume}
        onEnvoyer={send}
        onFermer={onFermer}
        occupe={occupe}
        erreur={erreur}
      />
    </Suspense>
  );
}

/** Put right where it was captured or in a form of its own; else, why nothing can be changed. */
export function CorrigerOp({ op }: { op: OpGardee }) {
  const { t } = useTranslation('horsLigne');
  const [ouvert, setOuvert] = useState(false);
  const correction = correctionOf(op);
  if (correction === undefined) {
    const { type } = op.enveloppe;
    return (
      <p className="basis-full text-xs text-discret">
        {t(`sansCorrection.${type as 'photo.attach'}`, { defaultValue: t('sansCorrectionAutre') })}
      </p>
    );
  }
  if (typeof correction === 'function') {
    const { entity_id, payload } = op.enveloppe;
    return (
      <Button asChild taille="s" variante="principal">
        <Link to={correction(entity_id, payload, op.op_id)}>{t('corriger')}</Link>
      </Button>
    );
  }
  return (
    <>
      <Button taille="s" variante="principal" onClick={() => setOuvert(true)}>
        {t('corriger')}
      </Button>
      {ouvert ? (
        <Formulaire op={op} ouvrir={correction.formulaire} onFermer={() => setOuvert(false)} />
      ) : null}
    </>
  );
}
