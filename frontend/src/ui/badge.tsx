import { cva, type VariantProps } from 'class-variance-authority';
import { CloudUpload, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';

const styles = cva(
  'inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3',
  {
    variants: {
      ton: {
        neutre: 'bg-neutre-doux text-neutre',
        accent: 'bg-accent-doux text-accent-texte',
        info: 'bg-info-doux text-info',
        vif: 'bg-vif-doux text-vif',
        succes: 'bg-succes-doux text-succes',
        alerte: 'bg-alerte-doux text-alerte',
        danger: 'bg-danger-doux text-danger',
      },
    },
    defaultVariants: { ton: 'neutre' },
  },
);

export type Ton = NonNullable<VariantProps<typeof styles>['ton']>;

interface Props {
  ton?: Ton;
  children: ReactNode;
  className?: string;
}

export function Badge({ ton, children, className }: Props) {
  return <span className={cn(styles({ ton }), className)}>{children}</span>;
}

export type EtatColis =
  | 'recu'
  | 'groupe'
  | 'expedie'
  | 'arrive'
  | 'disponible'
  | 'remis'
  | 'manquant'
  | 'perdu'
  | 'retourne'
  | 'annule';

export type EtatVol = 'ouvert' | 'cloture' | 'parti' | 'arrive' | 'en_douane' | 'pointe' | 'annule';

const TONS_COLIS: Record<EtatColis, Ton> = {
  recu: 'neutre',
  groupe: 'accent',
  expedie: 'info',
  arrive: 'vif',
  disponible: 'succes',
  remis: 'neutre',
  manquant: 'alerte',
  perdu: 'danger',
  retourne: 'alerte',
  annule: 'danger',
};

const TONS_VOL: Record<EtatVol, Ton> = {
  ouvert: 'accent',
  cloture: 'alerte',
  parti: 'info',
  arrive: 'vif',
  en_douane: 'alerte',
  pointe: 'succes',
  annule: 'danger',
};

const isEtatColis = (etat: string): etat is EtatColis => etat in TONS_COLIS;
const isEtatVol = (etat: string): etat is EtatVol => etat in TONS_VOL;

/** A carton's state; `attente` when a capture of it still waits on this device. */
export function BadgeColis({
  etat,
  bloque = false,
  attente = false,
}: {
  etat: string;
  bloque?: boolean;
  attente?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Badge ton={isEtatColis(etat) ? TONS_COLIS[etat] : 'neutre'}>
        {isEtatColis(etat) ? t(`etatColis.${etat}`) : etat}
      </Badge>
      {bloque ? (
        <Badge ton="danger">
          <Lock aria-hidden />
          {t('bloque')}
        </Badge>
      ) : null}
      {attente ? (
        <Badge ton="alerte">
          <CloudUpload aria-hidden />
          {t('enAttente')}
        </Badge>
      ) : null}
    </span>
  );
}

export function BadgeVol({ etat }: { etat: string }) {
  const { t } = useTranslation();
  if (!isEtatVol(etat)) return <Badge>{etat}</Badge>;
  return <Badge ton={TONS_VOL[etat]}>{t(`etatVol.${etat}`)}</Badge>;
}

const TONS_PAIEMENT = {
  paye: 'succes',
  partiel: 'alerte',
  en_attente: 'danger',
  paye_en_chine: 'succes',
  garantie: 'alerte',
} as const satisfies Record<string, Ton>;

export function BadgePaiement({ etat }: { etat: keyof typeof TONS_PAIEMENT }) {
  const { t } = useTranslation();
  return <Badge ton={TONS_PAIEMENT[etat]}>{t(`etatPaiement.${etat}`)}</Badge>;
}
