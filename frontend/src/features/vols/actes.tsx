import { Ban, PlaneLanding, PlaneTakeoff, RotateCcw, ScanLine, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '@/lib/session';
import { Button } from '@/ui/button';
import { DemandeMotif } from '@/ui/demande-motif';
import { Confirmer } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { type Etape, useEtape, type Vol } from './queries';

interface Acte {
  etape: Etape;
  action: string;
  icone: typeof Ban;
  /** States from which the server allows it. */
  depuis: readonly string[];
  avecMotif?: boolean;
  danger?: boolean;
  principal?: boolean;
}

const ACTES: readonly Acte[] = [
  {
    etape: 'depart',
    action: 'vol.faire_partir',
    icone: PlaneTakeoff,
    depuis: ['cloture'],
    principal: true,
  },
  {
    etape: 'arrivee',
    action: 'vol.faire_arriver',
    icone: PlaneLanding,
    depuis: ['cloture', 'parti'],
    principal: true,
  },
  {
    etape: 'douane',
    action: 'vol.mettre_en_douane',
    icone: ShieldCheck,
    depuis: ['arrive'],
  },
  {
    etape: 'reouverture',
    action: 'vol.rouvrir',
    icone: RotateCcw,
    depuis: ['cloture'],
    avecMotif: true,
  },
  {
    etape: 'annulation',
    action: 'vol.annuler',
    icone: Ban,
    depuis: ['ouvert', 'cloture'],
    avecMotif: true,
    danger: true,
  },
];

function BoutonActe({ vol, acte }: { vol: Vol; acte: Acte }) {
  const { t } = useTranslation('vols');
  const [ouvert, setOuvert] = useState(false);
  const { mutate, isPending, error, reset } = useEtape(vol.id, acte.etape);
  const Icone = acte.icone;
  const commun = {
    ouvert,
    onOuvert: (apres: boolean) => {
      reset();
      setOuvert(apres);
    },
    action: t(`actes.${acte.etape}`),
    danger: acte.danger,
    occupe: isPending,
  };
  const faire = (motif?: string): void => mutate(motif, { onSuccess: () => setOuvert(false) });
  return (
    <>
      <Button
        variante={acte.principal ? 'principal' : 'secondaire'}
        onClick={() => setOuvert(true)}
      >
        <Icone aria-hidden />
        {t(`actes.${acte.etape}`)}
      </Button>
      {acte.avecMotif ? (
        <DemandeMotif
          {...commun}
          titre={acte.etape === 'annulation' ? t('actes.annulation') : t('actes.reouvertureTitre')}
          description={t(`actes.${acte.etape as 'annulation'}Aide`, {
            count: vol.remplissage.colis,
          })}
          libelle={t('actes.motif')}
          erreur={error}
          onValider={faire}
        />
      ) : (
        <Confirmer
          {...commun}
          titre={t(`actes.${acte.etape as 'depart'}Question`)}
          onConfirmer={() => faire()}
        >
          <div className="flex flex-col gap-3">
            <p>{t(`actes.${acte.etape as 'depart'}Aide`, { count: vol.remplissage.colis })}</p>
            <ErreurAction erreur={error} />
          </div>
        </Confirmer>
      )}
    </>
  );
}

const POINTABLES = ['cloture', 'parti', 'arrive', 'en_douane', 'pointe'];

/** What can be done to the flight now, by this person. */
export function ActesVol({ vol }: { vol: Vol }) {
  const { t } = useTranslation('vols');
  const actions = useSession(({ utilisateur }) => utilisateur?.actions) ?? [];
  const possibles = ACTES.filter(
    ({ action, depuis }) => actions.includes(action) && depuis.includes(vol.statut),
  );
  const pointable = actions.includes('pointage.scanner') && POINTABLES.includes(vol.statut);
  return (
    <>
      {possibles.toReversed().map((acte) => (
        <BoutonActe key={acte.etape} vol={vol} acte={acte} />
      ))}
      {pointable ? (
        <Button asChild variante="principal">
          <Link to={`/pointage/${vol.id}`}>
            <ScanLine aria-hidden />
            {t('actes.pointer')}
          </Link>
        </Button>
      ) : null}
    </>
  );
}
