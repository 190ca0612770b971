/** UNKNOWN: how long a change of a capacity provider, or of a cluster's attachments, takes. Milliseconds. */
export const CHANGE_MS = 15_000;
