import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPoids, parsePoidsKg } from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { checkCalibration, type Etalonnage } from '@/station/balance/etalonnage';
import { defaultReglage, PROTOCOLES, type ReglageBalance } from '@/station/balance/protocoles';
import { cleErreur } from '@/station/erreurs';
import { Button } from '@/ui/button';
import { Champ, InputUnite } from '@/ui/input';
import { Select } from '@/ui/select';
import { messageOf } from './message';
import { posteGestes, usePoste } from './poste';
import { passed, prefer, replaceOrgane, usePreferences } from './preferences';

const BAUDS = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200];

function Ligne({ reglage }: { reglage: ReglageBalance }) {
  const { t } = useTranslation('station');
  if (reglage.transport === 'hid') return null;
  const change = (avec: Partial<ReglageBalance>): void =>
    replaceOrgane('balance', { balance: { ...reglage, ...avec }, etalonne_le: null });
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      <Champ libelle={t('poste.bauds')}>
        {(lien) => (
          <Select
            {...lien}
            choix={BAUDS.map((bauds) => ({ valeur: String(bauds), libelle: String(bauds) }))}
            value={String(reglage.bauds)}
            onChange={(event) => change({ bauds: Number(event.target.value) })}
          />
        )}
      </Champ>
      <Champ libelle={t('poste.bits')}>
        {(lien) => (
          <Select
            {...lien}
            choix={[
              { valeur: '8', libelle: '8' },
              { valeur: '7', libelle: '7' },
            ]}
            value={String(reglage.bits)}
            onChange={(event) => change({ bits: event.target.value === '7' ? 7 : 8 })}
          />
        )}
      </Champ>
      <Champ libelle={t('poste.parite')}>
        {(lien) => (
          <Select
            {...lien}
            choix={(['none', 'even', 'odd'] as const).map((valeur) => ({
              valeur,
              libelle: t(`poste.parites.${valeur}`),
            }))}
            value={reglage.parite}
            onChange={(event) => change({ parite: event.target.value as 'none' })}
          />
        )}
      </Champ>
      <Champ libelle={t('poste.arret')}>
        {(lien) => (
          <Select
            {...lien}
            choix={[
              { valeur: '1', libelle: '1' },
              { valeur: '2', libelle: '2' },
            ]}
            value={String(reglage.arret)}
            onChange={(event) => change({ arret: event.target.value === '2' ? 2 : 1 })}
          />
        )}
      </Champ>
    </div>
  );
}

/** A weight everyone knows, laid on the plate: the one proof that the format is the right one. */
function Controle() {
  const { t } = useTranslation('station');
  const langue = useLangue((etat) => etat.langue);
  const lecture = usePoste(({ balance }) => balance.lecture);
  const [connu, setConnu] = useState('');
  const [verdict, setVerdict] = useState<Etalonnage | null>(null);
  const grammes = parsePoidsKg(connu);
  const lu = lecture?.poids_g ?? null;

  function compare(): void {
    if (grammes === null || lu === null) return;
    const neuf = checkCalibration(lu, grammes);
    setVerdict(neuf);
    if (!neuf.ok) return;
    prefer({ etalonne_le: new Date().toISOString() });
    passed('balance');
  }

  return (
    <div className="flex flex-wrap items-end gap-3">
      <Champ libelle={t('poste.poidsConnu')} className="w-40">
        {(lien) => (
          <InputUnite
            {...lien}
            unite="kg"
            placeholder="5,000"
            value={connu}
            onChange={(event) => setConnu(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') compare();
            }}
          />
        )}
      </Champ>
      <Button disabled={grammes === null || lu === null} onClick={compare}>
        {t('poste.comparer')}
      </Button>
      <p
        aria-live="polite"
        data-etalonnage={verdict ? String(verdict.ok) : ''}
        className={verdict?.ok ? 'text-sm text-succes' : 'text-sm text-danger'}
      >
        {verdict
          ? t(verdict.ok ? 'poste.juste' : `poste.conseils.${verdict.conseil ?? 'etalonner'}`, {
              ecart: formatPoids(Math.abs(verdict.ecart_g), langue),
            })
          : ''}
      </p>
    </div>
  );
}

function Vivant() {
  const { t } = useTranslation(['station', 'materiel']);
  const langue = useLangue((etat) => etat.langue);
  const { etat, lecture, erreur } = usePoste(({ balance }) => balance);
  if (erreur) {
    return (
      <p role="alert" className="text-sm font-medium text-danger">
        {t(`materiel:${cleErreur(erreur)}`)}
      </p>
    );
  }
  if (!lecture) return <p className="text-sm text-discret">{t(`balance.${etat}`)}</p>;
  return (
    <div className="flex flex-col gap-1 rounded-md bg-creux p-3">
      <p className="flex flex-wrap items-baseline gap-3">
        <span className="chiffres text-3xl font-bold">
          {lecture.grams === null ? '—' : formatPoids(Math.round(lecture.grams), langue)}
        </span>
        <span className={lecture.motif ? 'text-sm text-alerte' : 'text-sm text-succes'}>
          {lecture.motif ? t(`materiel:motif.${lecture.motif}`) : t('balance.stable')}
        </span>
      </p>
      <p className="chiffres truncate text-xs text-discret">{lecture.trame}</p>
    </div>
  );
}

/** Protocol, line, live reading, and the check against a known weight. */
export function PosteBalance() {
  const { t } = useTranslation('station');
  const reglage = usePreferences((etat) => etat.balance);
  const [refus, setRefus] = useState('');
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <Champ libelle={t('poste.protocole')} aide={t('poste.protocoleAide')} className="w-64">
          {(lien) => (
            <Select
              {...lien}
              vide={t('poste.sansBalance')}
              choix={PROTOCOLES.map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
              value={reglage?.protocole ?? ''}
              onChange={(event) => {
                const fiche = PROTOCOLES.find(({ id }) => id === event.target.value);
                const balance = fiche ? defaultReglage(fiche.id) : null;
                replaceOrgane('balance', { balance, etalonne_le: null });
              }}
            />
          )}
        </Champ>
        {reglage ? (
          <Button
            onClick={() => {
              setRefus('');
              posteGestes()
                .choisirBalance()
                .catch((cause: unknown) => setRefus(messageOf(cause)));
            }}
          >
            {t('poste.choisirBalance')}
          </Button>
        ) : null}
      </div>
      {reglage ? <Ligne reglage={reglage} /> : null}
      {refus ? (
        <p role="alert" className="text-sm font-medium text-danger">
          {refus}
        </p>
      ) : null}
      {reglage ? <Vivant /> : <p className="text-sm text-discret">{t('poste.sansBalanceAide')}</p>}
      {reglage ? <Controle key={JSON.stringify(reglage)} /> : null}
    </div>
  );
}
