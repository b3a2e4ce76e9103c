import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { renewSession, useUtilisateur } from '@/lib/session';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Input } from '@/ui/input';
import { Carte } from '@/ui/page';
import { toast } from '@/ui/toast';
import { fieldErrors } from './formulaire';
import { type Preuve, useCodesSecours, useDebutTotp, useRetraitTotp } from './portes-queries';
import { CodesSecours, Enrolement } from './second-facteur-enrolement';

type Etape =
  | { quoi: 'repos' }
  | { quoi: 'preuve'; pour: 'activer' | 'codes' | 'retirer' }
  | { quoi: 'enrolement'; secret: string; uri: string }
  | { quoi: 'codes'; codes: string[] };

interface DemandeProps {
  avecCode: boolean;
  erreur: unknown;
  occupe: boolean;
  onPreuve: (preuve: Preuve) => void;
  onRetour: () => void;
}

/** The password again, and a present code where a second factor is on. */
function Demande({ avecCode, erreur, occupe, onPreuve, onRetour }: DemandeProps) {
  const { t } = useTranslation(['portes', 'commun']);
  const [mot_de_passe, setMotDePasse] = useState('');
  const [code, setCode] = useState('');
  const erreurs = fieldErrors(erreur);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onPreuve({ mot_de_passe, code: code.trim() });
      }}
    >
      <Champ libelle={t('totp.motDePasse')} requis erreur={erreurs.mot_de_passe}>
        {(lien) => (
          <Input
            {...lien}
            autoFocus
            type="password"
            autoComplete="current-password"
            value={mot_de_passe}
            onChange={(event) => setMotDePasse(event.target.value)}
          />
        )}
      </Champ>
      {avecCode ? (
        <Champ libelle={t('totp.codeActuel')} requis erreur={erreurs.code}>
          {(lien) => (
            <Input
              {...lien}
              autoComplete="one-time-code"
              autoCapitalize="none"
              maxLength={20}
              className="chiffres"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Champ>
      ) : null}
      <ErreurAction erreur={erreur} />
      <div className="flex justify-end gap-2">
        <Button onClick={onRetour}>{t('commun:actions.annuler')}</Button>
        <Button
          type="submit"
          variante="principal"
          disabled={mot_de_passe === '' || (avecCode && code.trim().length < 6)}
          occupe={occupe}
        >
          {t('totp.continuer')}
        </Button>
      </div>
    </form>
  );
}

function Repos({ onChoix }: { onChoix: (pour: 'activer' | 'codes' | 'retirer') => void }) {
  const { t } = useTranslation('portes');
  const { totp_actif, codes_secours } = useUtilisateur();
  if (!totp_actif) {
    return (
      <Button variante="principal" onClick={() => onChoix('activer')}>
        {t('totp.activer')}
      </Button>
    );
  }
  return (
    <>
      <p className="mb-3 text-sm">{t('totp.secours', { count: codes_secours ?? 0 })}</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => onChoix('activer')}>{t('totp.changer')}</Button>
        <Button onClick={() => onChoix('codes')}>{t('totp.renouveler')}</Button>
        <Button onClick={() => onChoix('retirer')}>{t('totp.retirer')}</Button>
      </div>
    </>
  );
}

function useActes(aller: (etape: Etape) => void) {
  const { t } = useTranslation('portes');
  const debut = useDebutTotp();
  const codes = useCodesSecours();
  const retrait = useRetraitTotp();
  const actes = {
    activer: {
      ...debut,
      faire: (preuve: Preuve) =>
        debut.mutate(preuve, { onSuccess: (recu) => aller({ quoi: 'enrolement', ...recu }) }),
    },
    codes: {
      ...codes,
      faire: (preuve: Preuve) =>
        codes.mutate(preuve, {
          onSuccess: ({ codes_secours }) => aller({ quoi: 'codes', codes: codes_secours }),
        }),
    },
    retirer: {
      ...retrait,
      faire: (preuve: Preuve) =>
        retrait.mutate(preuve, {
          onSuccess: () => {
            toast('succes', t('totp.retire'));
            aller({ quoi: 'repos' });
          },
        }),
    },
  };
  return actes;
}

function contentOf(
  etape: Etape,
  aller: (etape: Etape) => void,
  actes: ReturnType<typeof useActes>,
  actif: boolean,
): ReactNode {
  switch (etape.quoi) {
    case 'preuve': {
      const acte = actes[etape.pour];
      return (
        <Demande
          avecCode={actif}
          erreur={acte.error}
          occupe={acte.isPending}
          onPreuve={acte.faire}
          onRetour={() => aller({ quoi: 'repos' })}
        />
      );
    }
    case 'enrolement':
      return (
        <Enrolement
          secret={etape.secret}
          uri={etape.uri}
          onActif={(codes) => aller({ quoi: 'codes', codes })}
        />
      );
    case 'codes':
      return (
        <CodesSecours
          codes={etape.codes}
          onGarde={() => {
            aller({ quoi: 'repos' });
            void renewSession();
          }}
        />
      );
    default:
      return <Repos onChoix={(pour) => aller({ quoi: 'preuve', pour })} />;
  }
}

/** The second factor: on, off, moved, and its recovery codes. */
export function SecondFacteur() {
  const { t } = useTranslation('portes');
  const moi = useUtilisateur();
  const actif = moi.totp_actif === true;
  const [etape, setEtape] = useState<Etape>({ quoi: 'repos' });
  const actes = useActes(setEtape);
  return (
    <Carte
      titre={t('totp.titre')}
      actions={
        <Badge ton={actif ? 'succes' : 'neutre'}>
          {actif ? t('totp.actif') : t('totp.inactif')}
        </Badge>
      }
    >
      {moi.totp_requis ? (
        <p role="alert" className="mb-3 rounded-md bg-alerte-doux px-3 py-2 text-sm text-alerte">
          {t('totp.requis')}
        </p>
      ) : null}
      <p className="mb-3 text-sm text-discret">{t('totp.aide')}</p>
      {contentOf(etape, setEtape, actes, actif)}
    </Carte>
  );
}
