/** What all of Dynamics' streams have alike: whole readings, of records that do not tell when they changed. */
export const wholeReading = {
  deletions: 'swept',
  incremental: false,
  updatedAt: () => null,
} as const

/** Rows of a plain list that go to the store at once. */
export const LIST_ROWS = 500
/** Documents whose parts are looked up at once. */
export const DOCUMENTS = 100
/** Journals whose lines are looked up at once; one can have thousands. */
export const JOURNALS = 20
