import { MessageCircle } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/lib/session';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Moment } from '@/ui/format';
import { Champ, Input } from '@/ui/input';
import { Kbd } from '@/ui/kbd';
import { Segments, Select } from '@/ui/select';
import { useEnvoiCode } from './queries';
import { type BrouillonRemise, NATURES } from './remise';

interface Props {
  colis_ids: readonly string[];
  brouillon: BrouillonRemise;
  change: (avec: Partial<BrouillonRemise>) => void;
  enLigne: boolean;
  /** What F8 reaches. */
  cible: RefObject<HTMLButtonElement | null>;
}

/** The code opens exactly the cartons it was asked for: another selection needs another code. */
function CodeWhatsapp({ colis_ids, brouillon, change, enLigne, cible }: Props) {
  const { t } = useTranslation('distribution');
  const envoi = useEnvoiCode();
  const [pour, setPour] = useState('');
  const lot = [...colis_ids].sort().join(',');
  const envoye = envoi.data && pour === lot ? envoi.data : null;
  const perime = envoi.data !== undefined && pour !== lot;

  function send(): void {
    setPour(lot);
    change({ code: '' });
    envoi.mutate(colis_ids);
  }

  if (!enLigne) {
    return <p className="text-sm text-alerte">{t('remettre.codeHorsLigne')}</p>;
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <Button
          ref={cible}
          disabled={colis_ids.length === 0}
          occupe={envoi.isPending}
          onClick={send}
        >
          <MessageCircle aria-hidden />
          {envoye ? t('remettre.renvoyer') : t('remettre.envoyerCode')}
          <Kbd>F8</Kbd>
        </Button>
        <Champ libelle={t('remettre.code')} className="w-40">
          {(lien) => (
            <Input
              {...lien}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              placeholder="••••••"
              className="chiffres text-center text-lg tracking-[0.3em] pointer-coarse:text-lg"
              value={brouillon.code}
              onChange={(event) => change({ code: event.target.value.replace(/\D/g, '') })}
            />
          )}
        </Champ>
      </div>
      {envoye ? (
        <p role="status" className="text-sm text-discret">
          {t('remettre.codeEnvoye', { telephone: envoye.telephone })}{' '}
          <Moment le={envoye.expire_le} style="heure" />
        </p>
      ) : null}
      {perime ? <p className="text-sm text-alerte">{t('remettre.codePerime')}</p> : null}
      <ErreurAction erreur={envoi.error} />
    </div>
  );
}

function Piece({ brouillon, change }: Props) {
  const { t } = useTranslation('distribution');
  return (
    <div className="grid grid-cols-[9rem_1fr] gap-2">
      <Champ libelle={t('remettre.nature')}>
        {(lien) => (
          <Select
            {...lien}
            choix={NATURES.map((valeur) => ({ valeur, libelle: t(`natures.${valeur}`) }))}
            value={brouillon.nature}
            onChange={(event) => change({ nature: event.target.value })}
          />
        )}
      </Champ>
      <Champ libelle={t('remettre.numero')} requis>
        {(lien) => (
          <Input
            {...lien}
            autoComplete="off"
            autoCapitalize="characters"
            maxLength={60}
            className="chiffres"
            value={brouillon.numero}
            onChange={(event) => change({ numero: event.target.value })}
          />
        )}
      </Champ>
    </div>
  );
}

function Derogation({ brouillon, change }: Props) {
  const { t } = useTranslation('distribution');
  return (
    <Champ libelle={t('remettre.motif')} requis aide={t('remettre.motifAide')}>
      {(lien) => (
        <Input
          {...lien}
          maxLength={300}
          value={brouillon.motif}
          onChange={(event) => change({ motif: event.target.value })}
        />
      )}
    </Champ>
  );
}

const FORMES = { code: CodeWhatsapp, piece: Piece, derogation: Derogation } as const;

/** How the person proves the cartons are theirs. */
export function Preuve(props: Props) {
  const { t } = useTranslation('distribution');
  const peutDeroger = useCan('remise.deroger');
  const types = peutDeroger
    ? (['code', 'piece', 'derogation'] as const)
    : (['code', 'piece'] as const);
  const { brouillon, change } = props;
  const Forme = FORMES[brouillon.type];
  return (
    <div className="flex flex-col gap-3">
      <Segments
        libelle={t('remettre.preuve')}
        className="flex-wrap max-sm:w-full sm:self-start"
        valeur={brouillon.type}
        choix={types.map((valeur) => ({ valeur, libelle: t(`preuves.${valeur}`) }))}
        onChange={(type) => change({ type })}
      />
      <Forme {...props} />
    </div>
  );
}
