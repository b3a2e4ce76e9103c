import { FileUp, Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useUtilisateur } from '@/lib/session';
import { useDestinations } from '@/offline/destinations';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Telephone } from '@/ui/format';
import { Champ } from '@/ui/input';
import { Carte, Page } from '@/ui/page';
import { Select } from '@/ui/select';
import { Lignes } from '@/ui/skeleton';
import { Table } from '@/ui/table';
import { toast } from '@/ui/toast';
import { type Bilan, useImport } from './queries';

const TYPES =
  '.csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function Resume({ bilan }: { bilan: Bilan }) {
  const { t } = useTranslation('clients');
  return (
    <div className="flex flex-wrap gap-2">
      <Badge>{t('import.lignes', { count: bilan.total })}</Badge>
      <Badge ton="succes">{t('import.crees', { count: bilan.crees })}</Badge>
      <Badge ton="info">{t('import.existants', { count: bilan.existants })}</Badge>
      {bilan.erreurs.length > 0 ? (
        <Badge ton="danger">{t('import.refusees', { count: bilan.erreurs.length })}</Badge>
      ) : null}
    </div>
  );
}

function Erreurs({ bilan }: { bilan: Bilan }) {
  const { t } = useTranslation('clients');
  if (bilan.erreurs.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold text-danger">{t('import.erreurs')}</h2>
      <Table
        legende={t('import.erreurs')}
        items={bilan.erreurs}
        idDe={({ ligne, champ }) => `${ligne}-${champ}`}
        colonnes={[
          {
            id: 'ligne',
            titre: t('import.ligne'),
            className: 'w-20',
            rendu: ({ ligne }) => <span className="chiffres font-semibold">{ligne}</span>,
          },
          {
            id: 'champ',
            titre: t('import.champ'),
            className: 'w-40',
            rendu: ({ champ }) => <span className="chiffres">{champ}</span>,
          },
          { id: 'message', titre: t('import.probleme'), rendu: ({ message }) => message },
        ]}
      />
    </section>
  );
}

function Apercu({ bilan }: { bilan: Bilan }) {
  const { t } = useTranslation(['clients', 'commun']);
  if (bilan.apercu.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold">{t('import.apercu')}</h2>
      <Table
        legende={t('import.apercu')}
        items={bilan.apercu}
        idDe={({ id }) => id}
        colonnes={[
          {
            id: 'nom',
            titre: t('nom'),
            rendu: ({ nom }) => <span className="font-medium">{nom}</span>,
          },
          {
            id: 'telephone',
            titre: t('telephone'),
            rendu: ({ telephone }) => <Telephone numero={telephone} />,
          },
          {
            id: 'pays',
            titre: t('pays'),
            rendu: ({ pays }) => t(`commun:pays.${pays as 'ML'}`, { defaultValue: pays }),
          },
          {
            id: 'langue',
            titre: t('langue'),
            bureau: true,
            rendu: ({ langue }) => t(`langues.${langue as 'fr'}`),
          },
        ]}
      />
    </section>
  );
}

function BilanImport({
  bilan,
  occupe,
  onConfirmer,
}: {
  bilan: Bilan;
  occupe: boolean;
  onConfirmer: () => void;
}) {
  const { t } = useTranslation('clients');
  const rien = bilan.crees === 0;
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <Resume bilan={bilan} />
        <Button
          variante="principal"
          className="ml-auto"
          disabled={rien}
          occupe={occupe}
          onClick={onConfirmer}
        >
          <Upload aria-hidden />
          {rien ? t('import.rien') : t('import.confirmer', { count: bilan.crees })}
        </Button>
      </div>
      <Erreurs bilan={bilan} />
      <Apercu bilan={bilan} />
    </>
  );
}

/** A file is first read without writing anything; the same file is then imported as shown. */
export function ImportClients() {
  const { t } = useTranslation('clients');
  const navigate = useNavigate();
  const { pays: sien } = useUtilisateur();
  const destinations = useDestinations();
  const entree = useRef<HTMLInputElement>(null);
  const [fichier, setFichier] = useState<File | null>(null);
  const propre = destinations.find(({ code }) => code === sien)?.code;
  const [choisi, setChoisi] = useState('');
  const pays = propre ?? (choisi || (destinations[0]?.code ?? ''));
  const essai = useImport();
  const envoi = useImport();

  function preview(choix: File, vers: string): void {
    setFichier(choix);
    envoi.reset();
    essai.mutate({ fichier: choix, essai: true, pays: vers });
  }

  function send(): void {
    if (!fichier) return;
    envoi.mutate(
      { fichier, essai: false, pays },
      {
        onSuccess: ({ crees }) => {
          toast('succes', t('import.fait', { count: crees }));
          void navigate('/clients');
        },
      },
    );
  }

  return (
    <Page retour="/clients" titre={t('import.titre')}>
      <Carte>
        <p className="mb-3 text-sm text-discret">{t('import.aide')}</p>
        <div className="flex flex-wrap items-end gap-3">
          {propre ? null : (
            <Champ libelle={t('import.paysDefaut')} className="w-56">
              {(lien) => (
                <Select
                  {...lien}
                  choix={destinations.map(({ code, nom }) => ({ valeur: code, libelle: nom }))}
                  value={pays}
                  onChange={(event) => {
                    setChoisi(event.target.value);
                    if (fichier) preview(fichier, event.target.value);
                  }}
                />
              )}
            </Champ>
          )}
          <Button
            variante={fichier ? 'secondaire' : 'principal'}
            occupe={essai.isPending}
            onClick={() => entree.current?.click()}
          >
            <FileUp aria-hidden />
            {fichier ? t('import.changer') : t('import.choisir')}
          </Button>
          <input
            ref={entree}
            type="file"
            accept={TYPES}
            hidden
            aria-label={t('import.choisir')}
            onChange={(event) => {
              const choix = event.target.files?.[0];
              if (choix) preview(choix, pays);
              event.target.value = '';
            }}
          />
          {fichier ? <span className="chiffres self-center text-sm">{fichier.name}</span> : null}
        </div>
      </Carte>
      <ErreurAction erreur={essai.error ?? envoi.error} />
      {essai.isPending ? <Lignes nombre={4} /> : null}
      {essai.data ? (
        <BilanImport bilan={essai.data} occupe={envoi.isPending} onConfirmer={send} />
      ) : null}
    </Page>
  );
}
