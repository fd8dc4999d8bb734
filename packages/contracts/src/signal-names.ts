/** The four base signals, in the order in which reports and decisions list them. */
export const SIGNAL_NAMES = ['drift', 'burst', 'straggler', 'gpu_saturated'] as const;

/** Name of a base signal. */
export type SignalName = (typeof SIGNAL_NAMES)[number];
