import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lu } from '@/station/douchette/decode';
import { useDouchette } from '@/station/douchette/use-douchette';
import { cleErreur } from '@/station/erreurs';
import { Button } from '@/ui/button';
import { Segments } from '@/ui/select';
import { beep } from './annonce';
import { messageOf } from './message';
import { posteGestes, usePoste } from './poste';
import { passed, replaceOrgane, type TransportDouchette, usePreferences } from './preferences';

const TRANSPORTS: readonly TransportDouchette[] = ['clavier', 'serie', 'hid'];

/** Whatever is scanned here says what it is. */
export function PosteDouchette() {
  const { t } = useTranslation(['station', 'materiel']);
  const transport = usePreferences((etat) => etat.douchette);
  const etat = usePoste((poste) => poste.douchette);
  const erreur = usePoste((poste) => poste.erreurDouchette);
  const [lu, setLu] = useState<Lu | null>(null);
  const [refus, setRefus] = useState('');
  useDouchette({
    onScan: (scan) => {
      setLu(scan);
      beep('ok');
      passed('douchette');
    },
  });
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Segments
          libelle={t('poste.etapes.douchette')}
          choix={TRANSPORTS.map((valeur) => ({ valeur, libelle: t(`poste.douchettes.${valeur}`) }))}
          valeur={transport}
          onChange={(douchette) => replaceOrgane('douchette', { douchette })}
        />
        {transport === 'clavier' ? null : (
          <Button
            taille="s"
            onClick={() => {
              setRefus('');
              posteGestes()
                .choisirDouchette()
                .catch((cause: unknown) => setRefus(messageOf(cause)));
            }}
          >
            {t('poste.choisir')}
          </Button>
        )}
        <span className="text-sm text-discret">{t(`poste.liens.${etat}`)}</span>
      </div>
      <p className="text-sm text-discret">{t(`poste.douchetteAide.${transport}`)}</p>
      {refus || erreur ? (
        <p role="alert" className="text-sm font-medium text-danger">
          {refus || (erreur ? t(`materiel:${cleErreur(erreur)}`) : '')}
        </p>
      ) : null}
      <p aria-live="polite" data-essai-scan={lu?.genre ?? ''} className="min-h-6 text-sm">
        {lu ? (
          <>
            <span className="chiffres font-semibold">{lu.code}</span> —{' '}
            {t(`poste.genres.${lu.genre}`)}
          </>
        ) : (
          t('poste.scannez')
        )}
      </p>
    </div>
  );
}
