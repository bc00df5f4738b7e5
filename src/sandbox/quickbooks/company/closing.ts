import type { Books } from '../books.ts'
import { preferences } from './settings.ts'

/** No document up to and including this day can be written from now on; null opens the books again. */
export function closeBooks(books: Books, on: string | null, at: Date): void {
  if (on !== null && !/^\d{4}-\d{2}-\d{2}$/.test(on)) throw new Error('on must be a day, YYYY-MM-DD')
  for (const settings of [...books.all('Preferences')]) {
    books.replace('Preferences', settings, preferences(on), at)
  }
}
