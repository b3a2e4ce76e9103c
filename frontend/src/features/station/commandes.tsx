import { Printer } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { CATEGORIES, MODES } from '@/lib/nomenclature';
import { useDestinations } from '@/offline/destinations';
import { commandCode } from '@/station/douchette/commandes';
import { drawCode128 } from '@/station/imprimante/codes';
import { Button } from '@/ui/button';
import { Page } from '@/ui/page';
import { servedOf } from './queries';

/** Dots of a module in the drawing, and its width on paper: what any scanner reads at arm's length. */
const POINTS = 4;
const MODULE_MM = 0.35;
const LARGEUR = 4_000;
const HAUTEUR = 120;

/** One order of the bench as a barcode, drawn here: the sheet prints without a network. */
function Ordre({ code, libelle }: { code: string; libelle: string }) {
  const cadre = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const barres = drawCode128(code, LARGEUR, HAUTEUR, POINTS);
    // Too wide for its place it gets thinner, never blurred into fewer bars.
    barres.className = 'h-14 max-w-full bg-white';
    barres.style.width = `${(barres.width / POINTS) * MODULE_MM}mm`;
    barres.setAttribute('aria-hidden', 'true');
    cadre.current?.replaceChildren(barres);
  }, [code]);
  return (
    <li
      data-commande={code}
      className="flex break-inside-avoid flex-col items-center gap-1 rounded-md border border-trait bg-white px-6 py-3 text-black print:border-black/30"
    >
      <span className="text-base font-semibold">{libelle}</span>
      <div ref={cadre} className="flex w-full justify-center" />
      <span className="chiffres text-2xs">{code}</span>
    </li>
  );
}

/** `larges`: codes too long for half a sheet of paper. */
function Groupe({
  titre,
  larges = false,
  children,
}: {
  titre: string;
  larges?: boolean;
  children: React.ReactNode;
}) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="break-after-avoid text-sm font-semibold">{titre}</h2>
      <ul
        className={cn(
          'grid grid-cols-1 gap-2',
          larges
            ? 'xl:grid-cols-2 print:grid-cols-1'
            : 'sm:grid-cols-2 xl:grid-cols-3 print:grid-cols-2',
        )}
      >
        {children}
      </ul>
    </section>
  );
}

const GESTES = [
  'CONFIRMER',
  'SUIVANT',
  'ANNULER',
  'RETABLIR',
  'REIMPRIMER',
  'PESER',
  'PHOTO',
  'REPRENDRE',
  'CONTENU',
  'LIRE',
  'MEME-CLIENT',
  'VOL',
  'NEGOCIER',
] as const;
const NOMBRES = ['1', '2', '3', '4', '5', '6'] as const;

/** The sheet that hangs beside the bench: every key of it, for the hand that holds the scanner. */
export function Commandes() {
  const { t } = useTranslation(['station', 'colis', 'commun']);
  const destinations = useDestinations();
  return (
    <Page
      titre={t('commandes.titre')}
      sousTitre={t('commandes.aide')}
      retour="/reception"
      actions={
        <Button variante="principal" className="print:hidden" onClick={() => window.print()}>
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
      <Groupe titre={t('categorie')} larges>
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
      <Groupe titre={t('pays')}>
        {servedOf(destinations).map((valeur) => (
          <Ordre
            key={valeur}
            code={commandCode('PAYS', valeur)}
            libelle={
              destinations.find(({ code }) => code === valeur)?.nom ??
              t(`commun:pays.${valeur as 'ML'}`, { defaultValue: valeur })
            }
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
