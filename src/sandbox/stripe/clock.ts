/** The time in the books, in Unix seconds: made-up while history is made, the caller's afterwards. */
export interface Clock {
  now: number
}
