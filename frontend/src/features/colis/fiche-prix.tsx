import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { formatArgent, formatNombre, formatPoids } from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { Badge, BadgePaiement } from '@/ui/badge';
import { Argent } from '@/ui/format';
import { Carte } from '@/ui/page';
import type { ColisDetail, LignePrix } from './queries';

function useDetailLigne(devise: string): (ligne: LignePrix) => string | null {
  const { t } = useTranslation('colis');
  const langue = useLangue((etat) => etat.langue);
  return ({ unite, quantite, prix_unitaire }) => {
    if (quantite === null || prix_unitaire === null) return null;
    const prix = formatArgent({ montant: prix_unitaire, devise }, langue);
    if (unite === 'piece') return t('fiche.parPiece', { count: quantite, prix });
    if (unite === 'm3') {
      const m3 = `${formatNombre(quantite / 1_000_000, langue)}\u00a0m³`;
      return t('fiche.parM3', { quantite: m3, prix });
    }
    return t('fiche.parKg', { quantite: formatPoids(quantite, langue), prix });
  };
}

function etatPaiement({ du, regle, paye_en_chine }: ColisDetail) {
  if (paye_en_chine && du.montant === 0) return 'paye_en_chine';
  if (du.montant === 0) return 'paye';
  return regle.montant > 0 ? 'partiel' : 'en_attente';
}

interface Somme {
  cle: string;
  libelle: string;
  valeur: ColisDetail['du'];
  moins?: boolean;
}

/** The price line by line, then what is settled and what is due. */
export function FichePrix({ colis }: { colis: ColisDetail }) {
  const { t } = useTranslation('colis');
  const detailDe = useDetailLigne(colis.tarif.devise);
  const sommes: Somme[] = [
    { cle: 'regle', libelle: t('fiche.regle'), valeur: colis.regle, moins: true },
    { cle: 'rabais', libelle: t('fiche.rabais'), valeur: colis.rabais, moins: true },
    { cle: 'jeton', libelle: t('fiche.jeton'), valeur: colis.jeton_cede, moins: true },
  ].filter(({ valeur }) => valeur.montant !== 0);
  return (
    <Carte titre={t('fiche.prix')} actions={<BadgePaiement etat={etatPaiement(colis)} />}>
      <dl className="flex flex-col gap-1.5 text-sm">
        {colis.tarif.lignes.map((ligne) => (
          <div key={ligne.code} className="flex items-baseline justify-between gap-4">
            <dt className="min-w-0">
              {t(`fiche.lignes.${ligne.code as 'transport'}`)}
              <span className="chiffres block text-xs text-discret">{detailDe(ligne)}</span>
            </dt>
            <dd>
              <Argent valeur={ligne.montant} />
            </dd>
          </div>
        ))}
        {colis.tarif.negocie ? (
          <div>
            <Badge ton="info">{t('fiche.negocie', { motif: colis.tarif.negocie.motif })}</Badge>
          </div>
        ) : null}
        <div className="flex justify-between gap-4 border-t pt-2 font-medium">
          <dt>{t('fiche.total')}</dt>
          <dd>
            <Argent valeur={colis.prix} />
          </dd>
        </div>
        {sommes.map(({ cle, libelle, valeur }) => (
          <div key={cle} className="flex justify-between gap-4 text-discret">
            <dt>{libelle}</dt>
            <dd className="whitespace-nowrap">
              − <Argent valeur={valeur} />
            </dd>
          </div>
        ))}
        <div
          className={cn(
            'mt-1 flex items-baseline justify-between gap-4 rounded-md px-3 py-2',
            colis.du.montant === 0 ? 'bg-succes-doux text-succes' : 'bg-alerte-doux text-alerte',
          )}
        >
          <dt className="font-medium">{t('fiche.reste')}</dt>
          <dd className="text-xl font-bold">
            <Argent valeur={colis.du} />
          </dd>
        </div>
      </dl>
    </Carte>
  );
}
