import { hashText } from '../../kit/random.ts'
import { refusal } from '../errors.ts'
import type { Item } from '../items.ts'

/** A state of the books that a client knows: after that change, all that is not older than the day. */
export interface Position {
  change: number
  floor: string
}

/** How far a reading has come: `offset` of what leads from one position to another; 0 once it is complete. */
export interface Cursor {
  from: Position | null
  to: Position
  offset: number
}

/** Opaque to clients, and good for one item and one choice of accounts only. */
export function writeCursor(item: Item, account: string, { from, to, offset }: Cursor): string {
  const text = [from?.change ?? '', from?.floor ?? '', to.change, to.floor, offset].join('|')
  return Buffer.from(`${text}|${seal(item, account, text)}`).toString('base64')
}

/** Throws Refusal for a cursor that is none of this item's. */
export function readCursor(item: Item, account: string, cursor: string): Cursor {
  const text = Buffer.from(cursor, 'base64').toString()
  const [fromChange = '', fromFloor = '', toChange = '', toFloor = '', offset = '', sealed] = text.split('|')
  if (sealed !== seal(item, account, text.slice(0, text.lastIndexOf('|')))) {
    throw refusal('INVALID_REQUEST', 'INVALID_FIELD', 'cursor not associated with access_token')
  }
  return {
    from: fromChange === '' ? null : { change: Number(fromChange), floor: fromFloor },
    to: { change: Number(toChange), floor: toFloor },
    offset: Number(offset),
  }
}

const seal = (item: Item, account: string, text: string): string =>
  hashText(`${item.id}/${account}/${text}`).toString(36)
