import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface Onglet {
  id: string;
  titre: ReactNode;
  /** A count after the title. */
  nombre?: number;
  contenu: ReactNode;
}

interface Props {
  onglets: readonly Onglet[];
  actif?: string;
  onActif?: (id: string) => void;
  libelle: string;
}

export function Tabs({ onglets, actif, onActif, libelle }: Props) {
  return (
    <Radix.Root value={actif} onValueChange={onActif} defaultValue={onglets[0]?.id}>
      <Radix.List
        aria-label={libelle}
        className="mb-4 flex gap-1 overflow-x-auto border-b sans-barre"
      >
        {onglets.map(({ id, titre, nombre }) => (
          <Radix.Trigger
            key={id}
            value={id}
            className="-mb-px inline-flex h-10 items-center gap-2 border-b-2 border-transparent px-3 text-sm font-medium whitespace-nowrap text-discret hover:text-encre data-[state=active]:border-accent data-[state=active]:text-encre"
          >
            {titre}
            {nombre === undefined ? null : (
              <span className="chiffres rounded-full bg-creux px-1.5 text-xs">{nombre}</span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {onglets.map(({ id, contenu }) => (
        <Radix.Content key={id} value={id}>
          {contenu}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
