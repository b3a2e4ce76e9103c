import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatArgent, parseMontant } from '@/lib/format';
import { DemandeMotif } from '@/ui/demande-motif';
import { EcartsBilan } from '@/ui/ecarts';
import { toast } from '@/ui/toast';
import { closeWith, type Props } from './actes';
import { EspecesACharge } from './especes-a-charge';
import { type Appareil, type Ecart, useAdmettre } from './queries';

/** Cash the device counts beyond what the server does, in minor units. */
export function missingCash(ecarts: readonly Ecart[]): number {
  const somme = ecarts.reduce(
    (total, un) => total + (un.especes_declarees?.montant ?? 0) - (un.especes_recues?.montant ?? 0),
    0,
  );
  return Math.max(0, somme);
}

function deviseOf({ ecarts }: Appareil): string {
  const argent = ecarts.map((un) => un.especes_declarees ?? un.especes_recues).find(Boolean);
  return argent?.devise ?? 'XOF';
}

/** A device and the server count differently for good: somebody answers for it, the till closes. */
export function Admettre({ appareil, ouvert, onFermer }: Props) {
  const { t } = useTranslation('appareils');
  const devise = deviseOf(appareil);
  const manque = missingCash(appareil.ecarts);
  const [saisie, setSaisie] = useState('');
  const especes = parseMontant(saisie, devise);
  const trop = especes !== null && especes > manque;
  const acte = useAdmettre(appareil.id);
  return (
    <DemandeMotif
      ouvert={ouvert}
      onOuvert={closeWith(onFermer)}
      titre={t('actes.admettre')}
      description={t('actes.admettreAide', { nom: appareil.user.nom })}
      libelle={t('actes.motif')}
      action={t('actes.admettre')}
      danger
      occupe={acte.isPending}
      incomplet={trop || especes === null}
      erreur={acte.error}
      onValider={(motif) =>
        acte.mutate(
          { motif, especes: especes ?? 0 },
          {
            onSuccess: () => {
              toast('succes', t('actes.admis'));
              onFermer();
            },
          },
        )
      }
    >
      <EcartsBilan ecarts={appareil.ecarts} />
      <EspecesACharge
        devise={devise}
        valeur={saisie}
        onChange={setSaisie}
        aide={t('actes.admettreEspeces', { montant: formatArgent({ montant: manque, devise }) })}
        refus={trop ? t('actes.tropPourEcart') : null}
      />
    </DemandeMotif>
  );
}
