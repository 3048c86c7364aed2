// The mark of the house.
export function Logo({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#2f55d4" />
      <path
        d="M10 8v13a3 3 0 0 0 3 3h9"
        fill="none"
        stroke="#fff"
        strokeWidth="3.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="20.5" cy="11.5" r="3.5" fill="#9db4ff" />
    </svg>
  );
}
