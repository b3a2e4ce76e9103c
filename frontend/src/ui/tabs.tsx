import { Tabs as Radix } from 'radix-ui';
import { type ReactNode, useEffect, useRef } from 'react';

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
  const liste = useRef<HTMLDivElement>(null);
  // On a phone the tabs do not all fit: the open one is brought into sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves when another tab opens.
  useEffect(() => {
    const ouvert = liste.current?.querySelector('[data-state=active]');
    if (liste.current && ouvert instanceof HTMLElement) {
      liste.current.scrollLeft = ouvert.offsetLeft - liste.current.offsetLeft - 24;
    }
  }, [actif, libelle]);
  return (
    <Radix.Root value={actif} onValueChange={onActif} defaultValue={onglets[0]?.id}>
      <Radix.List
        ref={liste}
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
