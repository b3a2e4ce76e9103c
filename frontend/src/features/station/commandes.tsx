import { Printer } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { commandCode } from '@/station/douchette/commandes';
import { drawCode128 } from '@/station/imprimante/codes';
import { Button } from '@/ui/button';
import { Page } from '@/ui/page';
import { CATEGORIES, MODES } from './brouillon';

const LARGEUR = 780;
const HAUTEUR = 90;

/** One order of the bench as a barcode, drawn here: the sheet prints without a network. */
function Ordre({ code, libelle }: { code: string; libelle: string }) {
  const cadre = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const barres = drawCode128(code, LARGEUR, HAUTEUR, 2);
    barres.className = 'h-14 max-w-full bg-white object-contain';
    barres.setAttribute('aria-hidden', 'true');
    cadre.current?.replaceChildren(barres);
  }, [code]);
  return (
    <li className="flex break-inside-avoid flex-col items-center gap-1 rounded-md border border-trait bg-white p-3 text-black print:border-black/30">
      <span className="text-base font-semibold">{libelle}</span>
      <div ref={cadre} />
      <span className="chiffres text-2xs">{code}</span>
    </li>
  );
}

function Groupe({ titre, children }: { titre: string; children: React.ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold">{titre}</h2>
      <ul className="grid grid-cols-1 gap-2 sm:grid-cols-2 xl:grid-cols-3 print:grid-cols-2">
        {children}
      </ul>
    </section>
  );
}

const GESTES = [
  'CONFIRMER',
  'SUIVANT',
  'ANNULER',
  'REIMPRIMER',
  'PESER',
  'PHOTO',
  'MEME-CLIENT',
  'VOL',
  'NEGOCIER',
] as const;
const NOMBRES = ['1', '2', '3', '4', '5', '6'] as const;

/** The sheet that hangs beside the bench: every key of it, for the hand that holds the scanner. */
export function Commandes() {
  const { t } = useTranslation(['station', 'colis']);
  return (
    <Page
      titre={t('commandes.titre')}
      sousTitre={t('commandes.aide')}
      retour="/reception"
      actions={
        <Button variante="principal" onClick={() => window.print()}>
          <Printer aria-hidden />
          {t('commandes.imprimer')}
        </Button>
      }
    >
      <Groupe titre={t('commandes.gestes')}>
        {GESTES.map((acte) => (
          <Ordre key={acte} code={commandCode(acte)} libelle={t(`commandes.actes.${acte}`)} />
        ))}
      </Groupe>
      <Groupe titre={t('categorie')}>
        {CATEGORIES.map((valeur) => (
          <Ordre
            key={valeur}
            code={commandCode('CATEGORIE', valeur)}
            libelle={t(`colis:categories.${valeur}`)}
          />
        ))}
      </Groupe>
      <Groupe titre={t('mode')}>
        {MODES.map((valeur) => (
          <Ordre
            key={valeur}
            code={commandCode('MODE', valeur)}
            libelle={t(`colis:modes.${valeur}`)}
          />
        ))}
      </Groupe>
      <Groupe titre={t('commandes.cartons')}>
        {NOMBRES.map((nombre) => (
          <Ordre
            key={nombre}
            code={commandCode('CARTONS', nombre)}
            libelle={t('commandes.nCartons', { count: Number(nombre) })}
          />
        ))}
      </Groupe>
      <Groupe titre={t('habitudes')}>
        {NOMBRES.slice(0, 4).map((nombre) => (
          <Ordre
            key={nombre}
            code={commandCode('GABARIT', nombre)}
            libelle={t('commandes.habitude', { nombre })}
          />
        ))}
      </Groupe>
    </Page>
  );
}
