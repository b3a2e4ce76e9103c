import {
  ArrowDown,
  ArrowUp,
  Ellipsis,
  FileCheck2,
  KeyRound,
  Pause,
  Play,
  Power,
  Settings2,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { Badge, type Ton } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Confirmer } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Depuis, Moment, Nombre } from '@/ui/format';
import { Menu, MenuLigne } from '@/ui/menu';
import { Jauge } from '@/ui/progress';
import { toast } from '@/ui/toast';
import { rythmeOf } from './ligne-brouillon';
import { ModelesLigne } from './ligne-modeles';
import { PauseLigne } from './ligne-pause';
import { ReglageLigne } from './ligne-reglage';
import { SecretLigne } from './ligne-secret';
import type { LigneSante } from './queries';
import { type Ligne, usePauseLigne, useReglageLigne } from './queries-lignes';

const TONS: Readonly<Record<string, Ton>> = {
  connectee: 'succes',
  en_pause: 'alerte',
  en_panne: 'danger',
};

type Fenetre = 'pause' | 'reglage' | 'modeles' | 'secret' | 'arret';

interface Props {
  ligne: Ligne;
  sante: LigneSante | undefined;
  /** Its place among those that relay each other; null when it is alone. */
  rang: number | null;
  reglable: boolean;
  monter?: () => void;
  descendre?: () => void;
}

/** One line: state and why, today's sends against today's cap, its pace, and what may be done. */
export function LigneDeService({ ligne, sante, rang, reglable, monter, descendre }: Props) {
  const [fenetre, setFenetre] = useState<Fenetre | null>(null);
  const fermer = (): void => setFenetre(null);
  return (
    <li
      className={cn(
        'flex flex-col gap-2 py-3 first:pt-0 last:pb-0',
        sante?.actif === false && 'text-discret',
      )}
    >
      <div className="flex items-start gap-3">
        <div className="flex min-h-8 min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
          <Titre ligne={ligne} sante={sante} rang={rang} />
        </div>
        {reglable && sante ? (
          <span className="flex shrink-0 gap-1.5">
            <PauseOuReprise sante={sante} onPause={() => setFenetre('pause')} />
            <Autres
              sante={sante}
              approuves={ligne.fournisseur === 'cloud'}
              monter={monter}
              descendre={descendre}
              onFenetre={setFenetre}
            />
          </span>
        ) : null}
      </div>
      {sante ? <Etat sante={sante} /> : null}
      <Rythme ligne={ligne} sante={sante} />
      {fenetre === 'pause' ? <PauseLigne id={ligne.id} nom={ligne.nom} onFerme={fermer} /> : null}
      {fenetre === 'reglage' ? <ReglageLigne ligne={ligne} onFerme={fermer} /> : null}
      {fenetre === 'modeles' ? <ModelesLigne ligne={ligne} onFerme={fermer} /> : null}
      {fenetre === 'secret' ? <SecretLigne ligne={ligne} onFerme={fermer} /> : null}
      {fenetre === 'arret' ? <Arret ligne={ligne} onFerme={fermer} /> : null}
    </li>
  );
}

function Titre({ ligne, sante, rang }: Pick<Props, 'ligne' | 'sante' | 'rang'>) {
  const { t } = useTranslation(['lignes', 'notifications']);
  const etat = sante?.actif === false ? 'arretee' : sante?.etat;
  return (
    <>
      {rang === null ? null : (
        <span className="chiffres text-xs text-discret">
          <span className="sr-only">{t('rang')} </span>
          {rang}.
        </span>
      )}
      <h3 className="font-semibold">{ligne.nom}</h3>
      {etat ? (
        <Badge ton={etat === 'arretee' ? 'neutre' : (TONS[etat] ?? 'neutre')}>
          {t(`notifications:etatsLigne.${etat as 'en_panne'}`, { defaultValue: etat })}
        </Badge>
      ) : null}
      <span className="text-xs text-discret">
        {t(`fournisseurs.${ligne.fournisseur}`)} · <span className="chiffres">{ligne.compte}</span>
        {sante ? (
          <>
            {' '}
            · <Depuis le={sante.etat_le} />
          </>
        ) : null}
      </span>
    </>
  );
}

/** What a state that is not "connected" means for the messages, and what to do. */
function Etat({ sante }: { sante: LigneSante }) {
  const { t } = useTranslation('lignes');
  if (!sante.actif) return <p className="text-sm">{t('arreteeDit')}</p>;
  if (sante.etat === 'en_panne') {
    return <p className="text-sm text-danger">{t('panneDit')}</p>;
  }
  if (sante.pause_jusqu_le === null) return null;
  return (
    <p className="text-sm">
      {t('pauseJusqua')} <Moment le={sante.pause_jusqu_le} className="font-medium" /> ·{' '}
      {sante.pause_motif || t('pauseFournisseur')}
    </p>
  );
}

function Rythme({ ligne, sante }: Pick<Props, 'ligne' | 'sante'>) {
  const { t } = useTranslation('lignes');
  const { min, max } = rythmeOf(ligne);
  return (
    <>
      {sante ? (
        <Jauge
          libelle={t('jauge', { nom: ligne.nom })}
          valeur={sante.envois_du_jour}
          maximum={sante.plafond_du_jour}
          texte={t('duJour', { envoyes: sante.envois_du_jour, plafond: sante.plafond_du_jour })}
        />
      ) : null}
      <p className="text-xs text-discret">
        {t('ecart', { min, max })}
        {sante ? (
          <>
            {' '}
            · {t('capacite')} <Nombre n={sante.capacite_jour} />
          </>
        ) : null}
        {ligne.chauffe_le && sante && sante.plafond_du_jour < ligne.plafond_jour ? (
          <> · {t('enChauffe', { plafond: sante.plafond_du_jour })}</>
        ) : null}
      </p>
    </>
  );
}

function PauseOuReprise({ sante, onPause }: { sante: LigneSante; onPause: () => void }) {
  const { t } = useTranslation('lignes');
  const reprise = usePauseLigne(sante.id);
  if (sante.pause_jusqu_le === null) {
    return (
      <Button
        taille="s"
        aria-label={`${t('pauser')} ${sante.nom}`}
        disabled={!sante.actif}
        onClick={onPause}
      >
        <Pause aria-hidden />
        {t('pauser')}
      </Button>
    );
  }
  return (
    <Button
      taille="s"
      aria-label={`${t('reprendre')} ${sante.nom}`}
      occupe={reprise.isPending}
      onClick={() =>
        reprise.mutate(
          { minutes: 0, motif: '' },
          { onSuccess: () => toast('succes', t('reprise', { nom: sante.nom })) },
        )
      }
    >
      <Play aria-hidden />
      {t('reprendre')}
    </Button>
  );
}

function Autres({
  sante,
  approuves,
  monter,
  descendre,
  onFenetre,
}: {
  sante: LigneSante;
  /** Its provider approves texts beforehand. */
  approuves: boolean;
  monter?: () => void;
  descendre?: () => void;
  onFenetre: (fenetre: Fenetre) => void;
}) {
  const { t } = useTranslation(['lignes', 'notifications']);
  const reglage = useReglageLigne(sante.id);
  return (
    <Menu
      declencheur={
        <Button taille="s" variante="discret" aria-label={t('autres', { nom: sante.nom })}>
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <MenuLigne onSelect={() => onFenetre('reglage')}>
        <Settings2 aria-hidden className="size-4" />
        {t('reglerCourt')}
      </MenuLigne>
      {approuves ? (
        <MenuLigne onSelect={() => onFenetre('modeles')}>
          <FileCheck2 aria-hidden className="size-4" />
          {t('modeles.court')}
        </MenuLigne>
      ) : null}
      <MenuLigne onSelect={() => onFenetre('secret')}>
        <KeyRound aria-hidden className="size-4" />
        {t('secretCourt')}
      </MenuLigne>
      {monter ? (
        <MenuLigne onSelect={monter}>
          <ArrowUp aria-hidden className="size-4" />
          {t('monter')}
        </MenuLigne>
      ) : null}
      {descendre ? (
        <MenuLigne onSelect={descendre}>
          <ArrowDown aria-hidden className="size-4" />
          {t('descendre')}
        </MenuLigne>
      ) : null}
      <MenuLigne
        danger={sante.actif}
        onSelect={() => (sante.actif ? onFenetre('arret') : reglage.mutate({ actif: true }))}
      >
        <Power aria-hidden className="size-4" />
        {sante.actif ? t('notifications:arreter') : t('notifications:remettre')}
      </MenuLigne>
    </Menu>
  );
}

function Arret({ ligne, onFerme }: { ligne: Ligne; onFerme: () => void }) {
  const { t } = useTranslation('notifications');
  const reglage = useReglageLigne(ligne.id);
  return (
    <Confirmer
      ouvert
      onOuvert={(ouvert) => {
        if (!ouvert) onFerme();
      }}
      titre={t('arreterTitre', { nom: ligne.nom })}
      action={t('arreter')}
      danger
      occupe={reglage.isPending}
      onConfirmer={() => reglage.mutate({ actif: false }, { onSuccess: onFerme })}
    >
      <p className="text-sm">{t('arreterAide')}</p>
      <ErreurAction erreur={reglage.error} />
    </Confirmer>
  );
}
