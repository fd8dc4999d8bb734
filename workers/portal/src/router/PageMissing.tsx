import { Link } from '@tanstack/react-router';

/** For an address that leads nowhere, or to something that is not yours: the two look the same. */
export function PageMissing() {
  return (
    <div className="mx-auto grid max-w-2xl gap-3 px-6 py-10 max-md:px-3">
      <h1>There is nothing here</h1>
      <p className="text-ink-2">
        The address may be mistyped, or what it names belongs to another organisation: switch organisations at the top, or go to
        the{' '}
        <Link to="/" className="link">
          overview
        </Link>
        .
      </p>
    </div>
  );
}
