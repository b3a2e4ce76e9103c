import { useTranslation } from 'react-i18next';
import type { Argent as Somme } from '@/lib/format';
import { Argent } from './format';

/** A type of act that a device and the server do not count alike. */
export interface EcartBilan {
  type: string;
  declare: number;
  recu: number;
  especes_declarees: Somme | null;
  especes_recues: Somme | null;
}

function Cote({ n, especes }: { n: number; especes: Somme | null }) {
  return (
    <>
      <span className="chiffres">{n}</span>
      {especes && especes.montant > 0 ? (
        <>
          {' · '}
          <Argent valeur={especes} />
        </>
      ) : null}
    </>
  );
}

/** What the device says it captured, and what came, per type that differs. */
export function EcartsBilan({ ecarts }: { ecarts: readonly EcartBilan[] }) {
  const { t } = useTranslation('horsLigne');
  if (ecarts.length === 0) return null;
  return (
    <table className="w-full text-sm">
      <caption className="pb-1 text-left text-xs text-discret">{t('ecarts.titre')}</caption>
      <thead className="text-left text-xs text-discret">
        <tr>
          <th scope="col">{t('ecarts.type')}</th>
          <th scope="col">{t('ecarts.appareil')}</th>
          <th scope="col">{t('ecarts.serveur')}</th>
        </tr>
      </thead>
      <tbody className="divide-y text-danger">
        {ecarts.map((un) => (
          <tr key={un.type}>
            <td>{t(`types.${un.type as 'colis.peser'}`, { defaultValue: un.type })}</td>
            <td>
              <Cote n={un.declare} especes={un.especes_declarees} />
            </td>
            <td>
              <Cote n={un.recu} especes={un.especes_recues} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
