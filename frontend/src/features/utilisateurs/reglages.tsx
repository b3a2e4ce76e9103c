import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEVISES, FUSEAUX, formatArgent } from '@/lib/format';
import { PAYS, usePaysVu } from '@/lib/pays-vu';
import { Attente } from '@/ui/attente';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Moment } from '@/ui/format';
import { Carte } from '@/ui/page';
import { Segments } from '@/ui/select';
import { toast } from '@/ui/toast';
import { ChampReglage } from './champ-reglage';
import { changesOf } from './charge';
import {
  type Cle,
  groupesOf,
  REGLAGES,
  type ReglagesPays,
  type Silence,
  useModificationReglages,
  useReglages,
  type Valeurs,
} from './reglages-queries';

/** A decided value, in words. */
function useDire(devise: string): (cle: string, valeur: unknown) => string {
  const { t } = useTranslation('utilisateurs');

  function silence(valeur: unknown): string {
    if (valeur === null) return t('reglages.silence.maison');
    if (!valeur) return t('reglages.silence.aucun');
    const { debut, fin } = valeur as Silence;
    return `${debut} – ${fin}`;
  }

  return (cle, valeur) => {
    if (cle === 'notifications_silence') return silence(valeur);
    if (typeof valeur === 'boolean') return t(valeur ? 'reglages.oui' : 'reglages.non');
    const genre = REGLAGES.find((un) => un.cle === cle)?.genre;
    return genre === 'argent' ? formatArgent({ montant: Number(valeur), devise }) : String(valeur);
  };
}

function Ligne({
  cle,
  reglages,
  valeurs,
  onChange,
}: {
  cle: Cle;
  reglages: ReglagesPays;
  valeurs: Valeurs;
  onChange: (changement: Partial<Valeurs>) => void;
}) {
  const { t } = useTranslation('utilisateurs');
  const devise = DEVISES[reglages.pays] ?? 'XOF';
  const dire = useDire(devise);
  const champ = REGLAGES.find((un) => un.cle === cle);
  if (!champ) return null;
  const libelle = t(`reglages.cles.${cle}.titre`);
  const change = JSON.stringify(valeurs[cle]) !== JSON.stringify(reglages.valeurs[cle]);
  const venir = reglages.a_venir.filter((un) => un.cle === cle);
  return (
    <div className="grid gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0 sm:grid-cols-[1fr_auto] sm:items-center">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          {libelle}
          {change && reglages.controles.includes(cle) ? (
            <Badge ton="alerte">{t('reglages.demain')}</Badge>
          ) : null}
        </p>
        <p className="text-xs text-discret">{t(`reglages.cles.${cle}.aide`)}</p>
        {venir.map((un) => (
          <p key={un.effet_le} className="mt-1 text-xs text-alerte">
            {t('reglages.deviendra', { valeur: dire(cle, un.valeur) })}{' '}
            <Moment le={un.effet_le} fuseau={FUSEAUX[reglages.pays]} />
          </p>
        ))}
      </div>
      <div className="sm:flex sm:min-w-44 sm:justify-end sm:justify-self-end">
        <ChampReglage
          genre={champ.genre}
          libelle={libelle}
          unite={t(`reglages.unites.${cle as 'annulation_minutes'}`, { defaultValue: '' })}
          valeur={valeurs[cle]}
          devise={devise}
          maximum={champ.maximum}
          onChange={(valeur) => onChange({ [cle]: valeur } as Partial<Valeurs>)}
        />
      </div>
    </div>
  );
}

function Formulaire({ reglages }: { reglages: ReglagesPays }) {
  const { t } = useTranslation(['utilisateurs', 'commun']);
  const [valeurs, setValeurs] = useState(reglages.valeurs);
  const modification = useModificationReglages(reglages.pays);
  const changements = changesOf(reglages.valeurs, valeurs);
  const nombre = Object.keys(changements).length;
  return (
    <form
      className="flex max-w-3xl flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (nombre === 0) return;
        modification.mutate(changements, {
          onSuccess: (recus) => {
            setValeurs(recus.valeurs);
            toast('succes', t('reglages.enregistres'));
          },
        });
      }}
    >
      {groupesOf(reglages.pays).map((groupe) => (
        <Carte key={groupe} titre={t(`reglages.groupes.${groupe}`)}>
          <div className="flex flex-col divide-y">
            {REGLAGES.filter((un) => un.groupe === groupe).map(({ cle }) => (
              <Ligne
                key={cle}
                cle={cle}
                reglages={reglages}
                valeurs={valeurs}
                onChange={(un) => setValeurs((avant) => ({ ...avant, ...un }))}
              />
            ))}
          </div>
        </Carte>
      ))}
      <ErreurAction erreur={modification.error} />
      <div className="flex items-center justify-end gap-3">
        {nombre > 0 ? (
          <span className="text-sm text-discret">{t('reglages.modifies', { count: nombre })}</span>
        ) : null}
        <Button
          type="submit"
          variante="principal"
          disabled={nombre === 0}
          occupe={modification.isPending}
        >
          {t('commun:actions.enregistrer')}
        </Button>
      </div>
    </form>
  );
}

/** The country's settings; head office says which country. */
export function Reglages() {
  const { t } = useTranslation(['utilisateurs', 'commun']);
  const vu = usePaysVu();
  const [choisi, setChoisi] = useState<(typeof PAYS)[number]>('ML');
  const pays = vu ?? choisi;
  const { data, error, refetch } = useReglages(pays);
  return (
    <div className="flex flex-col gap-4">
      {vu === null ? (
        <Segments
          libelle={t('pays')}
          className="self-start"
          choix={PAYS.map((valeur) => ({ valeur, libelle: t(`commun:pays.${valeur}`) }))}
          valeur={choisi}
          onChange={setChoisi}
        />
      ) : null}
      {data ? <Formulaire key={pays} reglages={data} /> : null}
      <Attente
        pret={data !== undefined}
        erreur={error}
        onReessayer={() => void refetch()}
        lignes={8}
      />
    </div>
  );
}
