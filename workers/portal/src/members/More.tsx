import { Button } from '../ui/Button.tsx';

type Props = { query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): Promise<unknown> } };

/** Under a list that has more than its first pages. */
export function More({ query }: Props) {
  if (!query.hasNextPage) return null;
  return (
    <div className="border-t border-line px-4 py-3">
      <Button small busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        Show more
      </Button>
    </div>
  );
}
