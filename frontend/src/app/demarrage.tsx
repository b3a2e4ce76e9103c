import { Marque } from './marque';

/** While the session is being resumed: a second at most. */
export function Demarrage() {
  return (
    <div aria-busy className="grid min-h-dvh place-items-center">
      <Marque className="size-14 anime-pouls" />
    </div>
  );
}
