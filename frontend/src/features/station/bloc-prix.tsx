import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { formatArgent, formatNombre, formatPoids, symboleOf } from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Argent, Poids } from '@/ui/format';
import { Champ, Input, InputUnite } from '@/ui/input';
import { Kbd } from '@/ui/kbd';
import type { LigneDevis } from './queries';
import { toggleNegocie } from './use-ordres';
import type { Reception } from './use-reception';

function useDetail(): (ligne: LigneDevis) => string {
  const { t } = useTranslation('colis');
  const langue = useLangue((etat) => etat.langue);
  return ({ unite, quantite, prix_unitaire, montant }) => {
    if (quantite === null || prix_unitaire === null) return '';
    const prix = formatArgent({ montant: prix_unitaire, devise: montant.devise }, langue);
    if (unite === 'piece') return t('fiche.parPiece', { count: quantite, prix });
    if (unite === 'm3') {
      const m3 = `${formatNombre(quantite / 1_000_000, langue)}\u00a0m³`;
      return t('fiche.parM3', { quantite: m3, prix });
    }
    return t('fiche.parKg', { quantite: formatPoids(quantite, langue), prix });
  };
}

function Lignes({ lignes }: { lignes: readonly LigneDevis[] }) {
  const { t } = useTranslation('colis');
  const detailDe = useDetail();
  return (
    <dl className="flex flex-col gap-1 text-sm">
      {lignes.map((ligne) => (
        <div key={ligne.code} className="flex items-baseline justify-between gap-3">
          <dt className="min-w-0 text-discret">
            {t(`fiche.lignes.${ligne.code as 'transport'}`)}
            <span className="chiffres block text-xs">{detailDe(ligne)}</span>
          </dt>
          <dd>
            <Argent valeur={ligne.montant} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Montant({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  const { devis, ancien, estimation } = r.prix;
  const montre = devis ?? estimation ?? null;
  if (!montre) {
    return (
      <p className="text-4xl font-bold text-discret/50">
        <span aria-hidden>—</span>
        <span className="sr-only">{t('sansPrix')}</span>
      </p>
    );
  }
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-2">
        <Argent
          valeur={montre.prix}
          className={cn('text-4xl font-bold tracking-tight', !devis && 'text-discret')}
        />
        {devis ? null : <Badge ton="alerte">{t('estime')}</Badge>}
      </p>
      <p className="text-sm text-discret">
        {t('taxable')} <Poids g={montre.poids_taxable_g} className="font-semibold text-encre" />
      </p>
      {devis ? <Lignes lignes={devis.lignes} /> : null}
      {!devis && ancien ? <span className="sr-only">{t('calcul')}</span> : null}
    </>
  );
}

/** A price agreed at the counter: the tariff's unit, its band, and why. */
function Negocie({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  const langue = useLangue((etat) => etat.langue);
  const { negocie } = r.b;
  const { bande, horsBande, tarif } = r.prix;
  if (!negocie) return null;
  const argent = (montant: number): string =>
    formatArgent({ montant, devise: tarif?.prix.devise ?? r.devise }, langue);
  const limites = bande
    ? t('negocie.bande', { bas: argent(bande.bas), haut: argent(bande.haut) })
    : t('negocie.libre');
  return (
    <div className="flex flex-col gap-2 rounded-md bg-creux p-2.5">
      <Champ
        libelle={t(`negocie.prix.${negocie.unite}`)}
        erreur={horsBande ? t('negocie.hors') : undefined}
        aide={limites}
      >
        {(lien) => (
          <InputUnite
            {...lien}
            data-etape="negocie"
            unite={symboleOf(r.devise)}
            value={negocie.prix}
            onChange={(event) => r.change({ negocie: { ...negocie, prix: event.target.value } })}
          />
        )}
      </Champ>
      <Champ libelle={t('negocie.motif')}>
        {(lien) => (
          <Input
            {...lien}
            data-etape="motif"
            autoComplete="off"
            maxLength={300}
            placeholder={t('negocie.motifInvite')}
            value={negocie.motif}
            onChange={(event) => r.change({ negocie: { ...negocie, motif: event.target.value } })}
          />
        )}
      </Champ>
    </div>
  );
}

/** What still stops Enter, one word each. */
function Manques({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  if (r.manques.length === 0) return null;
  return (
    <p className="text-xs text-discret">
      {t('ilManque')} {r.manques.map((manque) => t(`manqueCourt.${manque}`)).join(', ')}
    </p>
  );
}

/** The live price and the one button of the bench. */
export function BlocPrix({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  const serie = r.b.total > 1;
  return (
    <section
      aria-label={t('prix')}
      className="flex flex-col gap-2.5 rounded-lg border bg-surface p-4 shadow-carte"
    >
      <header className="flex items-center justify-between gap-2">
        <h2 className="text-sm font-semibold">{t('prix')}</h2>
        {r.prix.tarif ? (
          <Button variante="lien" taille="s" tabIndex={-1} onClick={() => toggleNegocie(r)}>
            {t(r.b.negocie ? 'negocie.retirer' : 'negocie.ouvrir')}
            <Kbd>F6</Kbd>
          </Button>
        ) : null}
      </header>
      <div aria-live="polite" className="flex min-h-16 flex-col gap-2">
        {r.prix.refus ? <ErreurAction erreur={r.prix.refus} /> : <Montant r={r} />}
      </div>
      <Negocie r={r} />
      <Manques r={r} />
      <Button
        variante="principal"
        taille="l"
        data-etape="valider"
        aria-disabled={r.manques.length > 0}
        onClick={r.valider}
      >
        {serie ? t('validerSerie', { rang: r.b.rang, total: r.b.total }) : t('valider')}
        <Kbd>⏎</Kbd>
      </Button>
    </section>
  );
}
