import { CloudUpload, FileWarning, History, PackagePlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { openFile } from '@/lib/download';
import { useCan } from '@/lib/session';
import { useDouchette } from '@/station/douchette/use-douchette';
import { BadgeVol } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/error-state';
import { Depuis } from '@/ui/format';
import { Page } from '@/ui/page';
import { Avancement } from '@/ui/progress';
import { Lignes } from '@/ui/skeleton';
import { toastError } from '@/ui/toast';
import { AjoutArrivee } from './ajout';
import { CloturePointage } from './cloture';
import { type Abime, Dommage } from './dommage';
import { isToFind, type Progression, progressOf } from './jugement';
import { Lecteur } from './lecteur';
import { ListesPointage } from './listes';
import { type EtatPointage, usePointage, useVolPointe, type VolAPointer } from './queries';
import { usePointageScans } from './use-pointage';

function Compte({ libelle, n, ton }: { libelle: string; n: number; ton?: string }) {
  return (
    <div className="min-w-0">
      <dt className="truncate text-2xs text-discret uppercase">{libelle}</dt>
      <dd className={`chiffres text-xl leading-tight font-semibold ${ton ?? ''}`}>{n}</dd>
    </div>
  );
}

/** Live numbers: the server's, with what waits on this phone. */
function Chiffres({
  progression: p,
  enAttente,
  clos,
}: {
  progression: Progression;
  enAttente: number;
  clos: boolean;
}) {
  const { t } = useTranslation('pointage');
  return (
    <section
      aria-label={t('progression')}
      className="sticky top-14 z-20 flex flex-col gap-2 rounded-lg border bg-surface px-3 py-2.5 shadow-carte"
    >
      <dl className="grid grid-cols-4 gap-2">
        <Compte libelle={t('pointes')} n={p.pointes} ton="text-succes" />
        <Compte
          libelle={t(clos ? 'manquants' : 'reste')}
          n={p.manquants}
          ton={p.manquants > 0 ? 'text-alerte' : undefined}
        />
        <Compte
          libelle={t('surplus')}
          n={p.surplus}
          ton={p.surplus > 0 ? 'text-info' : undefined}
        />
        <Compte
          libelle={t('endommages')}
          n={p.endommages}
          ton={p.endommages > 0 ? 'text-danger' : undefined}
        />
      </dl>
      <Avancement
        grande
        libelle={t('progression')}
        valeur={p.pointes}
        maximum={p.attendus}
        texte={`${p.pointes} / ${p.attendus}`}
      />
      {enAttente > 0 ? (
        <p className="flex items-center gap-1.5 text-xs text-alerte">
          <CloudUpload aria-hidden className="size-3.5" />
          {t('enAttente', { count: enAttente })}
        </p>
      ) : null}
    </section>
  );
}

function Garde({ le }: { le: string | null }) {
  const { t } = useTranslation('pointage');
  if (le === null) return null;
  return (
    <p className="flex items-center gap-1.5 text-xs text-alerte">
      <History aria-hidden className="size-3.5" />
      {t('listeGardee')} <Depuis le={le} />
    </p>
  );
}

function Rapport({ volId }: { volId: string }) {
  const { t } = useTranslation('pointage');
  return (
    <Button onClick={() => void openFile(`/vols/${volId}/irregularites.pdf`).catch(toastError)}>
      <FileWarning aria-hidden />
      {t('irregularites')}
    </Button>
  );
}

interface BancProps {
  vol: VolAPointer;
  etat: EtatPointage;
  garde_le: string | null;
}

function Banc({ vol, etat, garde_le }: BancProps) {
  const { t } = useTranslation('pointage');
  const peutPointer = useCan('pointage.scanner');
  const peutClore = useCan('pointage.cloturer') && etat.statut !== 'pointe';
  const peutAjouter = useCan('colis.ajouter_arrivee');
  const [clore, setClore] = useState(false);
  const [ajouter, setAjouter] = useState(false);
  const [abime, setAbime] = useState<Abime | null>(null);
  const { scans, reponse, ambigu, faits, enAttente, scan, onScan, change } = usePointageScans(
    vol.id,
    etat.liste,
  );
  useDouchette({ onScan, actif: peutPointer });
  const manquants = etat.liste.filter((l) => isToFind(l) && !faits.has(l.code_suivi));

  return (
    <Page
      titre={vol.numero || t('sansNumero')}
      etat={<BadgeVol etat={etat.statut} />}
      retour="/pointage"
      actions={
        <>
          {etat.statut === 'pointe' ? <Rapport volId={vol.id} /> : null}
          {peutAjouter ? (
            <Button onClick={() => setAjouter(true)}>
              <PackagePlus aria-hidden />
              {t('ajout.titre')}
            </Button>
          ) : null}
          {peutClore ? <Button onClick={() => setClore(true)}>{t('clore')}</Button> : null}
        </>
      }
    >
      <Garde le={garde_le} />
      <Chiffres
        progression={progressOf(etat, faits)}
        enAttente={enAttente}
        clos={etat.statut === 'pointe'}
      />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2 lg:items-start">
        {peutPointer ? (
          <Lecteur
            scans={scans}
            reponse={reponse}
            ambigu={ambigu}
            onScan={onScan}
            onCode={(code) => void scan(code)}
            onDommage={({ colis_id, code, nom }) =>
              colis_id && setAbime({ colis_id, code_suivi: code, nom })
            }
          />
        ) : null}
        <ListesPointage
          liste={etat.liste}
          faits={faits}
          onDommage={
            peutPointer ? (ligne) => setAbime({ ...ligne, nom: ligne.destinataire_nom }) : undefined
          }
        />
      </div>
      <CloturePointage
        volId={vol.id}
        manquants={manquants}
        enAttente={enAttente}
        ouvert={clore}
        onOuvert={setClore}
      />
      {ajouter ? <AjoutArrivee vol={vol} onFermer={() => setAjouter(false)} /> : null}
      {abime ? (
        <Dommage
          key={abime.colis_id}
          volId={vol.id}
          colis={abime}
          onFermer={() => setAbime(null)}
          onFait={({ colis_id }) => {
            const vu = scans.find((un) => un.colis_id === colis_id);
            if (vu) change(vu.cle, { endommage: true });
            setAbime(null);
          }}
        />
      ) : null}
    </Page>
  );
}

/** One flight checked in by walking along it with a phone, network or not. */
export function PointagePage() {
  const { volId = '' } = useParams();
  const { t } = useTranslation('pointage');
  const vol = useVolPointe(volId);
  const pointage = usePointage(volId);
  const erreur = vol.error ?? pointage.error;
  if (vol.data && pointage.data) {
    return (
      <Banc vol={vol.data.valeur} etat={pointage.data.valeur} garde_le={pointage.data.garde_le} />
    );
  }
  return (
    <Page titre={t('titre')} retour="/pointage">
      {erreur ? (
        <ErrorState erreur={erreur} onReessayer={() => void pointage.refetch()} />
      ) : (
        <Lignes />
      )}
    </Page>
  );
}
