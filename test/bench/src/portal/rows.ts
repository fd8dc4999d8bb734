import { max, p95, p99 } from '../measure.ts';
import type { Row } from '../row.ts';

const group = 'portal';

/** The portal's measures and limits (issue 4, "Measures"; design: portal.md, "Budgets"). Baselines stand before those that name them. */
export const PORTAL_ROWS: readonly Row[] = [
  {
    group,
    name: 'baseline_bare_page',
    unit: 'ms',
    how: 'the sandbox’s outbox page, which has no script, loaded in the same way as /',
  },
  {
    group,
    name: 'baseline_live_socket',
    unit: 'ms',
    how: 'the same frames until the news arrives at a bare live socket without a page',
  },
  { group, name: 'baseline_bare_line', unit: 'ms', how: 'one canvas line through as many points, first pixel read back' },
  { group, name: 'baseline_plain_scroll', unit: 'ms', how: 'the same scrolling over 2,000 plain rows without script' },
  {
    ...{ group, name: 'portal_first_load_gzip', unit: 'KiB', limit: max(180) },
    how: 'index.html, theme.js, and the entry with all that it imports and its styles, by vite’s manifest, gzip -9',
  },
  {
    ...{ group, name: 'portal_route_chunk_gzip', unit: 'KiB', limit: max(60) },
    how: 'one sample per page: its chunk and every shared one that the first load did not bring, gzip -9',
  },
  {
    ...{ group, name: 'portal_interactive', unit: 'ms', limit: p99(1_500), baseline: 'baseline_bare_page' },
    how: 'navigation to / (empty cache, CPU 4 times slower) until the inbox’s first action is painted and a task queued behind it has run',
  },
  {
    ...{ group, name: 'portal_largest_paint', unit: 'ms', limit: p99(1_000), baseline: 'baseline_bare_page' },
    how: 'largest contentful paint of the same loads',
  },
  {
    ...{ group, name: 'portal_interaction', unit: 'ms', limit: p99(100) },
    how: 'input until the next paint (Event Timing, one per interactionId; below 16 ms counts as 16), CPU 4 times slower: palette, menus, places',
  },
  {
    ...{ group, name: 'portal_event_on_screen', unit: 'ms', limit: p99(1_000), baseline: 'baseline_live_socket' },
    how: 'connector’s frame sent until the DOM of the plan list (10,000 plans) has changed; four events for each of 20 plans',
  },
  {
    ...{ group, name: 'portal_chart_draw', unit: 'ms', limit: p99(60), baseline: 'baseline_bare_line' },
    how: '86,400 generated points from data to pixels by the portal’s chart, warmed up by five runs',
  },
  {
    ...{ group, name: 'portal_scroll_frame', unit: 'ms', limit: p95(20), baseline: 'baseline_plain_scroll' },
    how: 'time between frames while the list of 10,000 plans is scrolled by 120 px in each of 600 frames',
  },
];
