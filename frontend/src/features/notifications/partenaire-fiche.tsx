import { KeyRound, Pencil, Power, Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/ui/button';
import { Confirmer, Sheet } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Depuis, Fiche, Moment } from '@/ui/format';
import { toast } from '@/ui/toast';
import { BadgePartenaire } from './partenaire-badge';
import { LivraisonsPartenaire } from './partenaire-livraisons';
import { ChampsPartenaire } from './partenaire-saisie';
import { SecretUneFois } from './partenaire-secret';
import {
  type Abonnement,
  useEssaiPartenaire,
  useModification,
  useNouveauSecret,
} from './queries-partenaires';

/** One partner: its state, what it was told, a test, a new secret, its address. */
export function FichePartenaire({ un, onFerme }: { un: Abonnement; onFerme: () => void }) {
  const { t } = useTranslation('partenaires');
  const [corrige, setCorrige] = useState(false);
  return (
    <Sheet
      ouvert
      onOuvert={(ouvert) => {
        if (!ouvert) onFerme();
      }}
      titre={un.nom}
      description={un.url}
    >
      {corrige ? (
        <Correction un={un} onFini={() => setCorrige(false)} />
      ) : (
        <div className="flex flex-col gap-5">
          <Identite un={un} />
          <Actes un={un} onCorriger={() => setCorrige(true)} />
          <section className="flex flex-col gap-2">
            <h3 className="text-2xs font-semibold tracking-wide text-discret uppercase">
              {t('livraisons')}
            </h3>
            <LivraisonsPartenaire id={un.id} />
          </section>
        </div>
      )}
    </Sheet>
  );
}

function Identite({ un }: { un: Abonnement }) {
  const { t } = useTranslation(['partenaires', 'commun']);
  const evenements = un.evenements.map((e) =>
    t(`commun:etatColis.${e.slice('colis.'.length) as 'recu'}`),
  );
  return (
    <div className="flex flex-col gap-3">
      <Fiche
        lignes={[
          [t('etat'), <BadgePartenaire key="e" un={un} />],
          un.echec_depuis_le
            ? [t('echecDepuis'), <Depuis key="d" le={un.echec_depuis_le} />]
            : null,
          [t('pays'), t(`commun:pays.${un.pays as 'ML'}`)],
          [t('evenements'), evenements.length === 0 ? t('tous') : evenements.join(', ')],
          [t('creeLe'), <Moment key="c" le={un.cree_le} />],
          un.ancien_jusqu_le && Date.parse(un.ancien_jusqu_le) > Date.now()
            ? [t('ancienJusqua'), <Moment key="a" le={un.ancien_jusqu_le} />]
            : null,
        ]}
      />
      {un.desactive_le ? <p className="text-sm text-danger">{t('abandonneDit')}</p> : null}
    </div>
  );
}

function Actes({ un, onCorriger }: { un: Abonnement; onCorriger: () => void }) {
  const { t } = useTranslation('partenaires');
  const essai = useEssaiPartenaire(un.id);
  const modification = useModification(un.id);
  const renouvellement = useNouveauSecret(un.id);
  const [question, setQuestion] = useState<'secret' | 'arret' | null>(null);
  const fermer = (): void => setQuestion(null);

  function switchOn(actif: boolean): void {
    modification.mutate({ actif }, { onSuccess: fermer });
  }

  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={!un.actif}
          occupe={essai.isPending}
          onClick={() => essai.mutate(undefined, { onSuccess: () => toast('succes', t('essaye')) })}
        >
          <Send aria-hidden />
          {t('essayer')}
        </Button>
        <Button onClick={onCorriger}>
          <Pencil aria-hidden />
          {t('corriger')}
        </Button>
        <Button onClick={() => setQuestion('secret')}>
          <KeyRound aria-hidden />
          {t('renouveler')}
        </Button>
        <Button
          occupe={modification.isPending}
          onClick={() => (un.actif ? setQuestion('arret') : switchOn(true))}
        >
          <Power aria-hidden />
          {un.actif ? t('arreter') : t('remettre')}
        </Button>
      </div>
      <ErreurAction erreur={essai.error ?? modification.error} />
      <Confirmer
        ouvert={question === 'secret' && !renouvellement.data}
        onOuvert={fermer}
        titre={t('renouvelerTitre', { nom: un.nom })}
        action={t('renouveler')}
        occupe={renouvellement.isPending}
        onConfirmer={() => renouvellement.mutate(undefined)}
      >
        <p className="text-sm">{t('renouvelerAide')}</p>
        <ErreurAction erreur={renouvellement.error} />
      </Confirmer>
      {renouvellement.data ? (
        <SecretUneFois
          secret={renouvellement.data.secret}
          nom={un.nom}
          aide={t('renouvelerAide')}
          onFerme={() => {
            fermer();
            renouvellement.reset();
          }}
        />
      ) : null}
      <Confirmer
        ouvert={question === 'arret'}
        onOuvert={fermer}
        titre={t('arreterTitre', { nom: un.nom })}
        action={t('arreter')}
        danger
        occupe={modification.isPending}
        onConfirmer={() => switchOn(false)}
      >
        <p className="text-sm">{t('arreterAide')}</p>
      </Confirmer>
    </div>
  );
}

function Correction({ un, onFini }: { un: Abonnement; onFini: () => void }) {
  const { t } = useTranslation(['partenaires', 'commun']);
  const [saisie, setSaisie] = useState({ nom: un.nom, url: un.url, evenements: un.evenements });
  const modification = useModification(un.id);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        modification.mutate({ ...saisie, nom: saisie.nom.trim() }, { onSuccess: onFini });
      }}
    >
      <ChampsPartenaire saisie={saisie} onSaisie={setSaisie} />
      <ErreurAction erreur={modification.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onFini}>{t('commun:actions.annuler')}</Button>
        <Button
          variante="principal"
          type="submit"
          disabled={saisie.nom.trim() === ''}
          occupe={modification.isPending}
        >
          {t('commun:actions.enregistrer')}
        </Button>
      </div>
    </form>
  );
}
