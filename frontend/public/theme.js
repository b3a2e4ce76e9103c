// Before the first paint, from a file: the content security policy allows no inline script.
(() => {
  let choix = 'systeme';
  try {
    choix = localStorage.getItem('ts-theme') ?? 'systeme';
  } catch {
    // Storage may be refused; the system's preference is good enough.
  }
  const sombre =
    choix === 'sombre' ||
    (choix === 'systeme' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = sombre ? 'sombre' : 'clair';
})();
