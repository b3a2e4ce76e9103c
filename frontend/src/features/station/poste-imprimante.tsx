import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queue } from '@/station/imprimante/file';
import { printTestPage } from '@/station/imprimante/page-test';
import { Button } from '@/ui/button';
import { Case, Champ } from '@/ui/input';
import { Segments, Select } from '@/ui/select';
import { FileImpression } from './file-impression';
import { configurePrinter } from './impression';
import { messageOf } from './message';
import {
  imprimanteOf,
  type Preferences,
  passed,
  prefer,
  replaceOrgane,
  usePreferences,
} from './preferences';

const TRANSPORTS = ['navigateur', 'usb', 'serie', 'pdf'] as const;
const LANGAGES = ['tspl', 'zpl', 'escpos'] as const;
const BAUDS = [9_600, 19_200, 38_400, 57_600, 115_200];

const isDirect = (transport: string): boolean => transport === 'usb' || transport === 'serie';

type Imprimante = Preferences['imprimante'];

/** Set otherwise, it has yet to print its test page. */
function change(avec: Partial<Imprimante>): void {
  const { imprimante } = usePreferences.getState();
  replaceOrgane('imprimante', { imprimante: { ...imprimante, ...avec } });
}

function Langue({ imprimante }: { imprimante: Imprimante }) {
  const { t } = useTranslation('station');
  if (!isDirect(imprimante.transport)) return null;
  return (
    <>
      <Champ libelle={t('poste.langage')} className="w-36">
        {(lien) => (
          <Select
            {...lien}
            choix={LANGAGES.map((valeur) => ({ valeur, libelle: valeur.toUpperCase() }))}
            value={imprimante.langage}
            onChange={(event) => change({ langage: event.target.value as 'tspl' })}
          />
        )}
      </Champ>
      {imprimante.transport === 'serie' ? (
        <Champ libelle={t('poste.bauds')} className="w-32">
          {(lien) => (
            <Select
              {...lien}
              choix={BAUDS.map((bauds) => ({ valeur: String(bauds), libelle: String(bauds) }))}
              value={String(imprimante.bauds)}
              onChange={(event) => change({ bauds: Number(event.target.value) })}
            />
          )}
        </Champ>
      ) : null}
    </>
  );
}

/** Asks which printer it is, or prints the test page; says what went wrong and what to do. */
function useEssai() {
  const [refus, setRefus] = useState('');
  const [occupe, setOccupe] = useState(false);
  async function run(faire: () => Promise<void>): Promise<void> {
    setRefus('');
    setOccupe(true);
    await faire().catch((cause: unknown) => setRefus(messageOf(cause)));
    setOccupe(false);
  }
  return { refus, occupe, run };
}

/** The present settings, then the browser's own list of devices. */
async function choosePrinter(): Promise<void> {
  configurePrinter(imprimanteOf(usePreferences.getState()));
  await queue.choose();
}

/** Passed only once the queue says this very page left. */
async function printTest(): Promise<void> {
  const reglage = imprimanteOf(usePreferences.getState());
  configurePrinter(reglage);
  const page = await printTestPage(reglage);
  await queue.idle();
  const sortie = (await queue.list()).find(({ cle }) => cle === page);
  if (sortie?.etat === 'printed') passed('imprimante');
}

/** How labels leave: the browser's own print, a USB or serial printer, or a PDF. */
export function PosteImprimante() {
  const { t } = useTranslation('station');
  const { imprimante, taille, imprimer } = usePreferences();
  const { refus, occupe, run } = useEssai();
  return (
    <div className="flex flex-col gap-3">
      <Segments
        libelle={t('poste.etapes.imprimante')}
        className="max-sm:flex-wrap"
        choix={TRANSPORTS.map((valeur) => ({ valeur, libelle: t(`poste.transports.${valeur}`) }))}
        valeur={imprimante.transport}
        onChange={(transport) => change({ transport })}
      />
      <p className="text-sm text-discret">{t(`poste.transportsAide.${imprimante.transport}`)}</p>
      <div className="flex flex-wrap items-end gap-3">
        <Champ libelle={t('tailleEtiquette')} className="w-40">
          {(lien) => (
            <Select
              {...lien}
              choix={[
                { valeur: '100x150', libelle: '100 × 150 mm' },
                { valeur: '60x40', libelle: '60 × 40 mm' },
              ]}
              value={taille}
              onChange={(event) =>
                replaceOrgane('imprimante', { taille: event.target.value as '60x40' })
              }
            />
          )}
        </Champ>
        <Langue imprimante={imprimante} />
        {isDirect(imprimante.transport) ? (
          <Button occupe={occupe} onClick={() => void run(choosePrinter)}>
            {t('poste.choisirImprimante')}
          </Button>
        ) : null}
        <Button occupe={occupe} onClick={() => void run(printTest)}>
          {t('poste.pageEssai')}
        </Button>
      </div>
      {refus ? (
        <p role="alert" className="text-sm font-medium text-danger">
          {refus}
        </p>
      ) : null}
      <FileImpression />
      <Case
        libelle={t('imprimerSeul')}
        checked={imprimer}
        onChange={(event) => prefer({ imprimer: event.target.checked })}
      />
    </div>
  );
}
