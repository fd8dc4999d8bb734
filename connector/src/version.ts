/** Version of the connector, as in hello, reports and /healthz. */
export const VERSION = '0.1.0';
