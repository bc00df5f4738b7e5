import type { AccountName } from './model.ts'
import type { StatementRaw } from './streams/raw.ts'

/** "…0014": an account's last four digits or letters. */
export const maskedNumber = ({ number }: AccountName): string => `…${number.slice(-4)}`

/** "The statement 42 of 2026-03-05 (account …0014)", as findings name it. */
export function nameOf({ account, asOf, statement }: StatementRaw): string {
  const { sequence, identifier } = statement
  const which = sequence ?? identifier
  return `The statement ${which === null ? '' : `${which} `}of ${asOf.slice(0, 10)} (account ${maskedNumber(account)})`
}
