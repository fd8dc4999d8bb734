import type { Standing } from '../verify-words.ts';
import { type Html, html, raw } from './html.ts';

/** Drawings of how something stands; each goes with words. */
const DRAWINGS: Record<Standing, string> = {
  ok: '<path d="M3 8.5l3.2 3.2L13 5"/>',
  warn: '<path d="M8 2.2l6.2 11H1.8z"/><path d="M8 6.5v3M8 11.4v.1"/>',
  bad: '<path d="M4 4l8 8M12 4l-8 8"/>',
  info: '<circle cx="8" cy="8" r="6"/><path d="M8 7.4v3.4M8 5v.1"/>',
};

export function mark(standing: Standing): Html {
  return html`<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${raw(DRAWINGS[standing])}</svg>`;
}

export function chip(standing: Standing, words: string): Html {
  return html`<span class="chip ${standing}">${mark(standing)}${words}</span>`;
}

/** The product's own sign. */
export const SIGN = raw(
  '<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="M1 9h3l2-6 4 11 2-5h3"/></svg>',
);
