/** What one request may ask for at most. */
export const MOST = {
  /** Of a request's body. */
  bytes: 1_000_000,
  /** Of a document: names, punctuation and values. */
  tokens: 5_000,
  depth: 16,
  /** Fields named, aliases and fragments counted where they are used. */
  fields: 1_000,
  /** Fields that may have to be resolved, page sizes counted in. */
  complexity: 150_000,
  /** Nodes of a page. */
  page: 200,
  /** Ids in one argument. */
  ids: 200,
  /** Subscriptions that one key has open, at one server. */
  subscriptions: 1_000,
  /** Characters of a search. */
  search: 200,
} as const

export const DEFAULT_PAGE = 50
