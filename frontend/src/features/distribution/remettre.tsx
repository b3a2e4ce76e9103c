import { Camera, PackageCheck, ShieldCheck, UserRound } from 'lucide-react';
import { type FormEvent, type ReactNode, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/lib/session';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Argent } from '@/ui/format';
import { Case, Champ, Input } from '@/ui/input';
import { Kbd } from '@/ui/kbd';
import { Carte } from '@/ui/page';
import { PrisePhoto } from '@/ui/prise-photo';
import { Signature } from '@/ui/signature';
import type { ColisGuichet } from './colis-guichet';
import { Preuve } from './preuve';
import type { BrouillonRemise } from './remise';
import { type Remis, useRemise } from './use-remise';

interface Partie {
  brouillon: BrouillonRemise;
  change: (avec: Partial<BrouillonRemise>) => void;
}

function Texte({
  libelle,
  valeur,
  onChange,
  requis,
}: {
  libelle: string;
  valeur: string;
  onChange: (valeur: string) => void;
  requis?: boolean;
}) {
  return (
    <Champ libelle={libelle} requis={requis}>
      {(lien) => (
        <Input
          {...lien}
          autoComplete="off"
          maxLength={60}
          value={valeur}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Champ>
  );
}

function Tiers({ brouillon: b, change }: Partie) {
  const { t } = useTranslation('distribution');
  return (
    <div className="flex flex-col gap-2">
      <Case
        libelle={
          <span className="flex items-center gap-1.5">
            <UserRound aria-hidden className="size-4 text-discret" />
            {t('remettre.tiers')}
          </span>
        }
        checked={b.tiers}
        onChange={(event) => change({ tiers: event.target.checked })}
      />
      {b.tiers ? (
        <div className="grid gap-2 sm:grid-cols-3">
          <Texte
            requis
            libelle={t('remettre.tiersNom')}
            valeur={b.tiersNom}
            onChange={(tiersNom) => change({ tiersNom })}
          />
          <Texte
            libelle={t('remettre.tiersTelephone')}
            valeur={b.tiersTelephone}
            onChange={(tiersTelephone) => change({ tiersTelephone })}
          />
          <Texte
            libelle={t('remettre.tiersPiece')}
            valeur={b.tiersPiece}
            onChange={(tiersPiece) => change({ tiersPiece })}
          />
        </div>
      ) : null}
    </div>
  );
}

/** A balance keeps the cartons here, unless an admin answers for it with a name. */
function Solde({
  brouillon: b,
  change,
  solde,
  devise,
}: Partie & { solde: number; devise: string }) {
  const { t } = useTranslation('distribution');
  const peutGarantir = useCan('remise.garantir');
  if (solde === 0) return null;
  return (
    <div className="flex flex-col gap-2 rounded-md bg-alerte-doux px-3 py-2">
      <p className="text-sm text-alerte">
        {t('remettre.soldeDu')}{' '}
        <Argent valeur={{ montant: solde, devise }} className="font-semibold" />.
        {peutGarantir ? null : ` ${t('remettre.soldeAide')}`}
      </p>
      {peutGarantir ? (
        <Case
          libelle={
            <span className="flex items-center gap-1.5">
              <ShieldCheck aria-hidden className="size-4" />
              {t('remettre.garantie')}
            </span>
          }
          checked={b.garantie}
          onChange={(event) => change({ garantie: event.target.checked })}
        />
      ) : null}
      {b.garantie && peutGarantir ? (
        <div className="grid gap-2 sm:grid-cols-2">
          <Texte
            requis
            libelle={t('remettre.garant')}
            valeur={b.garant}
            onChange={(garant) => change({ garant })}
          />
          <Texte
            requis
            libelle={t('remettre.garantieMotif')}
            valeur={b.garantieMotif}
            onChange={(garantieMotif) => change({ garantieMotif })}
          />
        </div>
      ) : null}
    </div>
  );
}

interface PropsPhoto {
  photos: readonly Blob[];
  onChange: (photos: Blob[]) => void;
  /** Without a network the document itself is the proof: its picture is asked for. */
  piece: boolean;
  brouillon: BrouillonRemise;
  change: Partie['change'];
}

/** Never a dead end: where no picture can be taken, the person says so and goes on. */
function Photo({ photos, onChange, piece, brouillon, change }: PropsPhoto) {
  const { t } = useTranslation('distribution');
  const [ouvert, setOuvert] = useState(false);
  return (
    <div className="flex flex-col gap-2">
      {ouvert ? (
        <PrisePhoto photos={photos} onChange={onChange} maximum={2} />
      ) : (
        <Button
          variante={piece ? 'secondaire' : 'discret'}
          taille="s"
          className="self-start"
          onClick={() => setOuvert(true)}
        >
          <Camera aria-hidden />
          {t(piece ? 'remettre.photoPiece' : 'remettre.photo')}
        </Button>
      )}
      {piece && ouvert && photos.length === 0 ? (
        <Case
          libelle={t('remettre.sansPhoto')}
          checked={brouillon.sansPhoto}
          onChange={(event) => change({ sansPhoto: event.target.checked })}
        />
      ) : null}
    </div>
  );
}

interface Props {
  colis: readonly ColisGuichet[];
  cible: RefObject<HTMLButtonElement | null>;
  /** Said above when the ticked cartons are several clients'. */
  avertissement?: ReactNode;
  onFait: (remis: Remis) => void;
}

/** The hand-over of the cartons ticked: proof, who takes them, signature, done. */
export function Remettre({ colis, cible, avertissement, onFait }: Props) {
  const { t } = useTranslation('distribution');
  const remise = useRemise({ colis, onFait });
  const { brouillon, change, manques } = remise;
  const [premier] = manques;

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void remise.submit();
  }

  return (
    <Carte titre={t('remettre.titre')}>
      <form onSubmit={onSubmit} aria-label={t('remettre.titre')} className="flex flex-col gap-4">
        {avertissement}
        <Solde
          brouillon={brouillon}
          change={change}
          solde={remise.solde}
          devise={colis[0]?.du.devise ?? 'XOF'}
        />
        <Preuve
          colis_ids={colis.map(({ id }) => id)}
          brouillon={brouillon}
          change={change}
          enLigne={remise.enLigne}
          cible={cible}
        />
        <Tiers brouillon={brouillon} change={change} />
        <Signature onChange={(signature) => change({ signature })} />
        <Photo
          photos={remise.photos}
          onChange={remise.setPhotos}
          piece={!remise.enLigne && brouillon.type === 'piece'}
          brouillon={brouillon}
          change={change}
        />
        <ErreurAction erreur={remise.erreur} />
        <Button
          type="submit"
          variante={manques.includes('solde') ? 'secondaire' : 'principal'}
          taille="l"
          disabled={manques.length > 0}
          occupe={remise.occupe}
        >
          <PackageCheck aria-hidden />
          {t('remettre.remettre', { count: colis.length })}
          <Kbd>⏎</Kbd>
        </Button>
        {premier ? (
          <p className="-mt-2 text-center text-xs text-discret">
            {t(`remettre.manques.${premier}`)}
          </p>
        ) : null}
      </form>
    </Carte>
  );
}
