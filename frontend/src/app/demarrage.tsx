import { BandeauStockage } from './bandeau-stockage';
import { Marque } from './marque';

/** While the session is being resumed: a second at most, unless the storage says what keeps it. */
export function Demarrage() {
  return (
    <div className="flex min-h-dvh flex-col">
      <BandeauStockage />
      <div aria-busy className="grid flex-1 place-items-center">
        <Marque className="size-14 anime-pouls" />
      </div>
    </div>
  );
}
