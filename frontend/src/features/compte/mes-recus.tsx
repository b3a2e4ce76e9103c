import { ReceiptText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { FUSEAUX } from '@/lib/format';
import { Attente } from '@/ui/attente';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Argent, Code, Moment } from '@/ui/format';
import { Page } from '@/ui/page';
import { type MonRecu, useMesRecus } from './queries';

const MOYENS = ['especes', 'orange_money', 'wave', 'moov', 'sarali', 'carte', 'avoir'] as const;
type Moyen = (typeof MOYENS)[number];
const isMoyen = (moyen: string): moyen is Moyen => MOYENS.some((un) => un === moyen);

function Recu({ recu }: { recu: MonRecu }) {
  const { t } = useTranslation('compte');
  const annule = recu.annule_le !== null;
  return (
    <li className="flex flex-col gap-2 px-3 py-3">
      <div className="flex items-baseline justify-between gap-3">
        <span className="chiffres font-semibold">{recu.recu_numero}</span>
        <Argent
          valeur={recu.montant}
          className={cn('text-base font-semibold', annule && 'text-discret line-through')}
        />
      </div>
      <div className="flex flex-wrap items-center gap-x-2 text-xs text-discret">
        <Moment le={recu.enregistre_le} fuseau={FUSEAUX[recu.pays]} />·
        <span>{isMoyen(recu.moyen) ? t(`moyens.${recu.moyen}`) : recu.moyen}</span>
        {annule ? <Badge ton="danger">{t('recus.annule')}</Badge> : null}
      </div>
      <ul className="text-xs">
        {recu.lignes.map((ligne) => (
          <li key={ligne.code_suivi} className="flex justify-between gap-3">
            <Code code={ligne.code_suivi} className="text-discret" />
            <Argent valeur={ligne.montant} />
          </li>
        ))}
        {recu.rabais > 0 ? (
          <li className="flex justify-between gap-3 text-succes">
            <span>{t('recus.rabais')}</span>
            <Argent valeur={{ montant: recu.rabais, devise: recu.montant.devise }} />
          </li>
        ) : null}
      </ul>
    </li>
  );
}

export function MesRecus() {
  const { t } = useTranslation(['compte', 'commun']);
  const liste = useMesRecus();
  const attend = liste.chargement || (liste.erreur !== null && liste.items.length === 0);
  return (
    <Page titre={t('recus.titre')} className="max-w-2xl">
      <Attente pret={!attend} erreur={liste.erreur} onReessayer={liste.reessayer} />
      {!attend && liste.items.length === 0 ? (
        <EmptyState icone={ReceiptText} titre={t('recus.vide')} aide={t('recus.videAide')} />
      ) : null}
      {liste.items.length > 0 ? (
        <ul className="divide-y rounded-lg border bg-surface shadow-carte">
          {liste.items.map((recu) => (
            <Recu key={recu.id} recu={recu} />
          ))}
        </ul>
      ) : null}
      {liste.reste ? (
        <Button occupe={liste.chargeLaSuite} onClick={liste.charger}>
          {t('commun:actions.voirPlus')}
        </Button>
      ) : null}
    </Page>
  );
}
