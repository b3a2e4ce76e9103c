import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounce } from '@/lib/debounce';
import { useFiltres } from '@/lib/filtres';
import { usePaysVu } from '@/lib/pays-vu';
import { Champ, Input } from '@/ui/input';
import { Filtres, Page } from '@/ui/page';
import { Select } from '@/ui/select';
import { ListeEncaissements } from './liste-encaissements';
import { MOYENS } from './queries';

/** Every receipt of the country, by number, reference, method, day or state. */
export function Encaissements() {
  const { t } = useTranslation('caisse');
  const pays = usePaysVu();
  const [filtres, changer] = useFiltres(['q', 'moyen', 'debut', 'fin', 'annule', 'tri']);
  const [saisie, setSaisie] = useState(filtres.q ?? '');
  const q = useDebounce(saisie);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the typing rests.
  useEffect(() => {
    if (q !== (filtres.q ?? '')) changer({ q });
  }, [q]);
  const { tri, ...criteres } = filtres;
  return (
    <Page titre={t('encaissements.titre')}>
      <Filtres>
        <Input
          type="search"
          aria-label={t('encaissements.chercher')}
          placeholder={t('encaissements.chercher')}
          value={saisie}
          onChange={(event) => setSaisie(event.target.value)}
        />
        <Select
          aria-label={t('encaissements.moyen')}
          vide={t('encaissements.tousMoyens')}
          choix={[...MOYENS, 'avoir' as const].map((valeur) => ({
            valeur,
            libelle: t(`moyens.${valeur}`),
          }))}
          value={filtres.moyen ?? ''}
          onChange={(event) => changer({ moyen: event.target.value })}
        />
        <Select
          aria-label={t('encaissements.etat')}
          vide={t('encaissements.tousEtats')}
          choix={[
            { valeur: 'false', libelle: t('encaissements.valables') },
            { valeur: 'true', libelle: t('encaissements.annules') },
          ]}
          value={filtres.annule ?? ''}
          onChange={(event) => changer({ annule: event.target.value })}
        />
        <Champ libelle={t('encaissements.debut')}>
          {(lien) => (
            <Input
              {...lien}
              type="date"
              value={filtres.debut ?? ''}
              onChange={(event) => changer({ debut: event.target.value })}
            />
          )}
        </Champ>
        <Champ libelle={t('encaissements.fin')}>
          {(lien) => (
            <Input
              {...lien}
              type="date"
              value={filtres.fin ?? ''}
              onChange={(event) => changer({ fin: event.target.value })}
            />
          )}
        </Champ>
      </Filtres>
      <ListeEncaissements
        filtres={{ ...criteres, pays }}
        tri={tri}
        onTri={(nouveau) => changer({ tri: nouveau })}
      />
    </Page>
  );
}
