import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '@/lib/session';
import { BadgeVol } from '@/ui/badge';
import { Argent, Fiche, Moment, Nombre, Telephone } from '@/ui/format';
import { Carte } from '@/ui/page';
import { type ColisDetail, useVolDuColis } from './queries';

function LienVol({ volId }: { volId: string }) {
  const { t } = useTranslation('colis');
  const { data: vol } = useVolDuColis(volId);
  return (
    <span className="inline-flex items-center gap-2">
      <Link to={`/vols/${volId}`} className="chiffres text-accent-texte hover:underline">
        {vol?.numero || t('fiche.voirVol')}
      </Link>
      {vol ? <BadgeVol etat={vol.statut} /> : null}
    </span>
  );
}

/** Who it is for and what it is. */
export function FicheIdentite({ colis }: { colis: ColisDetail }) {
  const { t } = useTranslation(['colis', 'commun']);
  const litClients = useCan('client.lire');
  const { client } = colis;
  return (
    <Carte
      titre={t('fiche.destinataire')}
      actions={
        litClients ? (
          <Link
            to={`/clients/${client.id}`}
            className="text-xs font-medium text-accent-texte hover:underline"
          >
            {t('fiche.ouvrirClient')}
          </Link>
        ) : undefined
      }
    >
      <p className="text-base font-semibold">{client.nom}</p>
      <Telephone numero={client.telephone} className="text-discret" />
      <Fiche
        className="mt-3 border-t pt-3"
        lignes={[
          [
            t('fiche.destination'),
            `${t(`commun:pays.${colis.pays_destination as 'ML'}`)} · ${t(`modes.${colis.mode as 'cargo'}`)}`,
          ],
          [t('fiche.nature'), t(`categories.${colis.categorie as 'standard'}`)],
          [t('fiche.contenu'), colis.contenu],
          colis.nombre_pieces > 1
            ? [t('fiche.pieces'), <Nombre key="n" n={colis.nombre_pieces} />]
            : null,
          colis.total > 1
            ? [t('fiche.envoi'), t('fiche.rang', { rang: colis.rang, total: colis.total })]
            : null,
          colis.valeur_declaree
            ? [t('fiche.valeur'), <Argent key="v" valeur={colis.valeur_declaree} />]
            : null,
          colis.references_externes.length > 0
            ? [
                t('fiche.references'),
                <span key="r" className="chiffres text-xs break-all">
                  {colis.references_externes.join(', ')}
                </span>,
              ]
            : null,
          colis.vol_id ? [t('fiche.vol'), <LienVol key="l" volId={colis.vol_id} />] : null,
          colis.emplacement
            ? [
                t('fiche.emplacement'),
                <span key="e" className="chiffres">
                  {colis.emplacement.code}
                </span>,
              ]
            : null,
          [t('fiche.enregistre'), <Moment key="m" le={colis.enregistre_le} />],
        ]}
      />
    </Carte>
  );
}
