/**
 * Who goes first, in the work queue and in the request buckets alike. A larger number overtakes a smaller one.
 * Deletions and user changes come first; retention (deregistering old revisions) only uses what is left.
 */
export const Priority = {
  UserChange: 40,
  RolloutPoll: 30,
  DriftCorrection: 20,
  Resync: 10,
  Retention: 0,
} as const;

export type Priority = (typeof Priority)[keyof typeof Priority];
