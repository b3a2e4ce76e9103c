import { useTranslation } from 'react-i18next';
import { Argent } from '@/ui/format';
import { Bloc, LigneChiffre } from './bloc';
import { type ArgentDuJour, moyensOf } from './chiffres';

const MOYENS = [
  'especes',
  'orange_money',
  'wave',
  'moov',
  'sarali',
  'carte',
  'avoir',
  'hors_session',
] as const;
type Moyen = (typeof MOYENS)[number];

const isMoyen = (moyen: string): moyen is Moyen => MOYENS.some((un) => un === moyen);

/** What came in, by method: bars to compare, figures to trust. */
function Moyens({ argent, devise }: { argent: ArgentDuJour; devise: string }) {
  const { t } = useTranslation('tableau');
  const moyens = moyensOf(argent.par_moyen);
  if (moyens.length === 0)
    return <p className="px-1.5 text-xs text-discret">{t('rienEncaisse')}</p>;
  const total = Math.max(1, ...moyens.map(({ montant }) => Math.abs(montant)));
  return (
    <ul className="flex flex-col gap-1.5 px-1.5 pb-1">
      {moyens.map(({ moyen, montant }) => (
        <li key={moyen} className="grid grid-cols-[6.5rem_1fr_auto] items-center gap-2 text-xs">
          <span className="truncate text-discret">
            {isMoyen(moyen) ? t(`moyens.${moyen}`) : moyen}
          </span>
          <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-creux">
            <span
              className={`block h-full rounded-full ${montant < 0 ? 'bg-plein-alerte' : 'bg-plein-vif'}`}
              style={{ width: `${(Math.abs(montant) / total) * 100}%` }}
            />
          </span>
          <Argent valeur={{ montant, devise }} />
        </li>
      ))}
    </ul>
  );
}

/** The day's money; each word means what it means on every document. */
export function ArgentJour({
  argent,
  devise,
  note,
}: {
  argent: ArgentDuJour;
  devise: string;
  note: string;
}) {
  const { t } = useTranslation('tableau');
  // China collects prepayments; what is invoiced and owed is the destinations'.
  const creances = argent.facture !== 0 || argent.reste_a_payer !== 0 || devise === 'XOF';
  const somme = (montant: number) => <Argent valeur={{ montant, devise }} />;
  return (
    <Bloc titre={t('argent')} note={note}>
      <div className="grid gap-x-8 gap-y-2 text-sm md:grid-cols-2">
        <div className="-mx-1.5">
          {creances ? (
            <LigneChiffre titre={t('facture')}>{somme(argent.facture)}</LigneChiffre>
          ) : null}
          <LigneChiffre titre={t('encaisse')} to="/encaissements" fort>
            {somme(argent.encaisse)}
          </LigneChiffre>
          <Moyens argent={argent} devise={devise} />
        </div>
        <div className="-mx-1.5">
          {argent.paye_en_chine !== 0 ? (
            <LigneChiffre titre={t('payeEnChine')}>{somme(argent.paye_en_chine)}</LigneChiffre>
          ) : null}
          <LigneChiffre titre={t('rabais')}>{somme(argent.rabais)}</LigneChiffre>
          <LigneChiffre titre={t('jetons')}>{somme(argent.jetons_cedes)}</LigneChiffre>
          {creances ? (
            <LigneChiffre titre={t('reste')} aide={t('resteAide')} fort>
              {somme(argent.reste_a_payer)}
            </LigneChiffre>
          ) : null}
          <LigneChiffre titre={t('report')}>{somme(argent.report_veille)}</LigneChiffre>
          <LigneChiffre titre={t('solde')} to="/caisse" fort>
            {somme(argent.solde_caisse)}
          </LigneChiffre>
        </div>
      </div>
    </Bloc>
  );
}
