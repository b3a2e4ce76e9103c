import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useUtilisateur } from '@/lib/session';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/dialog';
import { EcartsBilan } from '@/ui/ecarts';
import { Argent, Fiche, Moment } from '@/ui/format';
import { Nommer, Perdre, Revoquer } from './actes';
import { Admettre } from './admettre';
import type { Appareil } from './queries';
import { BadgeAppareil, missingOf } from './table-appareils';

const rangeOf = ([de, a]: [number, number]): string => (de === a ? `${de}` : `${de}–${a}`);

function Lignes({ appareil }: { appareil: Appareil }) {
  const { t } = useTranslation('appareils');
  const { trous, especes_en_attente, especes_perdues, horloge_ecart_ms } = appareil;
  const lignes: Parameters<typeof Fiche>[0]['lignes'] = [
    [t('fiche.personne'), appareil.user.nom],
    [t('fiche.enrole'), <Moment key="e" le={appareil.enrole_le} />],
    [t('colonnes.contact'), <Moment key="c" le={appareil.contact_le} />],
    [
      t('fiche.recues'),
      <span key="r" className="chiffres">
        {appareil.seq_contigue} / {appareil.seq_declaree}
      </span>,
    ],
    [
      t('fiche.trous'),
      missingOf(appareil) === 0 ? (
        t('fiche.aucun')
      ) : (
        <span key="t" className="chiffres text-danger">
          {trous.map(rangeOf).join(', ')}
        </span>
      ),
    ],
    [t('fiche.attente'), `${appareil.en_attente} · ${appareil.photos_en_attente}`],
    [
      t('fiche.serie'),
      <span key="s" className="chiffres">
        {appareil.serie}
      </span>,
    ],
    [t('fiche.cle'), appareil.avec_cle ? t('fiche.cleOui') : t('fiche.cleNon')],
    [t('fiche.horloge'), t('fiche.secondes', { s: Math.round(horloge_ecart_ms / 1000) })],
    [t('colonnes.especes'), <Argent key="m" valeur={especes_en_attente} />],
    especes_perdues ? [t('fiche.perdues'), <Argent key="p" valeur={especes_perdues} />] : null,
    appareil.motif ? [t('fiche.motif'), appareil.motif] : null,
  ];
  return <Fiche lignes={lignes} />;
}

type Acte = 'nommer' | 'revoquer' | 'perdre' | 'admettre';

function Boutons({ appareil }: { appareil: Appareil }) {
  const { t } = useTranslation('appareils');
  const { id: moi } = useUtilisateur();
  const gere = useCan('appareil.gerer');
  const [acte, setActe] = useState<Acte | null>(null);
  const fermer = (): void => setActe(null);
  const vivant = appareil.etat !== 'perdu';
  // What a person's own device lost is somebody else's to sign off.
  const mien = appareil.user.id === moi;
  return (
    <div className="mt-4 flex flex-wrap gap-2">
      <Button onClick={() => setActe('nommer')}>{t('actes.nommer')}</Button>
      {gere && vivant && !mien && appareil.ecarts.length > 0 ? (
        <Button onClick={() => setActe('admettre')}>{t('actes.admettre')}</Button>
      ) : null}
      {gere && vivant && appareil.etat !== 'revoque' ? (
        <Button variante="danger" onClick={() => setActe('revoquer')}>
          {t('actes.revoquer')}
        </Button>
      ) : null}
      {gere && vivant && !mien ? (
        <Button variante="danger" onClick={() => setActe('perdre')}>
          {t('actes.perdre')}
        </Button>
      ) : null}
      <Nommer appareil={appareil} ouvert={acte === 'nommer'} onFermer={fermer} />
      <Revoquer appareil={appareil} ouvert={acte === 'revoquer'} onFermer={fermer} />
      <Perdre appareil={appareil} ouvert={acte === 'perdre'} onFermer={fermer} />
      {acte === 'admettre' ? <Admettre appareil={appareil} ouvert onFermer={fermer} /> : null}
    </div>
  );
}

/** One device beside the list, and what may be done about it. */
export function FicheAppareil({
  appareil,
  onFermer,
}: {
  appareil: Appareil | null;
  onFermer: () => void;
}) {
  if (!appareil) return null;
  return (
    <Sheet
      ouvert
      onOuvert={(ouvert) => {
        if (!ouvert) onFermer();
      }}
      titre={
        <span className="flex flex-wrap items-center gap-2">
          {appareil.nom}
          <BadgeAppareil etat={appareil.etat} />
        </span>
      }
    >
      <Lignes appareil={appareil} />
      <div className="mt-4 empty:hidden">
        <EcartsBilan ecarts={appareil.ecarts} />
      </div>
      <Boutons appareil={appareil} />
    </Sheet>
  );
}
