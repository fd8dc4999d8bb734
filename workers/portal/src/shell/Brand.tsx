/** The mark and the name. */
export function Brand() {
  return (
    <span className="flex items-center gap-2 text-3 font-[650] tracking-tight">
      <svg
        aria-hidden="true"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="size-[18px] text-accent"
      >
        <path d="M2 13h4l3-8 5 15 3-9h5" />
      </svg>
      ModeKeeper
    </span>
  );
}
