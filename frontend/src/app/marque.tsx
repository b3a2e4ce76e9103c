export function Marque({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 64 64" className={className} aria-hidden="true">
      <rect width="64" height="64" rx="14" fill="#35309b" />
      <path d="M14 38 50 16 40 50l-9-10 10-13-14 12z" fill="#fff" />
      <path d="M14 46h13" stroke="#2dd4bf" strokeWidth="5" strokeLinecap="round" />
    </svg>
  );
}
