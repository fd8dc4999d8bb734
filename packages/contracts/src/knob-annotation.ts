/** Prefix of the annotations that hold knob values: `modekeeper/knob.<knob>`. */
export const KNOB_ANNOTATION_PREFIX = 'modekeeper/knob.';
