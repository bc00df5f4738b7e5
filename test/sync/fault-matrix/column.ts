import type { Checkpoint } from '../../../src/providers/provider.ts'
import type { Conformant, Control } from '../../providers/conformance/conformant.ts'

/** Or the sentence that says why it makes no sense for the provider. */
export type OrNot<Fact> = Fact | { not: string }

/** What the matrix has to know of a provider: a stream of several pages, and how its provider does what goes wrong. */
export interface Column {
  conformant: Conformant
  /** Small, yet with several pages. */
  scale: number
  stream: string
  /** Part of the address at which the stream is listed, page by page. */
  list: string
  /** Of the played provider, before the reading: smaller pages, say. */
  prepare?: (control: Control) => void
  /** Changes the books, this record among others, after it was read. */
  mutate: (control: Control, id: string) => void
  /** Makes useless the position at which the stream stands. */
  loseCursor: OrNot<(stood: Standing) => void | Promise<void>>
  /** Ends what the access is renewed with, or the access itself, after its time. */
  expire: OrNot<(stood: Standing) => void>
  drift: Drifts
  /** Makes equal what a record tells of the day on which it was read. */
  undated?: (text: string) => string
}

export interface Drifts {
  /** A field without which a record cannot be understood. */
  rename: { from: string; to: string }
  /** The field that tells the currency, and what becomes of records that no longer tell it so. */
  currency: { field: string; lost: 'set aside' | 'set aside or the same' | 'refused' }
  /** What becomes of records whose numbers are text. */
  numbersAsText: OrNot<'read as before' | 'set aside' | 'refused'>
  /** The provider's field that holds the word, and the columns of ours that follow from it. */
  newWord: OrNot<{ field: string; columns: readonly string[] }>
}

export interface Standing {
  control: Control
  moveClock: (days: number) => void
  /** Puts another position in the place of the stored one. */
  replaceCheckpoint: (change: (checkpoint: Checkpoint) => Checkpoint) => Promise<void>
}
