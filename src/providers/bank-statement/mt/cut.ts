/** A part that is full goes on in the next one, in the middle of a word perhaps; a shorter one ends with its word. */
export const joinCut = (parts: readonly string[], full: (index: number) => number): string =>
  parts.map((part, index) => (part.length >= full(index) ? part : `${part} `)).join('')
