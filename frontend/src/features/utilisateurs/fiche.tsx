import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useUtilisateur } from '@/lib/session';
import { parseTelephone } from '@/lib/telephone';
import { Attente } from '@/ui/attente';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { DemandeMotif } from '@/ui/demande-motif';
import { Confirmer, Sheet } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Depuis, Fiche, Moment, Telephone } from '@/ui/format';
import { toast } from '@/ui/toast';
import { changesOf, hasCharge } from './charge';
import { ChampsIdentite, fieldErrors, type Identite } from './formulaire';
import {
  type Membre,
  useDeconnexion,
  useDesactivation,
  useMembre,
  useModification,
} from './queries';
import { Reinitialiser } from './reinitialiser';

const identiteOf = (membre: Membre): Identite => ({
  nom: membre.nom,
  fonction: membre.fonction === 'admin' ? 'admin' : 'agent',
  agence_id: membre.agence?.id ?? null,
  langue: membre.langue,
  telephone: membre.telephone,
});

function Resume({ membre }: { membre: Membre }) {
  const { t } = useTranslation(['utilisateurs', 'commun', 'portes']);
  return (
    <Fiche
      lignes={[
        [
          t('etat'),
          <Badge key="e" ton={membre.actif ? 'succes' : 'neutre'}>
            {membre.actif ? t('actif') : t('inactif')}
          </Badge>,
        ],
        [t('role'), t(`commun:roles.${membre.role as 'direction'}`, { defaultValue: membre.role })],
        [
          t('identifiant'),
          <span key="i" className="chiffres">
            {membre.identifiant}
          </span>,
        ],
        membre.telephone ? [t('telephone'), <Telephone key="t" numero={membre.telephone} />] : null,
        [
          t('portes:contact.preuve'),
          <Badge key="v" ton={membre.contact_verifie_le ? 'succes' : 'neutre'}>
            {membre.contact_verifie_le
              ? t('portes:contact.verifie')
              : t('portes:contact.nonVerifie')}
          </Badge>,
        ],
        [
          t('portes:totp.titre'),
          <Badge key="f" ton={membre.totp_actif ? 'succes' : 'neutre'}>
            {membre.totp_actif ? t('portes:totp.actif') : t('portes:totp.inactif')}
          </Badge>,
        ],
        membre.mot_de_passe_provisoire
          ? [
              t('motDePasse'),
              <Badge key="m" ton="alerte">
                {t('secret.pasChange')}
              </Badge>,
            ]
          : null,
        [t('vu'), membre.vu_le ? <Depuis key="v" le={membre.vu_le} /> : t('jamais')],
        [t('creeLe'), <Moment key="c" le={membre.cree_le} style="jour" />],
      ]}
    />
  );
}

function Edition({ membre }: { membre: Membre }) {
  const { t } = useTranslation(['utilisateurs', 'commun']);
  const depart = identiteOf(membre);
  const [identite, setIdentite] = useState(depart);
  const modification = useModification(membre.id);
  const pays = membre.pays ?? 'ML';
  const changements = changesOf(depart, {
    ...identite,
    nom: identite.nom.trim(),
    telephone: parseTelephone(identite.telephone, pays) ?? identite.telephone.trim(),
  });
  const change = Object.keys(changements).length > 0;
  return (
    <form
      className="flex flex-col gap-4 border-t pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!change) return;
        modification.mutate(changements, {
          onSuccess: () => toast('succes', t('modifie')),
        });
      }}
    >
      <ChampsIdentite
        pays={pays}
        identite={identite}
        erreurs={fieldErrors(modification.error)}
        onChange={(un) => setIdentite((avant) => ({ ...avant, ...un }))}
      />
      {changements.fonction ? <p className="text-sm text-alerte">{t('fonctionAide')}</p> : null}
      <ErreurAction erreur={modification.error} />
      <Button
        type="submit"
        variante="principal"
        className="self-end"
        disabled={!change || identite.nom.trim() === ''}
        occupe={modification.isPending}
      >
        {t('commun:actions.enregistrer')}
      </Button>
    </form>
  );
}

function Actes({ membre }: { membre: Membre }) {
  const { t } = useTranslation('utilisateurs');
  const [question, setQuestion] = useState<'desactiver' | 'deconnecter' | null>(null);
  const desactivation = useDesactivation(membre.id);
  const deconnexion = useDeconnexion(membre.id);
  const reactivation = useModification(membre.id);
  const fermer = (): void => setQuestion(null);
  return (
    <>
      {membre.actif ? (
        <>
          {membre.contact_verifie_le ? <Reinitialiser membre={membre} /> : null}
          <Button onClick={() => setQuestion('deconnecter')}>{t('deconnecter.action')}</Button>
          <Button variante="danger" onClick={() => setQuestion('desactiver')}>
            {t('desactiver.action')}
          </Button>
        </>
      ) : (
        <Button
          variante="principal"
          occupe={reactivation.isPending}
          onClick={() =>
            reactivation.mutate(
              { actif: true },
              { onSuccess: () => toast('succes', t('reactive', { nom: membre.nom })) },
            )
          }
        >
          {t('reactiver')}
        </Button>
      )}
      <DemandeMotif
        ouvert={question === 'desactiver'}
        onOuvert={fermer}
        titre={t('desactiver.titre', { nom: membre.nom })}
        description={t('desactiver.aide')}
        libelle={t('motif')}
        action={t('desactiver.action')}
        danger
        occupe={desactivation.isPending}
        erreur={desactivation.error}
        onValider={(motif) =>
          desactivation.mutate(motif, {
            onSuccess: () => {
              toast('succes', t('desactiver.fait', { nom: membre.nom }));
              fermer();
            },
          })
        }
      />
      <Confirmer
        ouvert={question === 'deconnecter'}
        onOuvert={fermer}
        titre={t('deconnecter.titre', { nom: membre.nom })}
        action={t('deconnecter.action')}
        occupe={deconnexion.isPending}
        onConfirmer={() =>
          deconnexion.mutate(undefined, {
            onSuccess: ({ sessions }) => {
              toast('succes', t('deconnecter.fait', { count: sessions }));
              fermer();
            },
          })
        }
      >
        <p className="text-sm">{t('deconnecter.aide')}</p>
        <ErreurAction erreur={deconnexion.error} />
      </Confirmer>
    </>
  );
}

/** Neither oneself nor somebody above. */
function useCharge(membre: Membre | undefined): boolean {
  const moi = useUtilisateur();
  const peutEcrire = useCan('utilisateur.modifier');
  if (!membre || !peutEcrire || membre.id === moi.id) return false;
  return hasCharge(moi.fonction, membre.fonction);
}

export function FicheMembre({ id, onFerme }: { id: string; onFerme: () => void }) {
  const { t } = useTranslation('utilisateurs');
  const { data, error, refetch } = useMembre(id);
  const enCharge = useCharge(data);
  return (
    <Sheet
      ouvert
      onOuvert={(ouvert) => {
        if (!ouvert) onFerme();
      }}
      titre={data?.nom ?? t('membre')}
      pied={data && enCharge ? <Actes membre={data} /> : undefined}
    >
      {data ? (
        <div className="flex flex-col gap-4">
          <Resume membre={data} />
          {enCharge && data.actif ? <Edition key={data.id} membre={data} /> : null}
        </div>
      ) : null}
      <Attente
        pret={data !== undefined}
        erreur={error}
        onReessayer={() => void refetch()}
        lignes={6}
      />
    </Sheet>
  );
}
